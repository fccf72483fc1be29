/**
 * Change points by energy distance: two sides differ when values lie further apart across the split than within the sides.
 * In: a series in order of time, level, fewest values of a segment, seed, number of permutations R. Out: the p of each split.
 * Q(t) = n m / (n + m) (2 B / (n m) - W1 / (n (n - 1) / 2) - W2 / (m (m - 1) / 2)), B and W the sums of |x - y| across and within;
 * the largest Q of the segment, the first of equals. p = (1 + permutations with as large a Q) / (1 + R), within the segment.
 * p <= level: split there, and both sides again. No more permutations once p is sure to be above the level.
 * Sees changes of spread and shape too, at n^2 R operations. One split at a time, up to the end of its segment.
 * Source: Matteson and James 2014 (alpha = 1).  Twin: crates/hydra-core/src/drift/e_divisive.rs
 */
import { create, type Random } from '../random/sfc32.ts'
import type { Search } from './search.ts'

/** The sum of distances of each value to all others. */
function totalsOf(segment: Float64Array): Float64Array {
  return segment.map((x) => {
    let sum = 0
    for (const y of segment) sum += Math.abs(x - y)
    return sum
  })
}

/** The largest Q, and how many values come before it. */
function largest(segment: Float64Array, totals: Float64Array, minSegment: number): [q: number, before: number] {
  const count = segment.length
  let all = 0
  for (const total of totals) all += total
  all /= 2
  let within = 0
  let sides = 0
  let most = -Infinity
  let before = minSegment
  for (let t = 1; t <= count - minSegment; t += 1) {
    const x = segment[t - 1]!
    for (let i = 0; i < t - 1; i += 1) within += Math.abs(x - segment[i]!)
    sides += totals[t - 1]!
    if (t < minSegment) continue
    const m = count - t
    const across = sides - 2 * within
    const after = all - within - across
    const gap = (2 * across) / (t * m) - within / ((t * (t - 1)) / 2) - after / ((m * (m - 1)) / 2)
    const q = ((t * m) / (t + m)) * gap
    if (q > most) {
      most = q
      before = t
    }
  }
  return [most, before]
}

function swap(column: Float64Array, i: number, j: number): void {
  const x = column[i]!
  column[i] = column[j]!
  column[j] = x
}

/** Shuffles both columns alike. */
function shuffle(values: Float64Array, totals: Float64Array, random: Random): void {
  for (let last = values.length - 1; last >= 1; last -= 1) {
    const at = random.below(last + 1)
    swap(values, last, at)
    swap(totals, last, at)
  }
}

function pOf(segment: Float64Array, q: number, { level, minSegment, permutations }: Search, random: Random): number {
  const values = segment.slice()
  const sums = totalsOf(segment)
  const draws = permutations + 1
  let hits = 0
  for (let i = 0; i < permutations; i += 1) {
    shuffle(values, sums, random)
    if (largest(values, sums, minSegment)[0] >= q) hits += 1
    if ((1 + hits) / draws > level) break
  }
  return (1 + hits) / draws
}

/** Marks the splits. */
export function markEDivisive(series: Float64Array, search: Search, marks: Float64Array): void {
  const random = create(search.seed, 'e-divisive')
  const open: [start: number, end: number][] = [[0, series.length]]
  for (let bounds = open.pop(); bounds !== undefined; bounds = open.pop()) {
    const [start, end] = bounds
    if (end - start < 2 * search.minSegment) continue
    const segment = series.subarray(start, end)
    const [q, before] = largest(segment, totalsOf(segment), search.minSegment)
    if (q <= 0) continue
    const p = pOf(segment, q, search, random)
    if (p > search.level) continue
    marks[start + before] = p
    open.push([start + before, end], [start, start + before])
  }
}
