/** The room of other tools' shapes: tinybench's Bench, mitata's functions; vitest's runner stands in vitest/, which needs vitest. */
export { barplot, bench, boxplot, compact, do_not_optimize, group, lineplot, run, summary } from './mitata/index.ts'
export { createSuite, type BenchMaker, type Grouping, type NamedGrouping, type Suite } from './mitata/suite.ts'
export type { Bench, Benchable, GroupStudy, Results, RunOptions, State, Stats, Run, Trial } from './mitata/types.ts'
export { withHydra } from './tinybench/with-hydra.ts'
export type { HydraBench, TaskResult, TinyBench } from './tinybench/types.ts'
export type { Statistics } from './statistics.ts'
