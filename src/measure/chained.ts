/** What trials that are run in chains have in common: batches of calls, and calls that are trials of their own. */
import type { Readings } from './trial/chain.ts'
import type { BatchEnd, Link } from './trial/lane.ts'
import type { Run } from './trial/loop.ts'
import type { Scope } from './trial/scope.ts'

/** What a trial is made with, for one input. */
export interface Load {
  readonly input: unknown
  readonly scope: Scope
  readonly context: unknown
}

export interface Chained {
  /** The next trial. `scale` is near 1: the same for all heads of a block. */
  link(input: number, load: Load, scale: number): Link
  /** What trial `at` of a chain says of one call, as a row. @returns ms that its limit is held against */
  fill(row: Float64Array, end: BatchEnd, readings: Readings, at: number): number
  /** Calls another function from here on. */
  renew(run: Run): void
}
