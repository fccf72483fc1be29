/** Weights: shares of picks that sum to 1, with the reason of each. */
import type { EngineOption, Interval } from '../engine/types.ts'

export const policyNames = ['balanced', 'success-share', 'inverse-time', 'softmax', 'equal'] as const
export type PolicyName = (typeof policyNames)[number]

export interface WeighOptions extends EngineOption {
  /** 'balanced' when left out. */
  readonly policy?: PolicyName
  /** Least share of every head, 0 to 1/K; default .01 for 'balanced' (1/(2K) above 50 heads), else 0. */
  readonly floor?: number
  /** Of 'softmax'; default .1. */
  readonly temperature?: number
  /** How much of the decision is price, 0 to 1; .5 once there is a price, else 0. Used by 'balanced'. */
  readonly costWeight?: number
  /** Which figure is the price: the name of a metric. Left out: the metric `cost`, else the heads' `cost`. */
  readonly price?: string
}

export interface WeightReason {
  readonly policy: PolicyName
  /** Code of a warning that shaped the weights: 'HYD-5011' when nothing succeeded. */
  readonly code?: string
  readonly text: string
}

/** The file hydra_weights.json. */
export interface WeightsFile {
  readonly schema: 1
  readonly study: string
  readonly createdAt: string
  readonly policy: PolicyName
  /** What the weights were made for, so that `validate` judges by the same measure. */
  readonly objective: { readonly price?: string; readonly costWeight: number }
  readonly weights: Readonly<Record<string, number>>
  readonly reasons: Readonly<Record<string, string>>
  readonly previous: Readonly<Record<string, number>> | null
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
