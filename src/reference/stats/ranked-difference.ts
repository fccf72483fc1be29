/**
 * The differences of all pairs of two samples, by rank: their median is the Hodges-Lehmann shift, two of them are the ends of
 * Moses' interval.
 * In: two samples, ascending, finite; a rank from 0. Out: the difference a - b of that rank; never -0.
 * Up to 4096 pairs all differences are made; beyond, the answer is halved out of the doubles by counting how many differences lie
 * below, in one walk along both samples: 64 walks, and no memory. A rank is one value, so the way does not show.
 * Source: Hodges and Lehmann 1963; Moses 1965.  Twin: crates/hydra-core/src/stats/ranked_difference.rs
 */
import { fromKey, keyOf } from '../math/keys.ts'
import { quantileOf } from './quantile.ts'

const makeAll = 4096

/** The largest double for which `below` counts at most `rank`, between two doubles. */
export function halve(lowest: number, highest: number, rank: number, below: (x: number) => number): number {
  let low = keyOf(lowest)
  let high = keyOf(highest)
  while (low < high) {
    const middle = low + (high - low + 1n) / 2n
    if (below(fromKey(middle)) <= rank) low = middle
    else high = middle - 1n
  }
  return fromKey(low) + 0
}

/** All differences, ascending. */
function differencesOf(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length * b.length)
  let at = 0
  for (const x of a) for (const y of b) all[at++] = x - y + 0
  return all.sort()
}

/** How many differences are less than d. */
function countBelow(a: Float64Array, b: Float64Array, d: number): number {
  let first = 0
  let count = 0
  for (const x of a) {
    while (first < b.length && x - b[first]! >= d) first += 1
    count += b.length - first
  }
  return count
}

/** Reads the differences by rank; both samples ascending, neither empty. */
export function rankedDifferences(a: Float64Array, b: Float64Array): (rank: number) => number {
  if (a.length * b.length <= makeAll) {
    const all = differencesOf(a, b)
    return (rank) => all[rank]!
  }
  const low = a[0]! - b[b.length - 1]!
  const high = a[a.length - 1]! - b[0]!
  return (rank) => halve(low, high, rank, (d) => countBelow(a, b, d))
}

/** The Hodges-Lehmann shift, of `count` differences. */
export const medianDifference = (at: (rank: number) => number, count: number): number => quantileOf(at, count, 0.5)
