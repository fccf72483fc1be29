/**
 * Order statistics of a scratch column, by sorting when it is small, else by selecting the ranks asked for.
 * In: finite values in scratch[0..n), ranks from 0, ascending. Out: scratch rearranged so that every rank asked for is in its place.
 * Zeros: comparison does not tell -0 from 0, but the order of values does (-0 comes first), so `OrderStatistics.at` settles their sign by counting.
 * The path never shows: an order statistic is one value, however it was found.
 * Source: Floyd and Rivest 1975, algorithm 489 (with their sampling constants).  Twin: crates/hydra-core/src/stats/select.rs
 */
import { exp, log } from '../math/index.ts'

/** Up to here insertion sort, up to `sortAll` the engine's own sort of typed arrays, above it selection. */
const insertAll = 40
const sortAll = 200

function insertionSort(scratch: Float64Array, n: number): void {
  for (let i = 1; i < n; i += 1) {
    const x = scratch[i]!
    let j = i - 1
    while (j >= 0 && scratch[j]! > x) {
      scratch[j + 1] = scratch[j]!
      j -= 1
    }
    scratch[j + 1] = x
  }
}

function swap(scratch: Float64Array, i: number, j: number): void {
  const x = scratch[i]!
  scratch[i] = scratch[j]!
  scratch[j] = x
}

/** Narrows [left, right] around rank by a sample, so that the partition that follows throws most of it away. */
function narrow(scratch: Float64Array, rank: number, left: number, right: number): void {
  const n = right - left + 1
  const i = rank - left + 1
  const z = log(n)
  const s = 0.5 * exp((2 * z) / 3)
  const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (i < n / 2 ? -1 : 1)
  const from = Math.floor(rank - (i * s) / n + sd)
  const to = Math.floor(rank + ((n - i) * s) / n + sd)
  place(scratch, rank, from > left ? from : left, to < right ? to : right)
}

/** Partitions [left, right] about the value at rank; returns where that value ended up. */
function partition(scratch: Float64Array, rank: number, left: number, right: number): number {
  const pivot = scratch[rank]!
  let i = left
  let j = right
  swap(scratch, left, rank)
  const swapped = scratch[right]! > pivot
  if (swapped) swap(scratch, left, right)
  while (i < j) {
    swap(scratch, i, j)
    i += 1
    j -= 1
    while (scratch[i]! < pivot) i += 1
    while (scratch[j]! > pivot) j -= 1
  }
  // The first exchange above put the pivot at the other end.
  if (swapped) swap(scratch, left, j)
  else {
    j += 1
    swap(scratch, j, right)
  }
  return j
}

/** Puts the value of one rank in its place, smaller ones before it, larger ones after it, within [left, right]. */
function place(scratch: Float64Array, rank: number, left: number, right: number): void {
  let low = left
  let high = right
  while (high > low) {
    if (high - low > 600) narrow(scratch, rank, low, high)
    const j = partition(scratch, rank, low, high)
    if (j <= rank) low = j + 1
    if (rank <= j) high = j - 1
  }
}

/** The middle rank first: each later one then looks at a part only. */
function placeAll(scratch: Float64Array, ranks: readonly number[], from: number, to: number, left: number, right: number): void {
  if (from >= to || left >= right) return
  const middle = (from + to) >> 1
  const rank = ranks[middle]!
  place(scratch, rank, left, right)
  placeAll(scratch, ranks, from, middle, left, rank - 1)
  placeAll(scratch, ranks, middle + 1, to, rank + 1, right)
}

/** True for sizes that are sorted whole, so that nobody needs to say which ranks are wanted. */
export const isSortedWhole = (n: number): boolean => n <= sortAll

/**
 * Puts the values of some ranks in their places.
 *
 * @param ranks - ascending, each from 0 to n - 1
 * @returns true when everything is sorted, not only the ranks asked for
 */
export function orderRanks(scratch: Float64Array, n: number, ranks: readonly number[]): boolean {
  if (n <= insertAll) insertionSort(scratch, n)
  else if (n <= sortAll) scratch.subarray(0, n).sort()
  else placeAll(scratch, ranks, 0, ranks.length, 0, n - 1)
  return isSortedWhole(n)
}

/** How many of the n values come before +0: the negative ones and -0. */
export function countBeforeZero(scratch: Float64Array, n: number): number {
  let count = 0
  for (let i = 0; i < n; i += 1) if (scratch[i]! < 0 || Object.is(scratch[i], -0)) count += 1
  return count
}
