/**
 * Where the times of heads lie, for histograms and densities: one axis for all heads, and what of each head falls where.
 * In: heads with their columns. Out: good times in order, the axis, counts. Only successful trials count, and only from p1 to p99 of each
 * head: one stall of a second would else press all the rest into one bin. The axis is logarithmic where its ends differ by more than 10 times.
 */
import { log } from '../reference/math/index.ts'
import { quantileOf } from '../reference/stats/quantile.ts'
import { successCode } from '../study/index.ts'
import type { HeadStudy } from '../study/types.ts'

export interface Distribution {
  /** Good times from p1 to p99, ascending, in ms. */
  readonly times: Float64Array
  /** Good times in all. */
  readonly all: number
  readonly low: number
  readonly high: number
}

export interface TimeAxis {
  readonly low: number
  readonly high: number
  readonly isLog: boolean
  /** 0 at the low end, 1 at the high one. */
  readonly place: (durationMs: number) => number
}

const clip = { low: 0.01, high: 0.99 } as const
const logFrom = 10

/** The good times of a head from p1 to p99; undefined when it has none. */
export function distributionOf({ columns: { wallMs, outcome } }: HeadStudy): Distribution | undefined {
  const good = wallMs.filter((ms, i) => outcome[i] === successCode && ms - ms === 0).sort()
  if (good.length === 0) return undefined
  const at = (rank: number): number => good[rank] ?? 0
  const [low, high] = [quantileOf(at, good.length, clip.low), quantileOf(at, good.length, clip.high)]
  return { times: good.filter((ms) => ms >= low && ms <= high), all: good.length, low, high }
}

/** One axis for all; undefined when there is nothing to show. Equal times get an axis around them. */
export function axisOf(all: readonly Distribution[]): TimeAxis | undefined {
  if (all.length === 0) return undefined
  const least = all.reduce((low, one) => (one.low < low ? one.low : low), Infinity)
  const most = all.reduce((high, one) => (one.high > high ? one.high : high), 0)
  const isOne = least === most
  const [low, high] = isOne ? [least * 0.9, most === 0 ? 1 : most * 1.1] : [least, most]
  const isLog = low > 0 && high / low > logFrom
  const scale = isLog ? log : (value: number): number => value
  const [from, span] = [scale(low), scale(high) - scale(low)]
  return { low, high, isLog, place: (durationMs) => (scale(durationMs) - from) / span }
}

/** How many of the times fall into each of so many equal parts of the axis. */
export function countBins(times: Float64Array, axis: TimeAxis, bins: number): Float64Array {
  const counts = new Float64Array(bins)
  for (const ms of times) {
    const bin = Math.floor(axis.place(ms) * bins)
    counts[bin < 0 ? 0 : bin >= bins ? bins - 1 : bin]! += 1
  }
  return counts
}
