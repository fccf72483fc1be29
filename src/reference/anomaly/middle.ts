/**
 * Median distance from the median, of values of which any rank can be read.
 * In: a reader of ranks, a count >= 1, the median. Out: the MAD.
 * The smallest distances are a run of ranks around the median; where it begins is found by halving.
 * Twin: crates/hydra-core/src/anomaly/middle.rs
 */
import { blend } from '../stats/quantile.ts'

/** The median of |x - median|. */
export function deviation(at: (rank: number) => number, n: number, median: number): number {
  const last = (n - 1) >>> 1
  const count = last + 1
  let low = 0
  let high = n - count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (median - at(middle) > at(middle + count) - median) low = middle + 1
    else high = middle
  }
  const left = Math.abs(median - at(low))
  const right = Math.abs(at(low + last) - median)
  const a = left > right ? left : right
  if (n % 2 === 1) return a
  const before = low > 0 ? Math.abs(median - at(low - 1)) : Infinity
  const after = low + count < n ? Math.abs(at(low + count) - median) : Infinity
  return blend(a, before < after ? before : after, 0.5)
}
