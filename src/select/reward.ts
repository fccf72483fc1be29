/**
 * What an outcome is worth, as one number; greater is better.
 * 'balanced': ok ? (quality ?? 1) (tau / (tau + ms))^(1 - w) (kappa / (kappa + cost))^w : 0; tau and kappa are the median time and cost of
 * successes, of the study or of the first 20 observations; what is not reported drops out. 'success': ok ? quality ?? 1 : 0.
 * 'speed': ok ? max(0, 1 - ms / scaleMs) : 0. Or a function of the outcome.
 */
import { pow } from '../reference/math/index.ts'

export const rewardNames = ['balanced', 'success', 'speed'] as const
export type RewardName = (typeof rewardNames)[number]

/** What came of a call. */
export interface Result {
  readonly ok: boolean
  readonly durationMs?: number | undefined
  /** Of a stream: time to its first chunk. */
  readonly firstMs?: number | undefined
  readonly cost?: number | undefined
  readonly quality?: number | undefined
}

export type RewardRule = (result: Result) => number

/** Median time and cost of a success; undefined while none is known. */
export interface Scale {
  tauMs: number | undefined
  kappa: number | undefined
}

/** x / (x + y), 1 where either is unknown. */
const part = (scale: number | undefined, value: number | undefined): number =>
  scale === undefined || value === undefined ? 1 : scale > 0 ? scale / (scale + value) : value > 0 ? 0 : 1

const timed =
  (scale: Scale): RewardRule =>
  ({ ok, durationMs, quality = 1 }) =>
    ok ? quality * part(scale.tauMs, durationMs) : 0

/** @param w - how much of it is cost, 0 to 1 */
export function balanced(scale: Scale, w: number): RewardRule {
  if (w === 0) return timed(scale)
  return ({ ok, durationMs, cost, quality = 1 }) => {
    if (!ok) return 0
    const time = part(scale.tauMs, durationMs)
    return quality * pow(time, 1 - w) * pow(part(scale.kappa, cost), w)
  }
}

export const success: RewardRule = ({ ok, quality = 1 }) => (ok ? quality : 0)

export const speed =
  (scaleMs: number): RewardRule =>
  ({ ok, durationMs = 0 }) =>
    ok && durationMs < scaleMs ? 1 - durationMs / scaleMs : 0

export const firstResults = 20

const medianOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : [...values].sort((a, b) => a - b)[values.length >> 1]

/** The scale of the results so far. */
export function scaleOf(results: readonly Result[]): Scale {
  const good = results.filter(({ ok }) => ok)
  const known = (values: readonly (number | undefined)[]): number[] => values.filter((value) => value !== undefined)
  return { tauMs: medianOf(known(good.map((r) => r.durationMs))), kappa: medianOf(known(good.map((r) => r.cost))) }
}
