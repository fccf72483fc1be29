/**
 * Robust figures of a sorted sample: trimmed mean, winsorised sd, the Hodges-Lehmann estimate, how many values lie beyond Tukey's fences.
 * In: n values in ascending order, finite. Trimmed: floor(trim n) values off each end (Yuen 1974); winsorised: those values put to the last
 * one kept, sd by n - 1. Hodges-Lehmann: the median of x_i / 2 + x_j / 2 over i <= j; found by halving the doubles between min and max and
 * counting the averages below, in 64 steps of O(n): no random choice, no list of n^2 averages, and the same in both languages.
 * Fences: 1.5 IQR (mild) and 3 IQR (severe) beyond the quartiles of type 7.
 * Source: Tukey 1977; Hodges and Lehmann 1963; Monahan 1984 (the count along the staircase).  Twin: crates/hydra-core/src/stats/robust.rs
 */
import { fromKey, keyOf } from '../math/keys.ts'
import { blend, quantileOf } from './quantile.ts'
import { compensatedSum, varianceAbout } from './sums.ts'

/** How many values are taken off each end. */
export const trimmedCount = (n: number, trim: number): number => Math.floor(n * trim)

/** The mean of what is left, held within it; `scale` and `back` as of the whole sample. */
export function trimmedMeanOf(sorted: Float64Array, n: number, trim: number, scale: number, back: number): number {
  const off = trimmedCount(n, trim)
  const [least, most] = [sorted[off]!, sorted[n - 1 - off]!]
  if (least === most) return least + 0
  const mean = (compensatedSum(sorted, off, n - off, scale) / (n - 2 * off)) * back
  return mean < least ? least : mean > most ? most : mean
}

/** NaN below two values. */
export function winsorisedSdOf(sorted: Float64Array, n: number, trim: number, scale: number, back: number): number {
  if (n < 2) return NaN
  const off = trimmedCount(n, trim)
  const [least, most] = [sorted[off]!, sorted[n - 1 - off]!]
  if (least === most) return 0
  const copy = sorted.slice(0, n)
  copy.fill(least, 0, off)
  copy.fill(most, n - off)
  const mean = compensatedSum(copy, 0, n, scale) / n
  return Math.sqrt(varianceAbout(copy, 0, n, mean, scale)) * back
}

/** How many of the averages of i <= j are at most v; the averages grow along both, so one staircase counts them. */
function countAverages(sorted: Float64Array, n: number, v: number): number {
  let count = 0
  let j = n - 1
  for (let i = 0; i < n; i += 1) {
    const half = 0.5 * sorted[i]!
    while (j >= i && half + 0.5 * sorted[j]! > v) j -= 1
    if (j < i) break
    count += j - i + 1
  }
  return count
}

/** The average of a rank, from 1. */
export function averageAt(sorted: Float64Array, n: number, rank: number): number {
  let least = keyOf(sorted[0]!)
  let most = keyOf(sorted[n - 1]!)
  while (least < most) {
    const middle = (least + most) >> 1n
    if (countAverages(sorted, n, fromKey(middle)) >= rank) most = middle
    else least = middle + 1n
  }
  return fromKey(least) + 0
}

/** The Hodges-Lehmann estimate of n >= 1 sorted values. */
export function hodgesLehmannOf(sorted: Float64Array, n: number): number {
  const pairs = (n * (n + 1)) / 2
  const middle = Math.floor((pairs + 1) / 2)
  const a = averageAt(sorted, n, middle)
  return pairs % 2 === 1 ? a : blend(a, averageAt(sorted, n, middle + 1), 0.5)
}

export interface Outliers {
  readonly mild: number
  readonly severe: number
  readonly low: number
  readonly high: number
}

/** Values beyond the fences: mild ones between the two fences, severe ones beyond both, low and high of both kinds. */
export function outliersOf(sorted: Float64Array, n: number): Outliers {
  const at = (rank: number): number => sorted[rank]!
  const [q1, q3] = [quantileOf(at, n, 0.25), quantileOf(at, n, 0.75)]
  const [inner, outer] = [1.5 * (q3 - q1), 3 * (q3 - q1)]
  let [low, high, severe] = [0, 0, 0]
  for (let i = 0; i < n && at(i) < q1 - inner; i += 1) {
    low += 1
    if (at(i) < q1 - outer) severe += 1
  }
  for (let i = n - 1; i >= 0 && at(i) > q3 + inner; i -= 1) {
    high += 1
    if (at(i) > q3 + outer) severe += 1
  }
  return { mild: low + high - severe, severe, low, high }
}
