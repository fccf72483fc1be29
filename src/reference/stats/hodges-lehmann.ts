/**
 * The Hodges-Lehmann estimate of a sorted sample: the median of the averages x_i / 2 + x_j / 2 over i <= j.
 * In: n >= 1 values in ascending order, finite. Out: the estimate, held between the least and the largest value.
 * Averages are counted, not made: along both indices they grow, so one staircase of O(n) counts those up to a value. A bracket about the
 * rank is narrowed, in turn from below and from above by the share of the counts, and by halving the doubles between its ends, until it
 * holds few; those are made and put in order. At most 200 steps; the path never shows, an order statistic is one value.
 * Source: Hodges and Lehmann 1963; Monahan 1984 (the staircase, and making what is left).
 * Twin: crates/hydra-core/src/stats/hodges_lehmann.rs
 */
import { fromKey, keyOf } from '../math/keys.ts'
import { blend } from './quantile.ts'
import { orderRanks } from './select.ts'

/** As many averages are made as there are values, twice, and these at least. */
const makeLeast = 256

/** Averages above `low` and up to `high`; how many are up to either. */
interface Bracket {
  low: number
  high: number
  upToLow: number
  upToHigh: number
}

function countAverages(sorted: Float64Array, n: number, v: number): number {
  let count = 0
  let end = n
  for (let i = 0; i < n; i += 1) {
    const half = 0.5 * sorted[i]!
    while (end > i && half + 0.5 * sorted[end - 1]! > v) end -= 1
    if (end <= i) break
    count += end - i
  }
  return count
}

/** For each i the first j from i on whose average is above v. */
function firstAbove(sorted: Float64Array, n: number, v: number): Uint32Array {
  const firsts = new Uint32Array(n)
  let end = n
  for (let i = 0; i < n; i += 1) {
    const half = 0.5 * sorted[i]!
    while (end > i && half + 0.5 * sorted[end - 1]! > v) end -= 1
    firsts[i] = end > i ? end : i
  }
  return firsts
}

/** Moves one end to v, which lies within. */
function split(bracket: Bracket, sorted: Float64Array, n: number, rank: number, v: number): void {
  const count = countAverages(sorted, n, v)
  if (count >= rank) {
    bracket.high = v
    bracket.upToHigh = count
  } else {
    bracket.low = v
    bracket.upToLow = count
  }
}

/** The double halfway by keys; undefined when the ends are neighbours. */
function middleOf({ low, high }: Bracket): number | undefined {
  const [a, b] = [keyOf(low), keyOf(high)]
  return b - a > 1n ? fromKey((a + b) >> 1n) : undefined
}

/** Where a rank would lie if the averages lay evenly; undefined when that is not within. */
function guessOf({ low, high, upToLow, upToHigh }: Bracket, rank: number): number | undefined {
  const share = (rank - upToLow) / (upToHigh - upToLow)
  const v = (1 - share) * low + share * high
  return v > low && v < high ? v : undefined
}

/** A bracket of few averages, or of neighbouring doubles, that holds the average of a rank, from 1. */
function bracketOf(sorted: Float64Array, n: number, rank: number): Bracket {
  const most = 2 * n > makeLeast ? 2 * n : makeLeast
  const aside = Math.floor(most / 4)
  const bracket = { low: -Infinity, high: Infinity, upToLow: 0, upToHigh: (n * (n + 1)) / 2 }
  if (bracket.upToHigh <= most) return bracket
  split(bracket, sorted, n, rank, sorted[n - 1]!)
  const below = fromKey(keyOf(sorted[0]!) - 1n)
  if (below < bracket.high) split(bracket, sorted, n, rank, below)
  for (let step = 0; bracket.upToHigh - bracket.upToLow > most; step += 1) {
    const middle = middleOf(bracket)
    if (middle === undefined) break
    const turn = step % 3
    const guess = turn === 2 ? undefined : guessOf(bracket, turn === 0 ? rank - aside : rank + aside)
    split(bracket, sorted, n, rank, guess ?? middle)
  }
  return bracket
}

/** The averages within. */
function averagesOf({ low, high, upToLow, upToHigh }: Bracket, sorted: Float64Array, n: number): Float64Array {
  const made = new Float64Array(upToHigh - upToLow)
  const [firsts, ends] = [firstAbove(sorted, n, low), firstAbove(sorted, n, high)]
  let at = 0
  for (let i = 0; i < n; i += 1) {
    const half = 0.5 * sorted[i]!
    for (let j = firsts[i]!; j < ends[i]!; j += 1) made[at++] = half + 0.5 * sorted[j]! + 0
  }
  return made
}

/** The least average above v. */
function nextAverage(sorted: Float64Array, n: number, v: number): number {
  const firsts = firstAbove(sorted, n, v)
  let least = Infinity
  for (let i = 0; i < n; i += 1) {
    if (firsts[i]! >= n) continue
    const average = 0.5 * sorted[i]! + 0.5 * sorted[firsts[i]!]! + 0
    if (average < least) least = average
  }
  return least
}

/** The averages of a rank, from 1, and of the next rank. */
function averagesAt(sorted: Float64Array, n: number, rank: number): [number, number] {
  const bracket = bracketOf(sorted, n, rank)
  const next = (found: number | undefined): number => found ?? nextAverage(sorted, n, bracket.high)
  if (middleOf(bracket) === undefined) {
    const a = bracket.high + 0
    return [a, next(rank < bracket.upToHigh ? a : undefined)]
  }
  const made = averagesOf(bracket, sorted, n)
  const at = rank - bracket.upToLow - 1
  orderRanks(made, made.length, at + 1 < made.length ? [at, at + 1] : [at])
  return [made[at]!, next(made[at + 1])]
}

/** The average of a rank, from 1. */
export const averageAt = (sorted: Float64Array, n: number, rank: number): number => averagesAt(sorted, n, rank)[0]

/** The Hodges-Lehmann estimate of n >= 1 sorted values. */
export function hodgesLehmannOf(sorted: Float64Array, n: number): number {
  const pairs = (n * (n + 1)) / 2
  const [a, b] = averagesAt(sorted, n, Math.floor((pairs + 1) / 2))
  const [least, most] = [sorted[0]!, sorted[n - 1]!]
  const held = (x: number): number => (x < least ? least + 0 : x > most ? most + 0 : x)
  return pairs % 2 === 1 ? held(a) : blend(held(a), held(b), 0.5)
}
