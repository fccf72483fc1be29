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
  'sum', 'variance',
] as const // prettier-ignore
export type SummaryField = (typeof summaryFields)[number]

/** Fields beyond the kernel's columns: reckoned from those, or described by a second kernel. */
export const furtherFields = [
  'range', 'iqr', 'sem', 'cv', 'geometricMean', 'skewness', 'kurtosis', 'lag1', 'trimmedMean', 'winsorisedSd',
  'hodgesLehmann', 'madSigma', 'interval', 'quantiles', 'quantileIntervals', 'outliers', 'meanInterval',
] as const // prettier-ignore
export type FurtherField = (typeof furtherFields)[number]

/** Why a figure that was asked for is `undefined`. */
export interface SummaryNote {
  readonly field: SummaryField | FurtherField
  /** HYD-4002: too few values. 'overflow': beyond the doubles. 'constant': all are equal. 'not-positive': a value, or for cv the mean, is not above 0. 'by-name-only': more than 10 000 values. */
  readonly code: 'HYD-4002' | 'overflow' | 'constant' | 'not-positive' | 'by-name-only'
}

/** A quantile with its distribution-free interval; an end is `undefined` below `needed` values. */
export interface QuantileInterval {
  readonly p: number
  readonly low: number | undefined
  readonly high: number | undefined
  /** The least sample of which both ends exist. */
  readonly needed: number
}

/** Values beyond Tukey's fences: mild beyond 1.5 IQR, severe beyond 3; low and high of both kinds. */
export interface OutlierCounts {
  readonly mild: number
  readonly severe: number
  readonly low: number
  readonly high: number
}

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
  readonly sum: number | undefined
  /** By n - 1, as sd. */
  readonly variance: number | undefined
  readonly range: number | undefined
  /** p75 - p25. */
  readonly iqr: number | undefined
  /** sd / sqrt(n). */
  readonly sem: number | undefined
  /** Of positive values only. */
  readonly geometricMean: number | undefined
  /** m3 / m2^1.5. */
  readonly skewness: number | undefined
  /** m4 / m2^2 - 3. */
  readonly kurtosis: number | undefined
  /** Autocorrelation at lag 1: above 0.2, intervals are too narrow. */
  readonly lag1: number | undefined
  /** Without `trim` (20 %) of the values at each end. */
  readonly trimmedMean: number | undefined
  readonly winsorisedSd: number | undefined
  /** The median of the averages of all pairs; above 10 000 values only when asked for by name. */
  readonly hodgesLehmann: number | undefined
  /** The MAD as an estimate of sigma: times 1.4826, and a factor for small samples (Croux and Rousseeuw 1992). */
  readonly madSigma: number | undefined
  /** One for each p of the option `quantiles`, by `type`. */
  readonly quantiles: Float64Array | undefined
  readonly quantileIntervals: readonly QuantileInterval[] | undefined
  readonly outliers: OutlierCounts | undefined
  /** Of the mean, by the studentised bootstrap (1999 resamples, seed 1) at `confidence`; only when asked for by name. */
  readonly meanInterval: Interval | undefined
  /** Why figures that were asked for are `undefined`. */
  readonly notes: readonly SummaryNote[]
}

/** How the centre of a pair was judged, by the number that the core gives. */
export const pairMethods = ['sign', 'clustered-sign', 'signed-rank'] as const
export type PairMethod = (typeof pairMethods)[number]
