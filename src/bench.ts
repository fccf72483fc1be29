/** The sub-path `hydra-profiler/bench`: benches written for tinybench and mitata, measured by Hydra. A list of exports. */
export { barplot, bench, boxplot, compact, createSuite, do_not_optimize, group, lineplot, run, summary } from './shapes/index.ts'
export type {
  Bench,
  Benchable,
  Grouping,
  GroupStudy,
  NamedGrouping,
  Results,
  Run,
  RunOptions,
  State,
  Stats,
} from './shapes/index.ts'
export type { Suite, Trial } from './shapes/index.ts'
export { withHydra, type HydraBench, type Statistics, type TaskResult, type TinyBench } from './shapes/index.ts'
