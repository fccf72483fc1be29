/** The sub-path `hydra-profiler/bench`: benches written for tinybench and mitata, measured by Hydra. A list of exports. */
export { withHydra, type HydraBench, type TaskResult, type TinyBench } from './shapes/index.ts'
