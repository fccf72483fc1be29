/** What people hand to benches in mitata's shape, and what run() gives back. Times in ns a call, as mitata has them. */
import type { MeasureOptions } from '../../measure/index.ts'
import type { Study } from '../../study/index.ts'

/** What a generator reads its arguments from. */
export interface State {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- an argument is of any type, and files written for mitata rely on it
  get(name: string): any
}

/** A function without parameters, or a generator that yields one. */
export type Benchable = (() => unknown) | ((state: State) => Generator | AsyncGenerator)

export type Arguments = Readonly<Record<string, unknown>>

/** What `bench` answers with; every method answers with it again. */
export interface Bench {
  /** One argument `x`, a named one, or several by name: one run for each combination. */
  args(values: readonly unknown[]): Bench
  args(name: string, values: readonly unknown[]): Bench
  args(map: Readonly<Record<string, readonly unknown[]>>): Bench
  /** From start to end, times `multiplier` (8) each; the end is one of them. */
  range(name: string, start: number, end: number, multiplier?: number): Bench
  /** From start to end in steps (1); the end is one of them. */
  dense_range(name: string, start: number, end: number, step?: number): Bench
  /** The others of its group are held against it. */
  baseline(on?: boolean): Bench
  name(name: string, color?: string): Bench
  /** Accepted, and without effect: Hydra's table is what it is, and nothing is collected between calls. */
  compact(on?: boolean): Bench
  highlight(color?: string): Bench
  gc(mode?: boolean | 'once' | 'inner'): Bench
}

export interface Stats {
  readonly kind: 'fn' | 'yield'
  readonly min: number
  readonly max: number
  readonly avg: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p99: number
  readonly p999: number
  /** In ascending order; each one call, or the mean of a batch. */
  readonly samples: readonly number[]
  /** Calls in all. */
  readonly ticks: number
  readonly debug: string
}

export interface Run {
  readonly name: string
  readonly args: Arguments
  /** Undefined without one success. */
  readonly stats: Stats | undefined
  /** What the first trial that failed threw. */
  readonly error: unknown
}

export interface Trial {
  readonly alias: string
  readonly group: number
  readonly baseline: boolean
  readonly kind: 'static' | 'args' | 'multi-args'
  readonly args: Readonly<Record<string, readonly unknown[]>>
  readonly runs: readonly Run[]
  readonly style: { readonly compact: boolean; readonly highlight: string | false }
}

export interface Context {
  /** ms since 1970. */
  readonly now: number
  readonly arch: string
  readonly runtime: 'node'
  readonly version: string
  readonly cpu: { readonly name: string | null }
}

/** One study: a group, or those of its benches that have the same arguments. */
export interface GroupStudy {
  readonly group: string | null
  readonly args: Arguments
  readonly study: Study
}

export interface Results {
  readonly layout: readonly { readonly name: string | null; readonly types: readonly string[] }[]
  readonly context: Context
  readonly benchmarks: readonly Trial[]
  readonly studies: readonly GroupStudy[]
}

export interface RunOptions {
  /** Reject with the first failure, when all was measured. @defaultValue false */
  readonly throw?: boolean
  /** Benches whose name it does not match are left out. */
  readonly filter?: RegExp
  /** @defaultValue where stdout is a terminal and NO_COLOR is not set */
  readonly colors?: boolean
  /** Takes a line. @defaultValue stdout */
  readonly print?: (line: string) => unknown
  /** Sees each bench when its group was measured; what it answers stands in the results. */
  readonly observe?: (trial: Trial) => Trial
  readonly format?:
    | 'mitata'
    | 'quiet'
    | 'json'
    | 'markdown'
    | { readonly json: { readonly debug?: boolean; readonly samples?: boolean } }
    | { readonly mitata: object }
  /** How Hydra measures each study. @defaultValue 500 ms for each bench of it */
  readonly profile?: MeasureOptions
}
