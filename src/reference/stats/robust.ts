/**
 * Robust figures of a sorted sample: trimmed mean, winsorised sd, how many values lie beyond Tukey's fences.
 * In: n values in ascending order, finite. Trimmed: floor(trim n) values off each end (Yuen 1974); winsorised: those values put to the last
 * one kept, sd by n - 1.
 * Fences: 1.5 IQR (mild) and 3 IQR (severe) beyond the quartiles of type 7.
 * Source: Tukey 1977; Yuen 1974.  Twin: crates/hydra-core/src/stats/robust.rs
 */
import { quantileOf } from './quantile.ts'
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
