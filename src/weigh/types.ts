/** Weights: shares of picks that sum to 1, with the reason of each. */
import type { EngineOption, Interval } from '../engine/types.ts'
import type { Better, ByName, HeadStudy } from '../study/types.ts'

export const policyNames = ['balanced', 'success-share', 'inverse-time', 'softmax', 'equal'] as const
export type PolicyName = (typeof policyNames)[number]
/** How weights were made: by a policy, or by a formula of the user's. */
export type WeightsPolicy = PolicyName | 'formula'

export interface WeighOptions extends EngineOption {
  /** 'balanced' when left out. */
  readonly policy?: PolicyName
  /** Instead of a policy: the score of a head over `headMetrics` and reported metrics, such as `success_rate ^ 2 / p95_ms`. */
  readonly formula?: string
  /** Least share of every head, 0 to 1/K; default .01 for 'balanced' (1/(2K) above 50 heads), else 0. */
  readonly floor?: number
  /** Of 'softmax'; default .1. */
  readonly temperature?: number
  /** How much of the decision is price, 0 to 1; .5 once there is a price, else 0. Used by 'balanced'. */
  readonly costWeight?: number
  /** Which figure is the price: the name of a metric. Left out: the metric `cost`, else the heads' `cost`. */
  readonly price?: string
}

/** What a profile file says of a head; the rest of such a file is not looked at. */
export interface ProfileRecord {
  readonly name: string
  /** Percent, 0 to 100. */
  readonly success_rate: number
  /** Seconds, mean over successes; left out: not known. */
  readonly avg_time?: number
  readonly trials: number
  /** Price of a call. */
  readonly cost?: number
  /** Of a whole profile file: figures that a formula may name (ms, bytes). */
  readonly summary?: object
  readonly columns?: object
}

/** Times of successful calls, ms; policies look at the mean alone. */
export type DurationFigures = { readonly mean: number | undefined } & {
  readonly [K in 'sd' | 'min' | 'max' | 'median' | 'p5' | 'p25' | 'p75' | 'p90' | 'p95' | 'p99' | 'mad' | 'cv']?:
    number | undefined
}

/** Figures of a head, as a study's summary has them; those from `successInterval` on are read by formulas alone. */
export interface HeadFigures {
  readonly trials: number
  readonly successes: number
  /** Of successes. */
  readonly durationMs?: DurationFigures | undefined
  readonly failedMs?: number | undefined
  readonly logVariance?: number | undefined
  readonly cost?: number | undefined
  readonly metrics?: ByName<{ readonly mean: number | undefined; readonly better?: Better }> | undefined
  readonly successInterval?: Interval | undefined
  readonly cpuMs?: number | undefined
  readonly gcMs?: number | undefined
  readonly heapBytes?: number | undefined
  readonly rssBytes?: number | undefined
  /** Trials of a study: for page faults and involuntary switches. */
  readonly columns?: object | undefined
}

/** As much of a study as weighing and judging need. */
export interface WeighableStudy {
  readonly id: string
  /** Names in the order they were given; of `heads` when left out (names like `10` then come first). */
  readonly names?: readonly string[]
  readonly heads: ByName<HeadStudy>
}

export type WeighSource = WeighableStudy | readonly ProfileRecord[] | ByName<HeadFigures> | ReadonlyMap<string, HeadFigures>

/** What weights were made for: which figure is the price, and how much of the cost it is. */
export interface Objective {
  readonly price?: string
  readonly costWeight: number
}

/** Weights as people have them: what weigh() gives, a record, a Map. */
export type WeightsLike =
  { entries(): Iterable<readonly [string, number]>; readonly objective?: Objective } | Readonly<Record<string, number>>

export interface WeightReason {
  readonly policy: WeightsPolicy
  /** Code of a warning that shaped the weights: 'HYD-5011' when nothing succeeded. */
  readonly code?: string
  readonly text: string
}

/** The file hydra_weights.json. */
export interface WeightsFile {
  readonly schema: 1
  readonly study: string
  readonly createdAt: string
  readonly policy: WeightsPolicy
  /** Where `policy` is 'formula'. */
  readonly formula?: string
  /** What the weights were made for, so that `validate` judges by the same measure. */
  readonly objective: Objective
  readonly weights: Readonly<Record<string, number>>
  readonly reasons: Readonly<Record<string, string>>
  readonly previous: Readonly<Record<string, number>> | null
}

export interface ValidateOptions extends EngineOption {
  /** Equal weights over the heads of the study when left out. */
  readonly before?: WeightsLike | undefined
  readonly after: WeightsLike
  /** The objective; left out: that of `after` where it carries one, else as in weigh(). */
  readonly price?: string | undefined
  readonly costWeight?: number | undefined
  /** The smallest ratio, and the smallest difference of success, that matters. @defaultValue 0.01 */
  readonly margin?: number | undefined
  /** Two-sided level of each interval. @defaultValue 0.98 */
  readonly confidence?: number | undefined
}

export type ValidationVerdict = 'better' | 'worse' | 'equivalent' | 'undecided'

/** One figure under the weights before and after. `difference` = after - before, with its interval. */
export interface Expectation {
  readonly before: number
  readonly after: number
  readonly difference: number
  readonly interval: Interval | undefined
}

export interface Validation {
  readonly verdict: ValidationVerdict
  /** One sentence: what decided. */
  readonly text: string
  readonly margin: number
  readonly confidence: number
  readonly blocks: number
  /** Expected share of successes. */
  readonly success: Expectation
  /** Expected wall time of a call, ms. */
  readonly durationMs: Expectation
  /** Expected price of a call, where there is one. */
  readonly price: Expectation | undefined
  /** Cost of one good answer under the objective, after / before: below 1 is better. */
  readonly ratio: number | undefined
  readonly ratioInterval: Interval | undefined
  /** Further blocks an undecided answer needs, estimated. */
  readonly needed?: number
}
