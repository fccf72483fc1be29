/**
 * Better, worse, undecided or refused, from the terms of the gain.
 * In: Estimates, alpha. Out: the interval of the gain by a confidence sequence over (D/B + 1)/2, so that it holds at every look; the verdict by its ends.
 * Refused before that: a head with weight that could not be picked; B > 100; an effective sample below 100; moves W whose mean is not 0, as it is
 * wherever the logged probabilities are true (asked at a fiftieth of alpha).
 */
import { confidenceSequence, type EngineOption, type Interval } from '../../engine/index.ts'
import type { Estimates } from './estimate.ts'
import type { DecisionVerdict } from './types.ts'

export const leastSample = 100
export const mostBound = 100

export type Refusal =
  | { readonly why: 'unreached'; readonly heads: readonly string[] }
  | { readonly why: 'bound' | 'sample' }
  | { readonly why: 'untrue'; readonly mean: number }

export interface Judged {
  readonly verdict: DecisionVerdict
  readonly gain?: number
  readonly interval?: Interval
  readonly needed?: number
  readonly refusal?: Refusal
}

function meanOf(column: Float64Array): number {
  let sum = 0
  for (const value of column) sum += value
  return sum / column.length
}

/** Interval of the mean of values from -bound to bound; undefined where no single mean fits. */
function intervalOf(column: Float64Array, bound: number, alpha: number, option: EngineOption): Interval | undefined {
  const shifted = column.map((value) => (value / bound + 1) / 2)
  const { interval } = confidenceSequence(shifted, { alpha, ...option })
  return interval === undefined ? undefined : [bound * (2 * interval[0] - 1), bound * (2 * interval[1] - 1)]
}

/** Decisions until so many effective ones are there, at the rate so far. */
const untilSample = ({ count, effectiveSample }: Estimates): number | undefined =>
  effectiveSample > 0 ? Math.max(1, Math.ceil(count * (leastSample / effectiveSample - 1))) : undefined

function refused(estimates: Estimates, alpha: number, option: EngineOption): Judged | undefined {
  const { unreached, bound, effectiveSample, moves } = estimates
  if (unreached.length > 0) return { verdict: 'refused', refusal: { why: 'unreached', heads: unreached } }
  if (bound > mostBound) return { verdict: 'refused', refusal: { why: 'bound' } }
  if (effectiveSample < leastSample) {
    const needed = untilSample(estimates)
    return { verdict: 'refused', refusal: { why: 'sample' }, ...(needed !== undefined && { needed }) }
  }
  const balance = bound === 0 ? undefined : intervalOf(moves, bound, alpha / 50, option)
  if (bound === 0 || (balance !== undefined && balance[0] <= 0 && balance[1] >= 0)) return undefined
  return { verdict: 'refused', refusal: { why: 'untrue', mean: meanOf(moves) } }
}

/** Further decisions until the interval leaves 0 behind: its width falls by the root of their number. */
function furtherDecisions(gain: number, [low, high]: Interval, count: number): number | undefined {
  const half = gain > 0 ? gain - low : high - gain
  const further = Math.ceil(((half / gain) ** 2 - 1) * count)
  return further < 1e9 ? Math.max(1, further) : undefined
}

export function judge(estimates: Estimates, alpha: number, option: EngineOption): Judged {
  const refusal = refused(estimates, alpha, option)
  if (refusal !== undefined) return refusal
  const { bound, gains, count } = estimates
  if (bound === 0) return { verdict: 'undecided', gain: 0, interval: [0, 0] }
  const gain = meanOf(gains)
  const interval = intervalOf(gains, bound, alpha, option)
  if (interval === undefined) return { verdict: 'undecided', gain }
  if (interval[0] > 0 || interval[1] < 0) return { verdict: interval[0] > 0 ? 'better' : 'worse', gain, interval }
  const needed = gain === 0 ? undefined : furtherDecisions(gain, interval, count)
  return { verdict: 'undecided', gain, interval, ...(needed !== undefined && { needed }) }
}
