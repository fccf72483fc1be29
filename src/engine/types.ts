/** What the engine room promises to those above it. Units stand in the names; NaN never leaves as an answer, "unknown" is undefined. */

export type EngineKind = 'native' | 'reference'
export type EngineChoice = EngineKind | 'auto'

/** Every function that computes takes this: hold the two engines against each other whenever you like. */
export interface EngineOption {
  /** `HYDRA_ENGINE` when left out; 'auto' picks by the amount of work. Both give the same bits. */
  readonly engine?: EngineChoice
}

export interface EngineInfo {
  readonly kind: EngineKind
  /** Version of the addon, or of the package for the reference. */
  readonly version: string
  /** Why this engine: what was asked for, or which places were tried and what each said. */
  readonly reason: string
}

/** [low, high] */
export type Interval = readonly [low: number, high: number]

/** The fields a summary can have, in the order of the kernel's output columns. */
export const summaryFields = [
  'n', 'mean', 'sd', 'min', 'max', 'median', 'p5', 'p25', 'p75', 'p90', 'p95', 'p99', 'mad', 'intervalLow', 'intervalHigh',
] as const // prettier-ignore
export type SummaryField = (typeof summaryFields)[number]

/** Figures of one sample; `undefined` where the sample is too small (sd, cv below 2 values, interval below 6). */
export interface Summary {
  readonly n: number
  readonly rejected: number
  readonly mean: number | undefined
  /** Sample standard deviation, n - 1 below the line; exactly 0 for equal values. */
  readonly sd: number | undefined
  readonly min: number | undefined
  readonly max: number | undefined
  readonly median: number | undefined
  readonly p5: number | undefined
  readonly p25: number | undefined
  readonly p75: number | undefined
  readonly p90: number | undefined
  readonly p95: number | undefined
  readonly p99: number | undefined
  /** Median absolute deviation, raw. */
  readonly mad: number | undefined
  readonly cv: number | undefined
  /** Of the median, distribution-free (Hettmansperger and Sheather 1986), at `confidence`. */
  readonly interval: Interval | undefined
}

/** How the centre of a pair was judged, by the number that the core gives. */
export const pairMethods = ['sign', 'clustered-sign', 'signed-rank'] as const
export type PairMethod = (typeof pairMethods)[number]
