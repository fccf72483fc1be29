/** The room of other tools' shapes: tinybench's Bench, mitata's functions; vitest's runner stands in vitest/, which needs vitest. */
export { withHydra } from './tinybench/with-hydra.ts'
export type { HydraBench, TaskResult, TinyBench } from './tinybench/types.ts'
export type { Statistics } from './statistics.ts'
