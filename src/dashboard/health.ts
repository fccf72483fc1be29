/**
 * How well a head is, 0 to 100, from what a study and its age say.
 * Health = 100 * product of s^w over the parts that are known, exponents scaled to sum 1; each s in .01 to 1:
 * success (.4): lower end of the Wilson interval over the target .9 · speed (.25): p95 of the baseline over p95 ·
 * steadiness (.15): 1/(1 + MAD/median) · freshness (.1): half after each seven days. Share of time not ejected (.1) is known to a selector
 * only. Why a product: one part that is bad must show, however good the others are.
 * Fewer than 10 trials: unknown, not 100. healthy from 80, degraded from 50, else unhealthy.
 */
import { exp, log } from '../reference/math/index.ts'
import type { HeadSummary } from '../study/types.ts'
import type { HeadState } from './types.ts'

const leastTrials = 10
const target = 0.9
const halfLifeMs = 7 * 24 * 3600 * 1000
const healthyFrom = 80
const degradedFrom = 50

interface Part {
  readonly value: number | undefined
  readonly weight: number
}

const bounded = (value: number): number => (value < 0.01 ? 0.01 : value > 1 ? 1 : value)

/** Weighted geometric mean of the known parts. */
function product(parts: readonly Part[]): number {
  let sum = 0
  let weights = 0
  for (const { value, weight } of parts) {
    if (value === undefined) continue
    sum += weight * log(bounded(value))
    weights += weight
  }
  return exp(sum / weights)
}

const ratio = (above: number | undefined, below: number | undefined): number | undefined =>
  above === undefined || below === undefined || below === 0 ? undefined : above / below

function steadiness({ mad, median }: HeadSummary['durationMs']): number | undefined {
  const spread = ratio(mad, median)
  return spread === undefined ? undefined : 1 / (1 + spread)
}

/** Half after each half-life; a study from the future is fresh. */
const freshness = (ageMs: number): number => (ageMs > 0 ? exp((-ageMs / halfLifeMs) * log(2)) : 1)

export interface HealthOptions {
  /** Age of the study. */
  readonly ageMs: number
  /** p95 of the same head in a baseline, ms. */
  readonly baselineP95Ms?: number | undefined
}

/** Health of a head; undefined with fewer than 10 trials. */
export function healthOf(summary: HeadSummary, { ageMs, baselineP95Ms }: HealthOptions): number | undefined {
  if (summary.trials < leastTrials) return undefined
  const { successInterval, durationMs } = summary
  return (
    100 *
    product([
      { value: successInterval[0] / target, weight: 0.4 },
      { value: ratio(baselineP95Ms, durationMs.p95), weight: 0.25 },
      { value: steadiness(durationMs), weight: 0.15 },
      { value: freshness(ageMs), weight: 0.1 },
    ])
  )
}

/** The word for a health. */
export function stateOf(health: number | undefined): HeadState {
  if (health === undefined) return 'unknown'
  if (health >= healthyFrom) return 'healthy'
  return health >= degradedFrom ? 'degraded' : 'unhealthy'
}
