/**
 * A sample whose order statistics can be read: a scratch copy, put in order as far as the summary needs it.
 * In: a range of a column, finite. Out: `at(rank)`, the median absolute deviation.
 * Large samples: only the ranks that are read are selected, and the median deviation among those values whose deviation can be it.
 * Why one object used again: a summary of 400 heads must not make 400 of them.
 * Twin: crates/hydra-core/src/stats/ordered.rs
 */
import { medianRanks } from './median-interval.ts'
import { has, place, quantileFields } from './fields.ts'
import { blend, quantileOf } from './quantile.ts'
import { countBeforeZero, orderRanks } from './select.ts'

const keepBytes = 8 * 1024 * 1024

/**
 * Two ranks with the median between them: no further from it than the farther of the two are at least n / 2 + 1 values, and nearer than the
 * nearer at most n / 2 - 1 (all in whole numbers). So the median deviation lies between those two deviations.
 */
function deviationRanks(n: number): readonly [low: number, high: number] {
  const low = (n - 1) >> 2
  return [low, low + (n >> 1)]
}

/** The ranks that a summary of n values reads, ascending, each once. */
export function ranksOf(n: number, mask: number, confidence: number): number[] {
  const ranks = new Set<number>([0, n - 1])
  const median = has(mask, place.mad)
  for (const [field, p] of quantileFields) {
    if (!has(mask, field) && !(median && p === 0.5)) continue
    const rank = Math.floor((n - 1) * p)
    ranks.add(rank)
    if (rank + 1 < n) ranks.add(rank + 1)
  }
  if (median) for (const rank of deviationRanks(n)) ranks.add(rank)
  if (has(mask, place.low) || has(mask, place.high)) {
    const { k } = medianRanks(n, confidence)
    if (k > 0) for (const rank of [k - 1, k, n - k - 1, n - k]) ranks.add(rank)
  }
  return [...ranks].sort((a, b) => a - b)
}

export class Ordered {
  #scratch = new Float64Array(1024)
  #n = 0
  #sorted = true
  #beforeZero = -1
  /** Both of `deviationRanks` are in their places. */
  #isBracketed = false

  /** Takes a copy of values[start..end) and puts the ranks in their places. */
  load(values: Float64Array, start: number, end: number, ranks: readonly number[]): void {
    this.#n = end - start
    if (this.#scratch.length < this.#n) this.#scratch = new Float64Array(this.#n)
    this.#scratch.set(values.subarray(start, end))
    this.#sorted = orderRanks(this.#scratch, this.#n, ranks)
    this.#beforeZero = -1
    this.#isBracketed = this.#n > 0 && deviationRanks(this.#n).every((rank) => ranks.includes(rank))
  }

  /** The value of a rank, from 0; -0 comes before 0. */
  readonly at = (rank: number): number => {
    const x = this.#scratch[rank]!
    if (x !== 0) return x
    if (this.#beforeZero < 0) this.#beforeZero = countBeforeZero(this.#scratch, this.#n)
    return rank < this.#beforeZero ? -0 : 0
  }

  /** Median |x - median|; Infinity when that is beyond the doubles. Nothing else can be read afterwards: the scratch is used up. */
  deviation(median: number): number {
    return this.#sorted ? this.#deviationSorted(median) : this.#deviationSelected(median)
  }

  /** Sorted: the smallest deviations are a window around the median; its place is found by halving. */
  #deviationSorted(median: number): number {
    const s = this.#scratch
    const n = this.#n
    const last = (n - 1) >> 1
    const count = last + 1
    let low = 0
    let high = n - count
    while (low < high) {
      const middle = (low + high) >> 1
      if (median - s[middle]! > s[middle + count]! - median) low = middle + 1
      else high = middle
    }
    const left = Math.abs(median - s[low]!)
    const right = Math.abs(s[low + last]! - median)
    const a = left > right ? left : right
    if (n % 2 === 1) return a
    const before = low > 0 ? Math.abs(median - s[low - 1]!) : Infinity
    const after = low + count < n ? Math.abs(s[low + count]! - median) : Infinity
    return blend(a, before < after ? before : after, 0.5)
  }

  /** Puts deviations in the place of the values, only those that can be the median of all; sets how many are kept, answers how many are smaller. */
  #deviate(median: number): number {
    const s = this.#scratch
    const n = this.#n
    const [p, q] = deviationRanks(n)
    const [a, b] = this.#isBracketed ? [Math.abs(s[p]! - median), Math.abs(s[q]! - median)] : [0, Infinity]
    const [least, most] = a < b ? [a, b] : [b, a]
    let [kept, below] = [0, 0]
    for (let i = 0; i < n; i += 1) {
      const x = Math.abs(s[i]! - median)
      s[kept] = x
      if (x >= least && x <= most) kept += 1
      if (x < least) below += 1
    }
    this.#n = kept
    return below
  }

  #deviationSelected(median: number): number {
    const n = this.#n
    const below = this.#deviate(median)
    const rank = ((n - 1) >> 1) - below
    orderRanks(this.#scratch, this.#n, n % 2 === 0 ? [rank, rank + 1] : [rank])
    return quantileOf((r) => this.#scratch[r - below]!, n, 0.5)
  }

  /** Gives large scratch back. */
  release(): void {
    if (this.#scratch.length * 8 > keepBytes) this.#scratch = new Float64Array(1024)
  }
}
