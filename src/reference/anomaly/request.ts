/**
 * What is asked of the scores, from a column of numbers.
 * In: threshold, causal (0 or 1), window (0: all), warmup, refractory (0: none, -1: growing), logarithms (0 or 1), level, most outliers (0: the
 * rule). Out: a request, or undefined when one is out of range.
 * Twin: crates/hydra-core/src/anomaly/request.rs
 */
import type { CausalRules } from './causal.ts'
import { growing } from './refractory.ts'

/** Names of the methods, in order of their number. */
export const anomalyMethods = ['z', 'mad', 'iqr', 'gesd', 'ewma', 'ensemble'] as const

/** A request, checked. */
export interface AnomalyRequest {
  /** Flags above it. */
  readonly threshold: number
  /** By the past only. */
  readonly causal: boolean
  /** Of causal scores, and the level of `gesd`. */
  readonly rules: CausalRules
  /** Points that a flag must exceed. */
  readonly refractory: number
  /** Scores of logarithms. */
  readonly byLog: boolean
  /** Most outliers of `gesd`. */
  readonly most: number
}

const isWhole = (x: number, low: number): boolean => x >= low && x <= 4294967295 && Math.floor(x) === x
const isFlag = (x: number): boolean => x === 0 || x === 1

/** As in the header. */
export function requestOf(method: number, params: Float64Array): AnomalyRequest | undefined {
  if (params.length !== 8 || anomalyMethods[method] === undefined) return undefined
  const [threshold, causal, window, warmup, refractory, byLog, level, most] = params as unknown as Eight
  const fits = threshold > 0 && level > 0 && level < 1 && isFlag(causal) && isFlag(byLog) && window !== 1
  if (
    !fits ||
    !isWhole(window, 0) ||
    !isWhole(warmup, 2) ||
    !(refractory === growing || isWhole(refractory, 0)) ||
    !isWhole(most, 0)
  )
    return undefined
  const rules = { window, warmup, level }
  return { threshold, causal: causal === 1, rules, refractory, byLog: byLog === 1, most }
}

type Eight = readonly [number, number, number, number, number, number, number, number]
