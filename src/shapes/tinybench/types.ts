/**
 * What of tinybench 2 to 6 is used, as shapes: there is no dependency on it.
 * Fields that only some versions have are optional; methods are declared so that the Bench of any version fits.
 */
import type { Comparison, Study } from '../../study/index.ts'
import type { Statistics } from '../statistics.ts'

export type Hook = (this: unknown, mode?: 'run' | 'warmup') => unknown

/** The options of `bench.add`; `async`, `signal` and `retainSamples` mean nothing here. */
export interface TaskOptions {
  readonly beforeAll?: Hook
  readonly beforeEach?: Hook
  readonly afterEach?: Hook
  readonly afterAll?: Hook
}

export type TaskFunction = (this: unknown) => unknown

export interface TinyTask {
  readonly name: string
  /** Versions 2 to 5 keep the function where it can be read. */
  readonly fn?: unknown
  readonly opts?: unknown
  readonly fnOpts?: unknown
  dispatchEvent(event: Event): boolean
}

type Row = Record<string, number | string | undefined> | null | undefined

export interface TinyBench {
  readonly tasks: readonly TinyTask[]
  /** Of one task in ms; 0: `iterations` counts. */
  readonly time?: number
  readonly iterations?: number
  readonly throws?: boolean
  readonly signal?: AbortSignal | undefined
  readonly concurrency?: unknown
  add(name: string, fn: () => unknown, options?: object): unknown
  remove(name: string): unknown
  reset(): void
  run(): Promise<unknown>
  table(convert?: never): unknown[]
  dispatchEvent(event: Event): boolean
}

/** What withHydra adds to a Bench. */
export interface HydraBench {
  /** Of the last run; undefined before it. */
  readonly study: Study | undefined
  /** Its verdicts; none before it. */
  readonly comparisons: readonly Comparison[]
  /** Rows as tinybench gives them, with a column `Verdict`. */
  table(): Row[]
}

/** What `task.result` holds after a run: the fields of tinybench 3 to 6, and beside them those of version 2. Times in ms a call. */
export interface TaskResult extends Partial<Statistics> {
  readonly state: 'completed' | 'errored' | 'aborted' | 'aborted-with-statistics'
  readonly error?: Error
  readonly aborted: boolean
  readonly latency?: Statistics
  readonly throughput?: Statistics
  readonly period?: number
  readonly hz?: number
  readonly totalTime?: number
  readonly runtime: 'node'
  readonly runtimeVersion: string
  readonly timestampProviderName: 'hydra'
  /** A sample is one call, or the mean of a batch of `callsPerTrial`. */
  readonly unit: 'call' | 'batch'
  readonly callsPerTrial: number
  readonly verdict: string
}
