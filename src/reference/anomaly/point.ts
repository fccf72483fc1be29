/**
 * The score of one value against those before it, method by method.
 * In: a value, moments and order statistics of the past. Out: a score >= 0, finite.
 * A past of equal values (sd 0): any other value scores n / sqrt(n + 1), the largest z that a sample of n + 1 can have.
 * MAD 0: by the sd instead; the mean distance from the median, which a whole sample uses, would cost a pass a point.
 * Twin: crates/hydra-core/src/anomaly/point.rs
 */
import { addToMoments, type Moments } from '../stats/moments.ts'
import { quantileOf } from '../stats/quantile.ts'
import { critical } from './gesd.ts'
import { ofMad, outside } from './iqr.ts'
import { madFactor } from './mad.ts'
import type { Run } from './middle.ts'
import { held } from './spread.ts'

type At = (rank: number) => number

/** A distance in standard deviations of the past. */
export function standard(distance: number, { n, m2 }: Moments): number {
  if (distance === 0) return 0
  const sd = Math.sqrt(m2 / (n - 1))
  return sd > 0 ? held(distance, sd) : n / Math.sqrt(n + 1)
}

/** As `mad`, on the past. */
export function robust(x: number, past: Moments, run: Run, at: At): number {
  const median = quantileOf(at, past.n, 0.5)
  const mad = run.deviation(at, past.n, median)
  const distance = Math.abs(x - median)
  return mad > 0 ? held(madFactor * distance, mad) : standard(distance, past)
}

/** As `iqr`, on the past. */
export function fenced(x: number, past: Moments, run: Run, at: At): number {
  const low = quantileOf(at, past.n, 0.25)
  const high = quantileOf(at, past.n, 0.75)
  const range = high - low
  return range > 0 ? held(outside(x, low, high), range) : robust(x, past, run, at) * ofMad
}

/** Grubbs' test of the newest of n + 1 values at a level: the critical value is that of the count rounded down to seven binary digits. */
export function grubbs(level: number): (x: number, past: Moments) => number {
  let known = 0
  let limit = 1
  return (x, past) => {
    const all = addToMoments(past, x)
    if (all.m2 <= 0) return 0
    let digit = 1
    while (all.n >= 128 * digit) digit *= 2
    const left = Math.floor(all.n / digit) * digit
    if (left !== known) {
      known = left
      limit = critical(left, level)
    }
    return held(Math.abs(x - all.mean) / Math.sqrt(all.m2 / (all.n - 1)), limit)
  }
}
