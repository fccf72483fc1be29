/**
 * Change points by ranks: a split is where the ranks before and after differ most, if chance would seldom show as much.
 * In: a series in order of time, level, fewest values of a segment m. Out: the p of each split at its first value.
 * Of n values with ranks R (ties averaged), t before the split: w = |sum_(i<=t) R_i - t (n + 1) / 2| / sqrt(t (n - t) / n s2),
 * s2 = sum (R - mean)^2 / (n - 1); the largest w of t = m .. n - m, the first of equals (Pettitt 1979).
 * p of that maximum b (Miller and Siegmund 1982), e = m / n: 4 phi(b) / b + phi(b) (b - 1 / b) ln((1 - e)^2 / e^2); 1 for b <= 1.5.
 * p <= level: split there, and both sides again, with ranks of their own.
 * Autocorrelation: q = lag-1 correlation of the ranks about the mean rank of their side, the pair across t left out,
 * corrected (n q + 1) / (n - 2), at most 0.8. q > 0.1: T = w sqrt((n - 2) / (n - 1 - w^2)) / sqrt((1 + q) / (1 - q)),
 * back by w = T sqrt((n - 1) / (n - 2 + T^2)). Why studentise first: without it power at 2 sigma falls from 85 to 67 %.
 * Why ranks: a knob for the noise would be needed otherwise, and outliers raise no alarm.
 * Source: as named.  Twin: crates/hydra-core/src/drift/rank_max_type.rs  Golden: fixtures/golden/drift/rank.json
 */
import { exp, log } from '../math/index.ts'
import type { Search } from './search.ts'

const sqrtTwoPi = 2.5066282746310002
const leastQ = 0.1
const mostQ = 0.8

/** How many of the sorted values are below x. */
function countBelow(sorted: Float64Array, x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** The places of the values in ascending order of value. */
function orderOf(series: Float64Array): Uint32Array {
  const sorted = series.slice().sort()
  const order = new Uint32Array(series.length)
  const taken = new Uint32Array(series.length)
  for (let i = 0; i < series.length; i += 1) {
    const first = countBelow(sorted, series[i]!)
    order[first + taken[first]!++] = i
  }
  return order
}

/** Fills the ranks of a segment, ties averaged; returns their variance. */
function rank(series: Float64Array, order: Uint32Array, ranks: Float64Array, start: number, end: number): number {
  const n = end - start
  const mean = (n + 1) * 0.5
  let squares = 0
  for (let first = start; first < end;) {
    const value = series[order[first]!]!
    let after = first + 1
    while (after < end && series[order[after]!]! === value) after += 1
    const average = (first - start + (after - start) + 1) / 2
    squares += (after - first) * ((average - mean) * (average - mean))
    for (let i = first; i < after; i += 1) ranks[order[i]!] = average
    first = after
  }
  return squares / (n - 1)
}

/** Parts the order of a segment into those before the split and the others, each still ascending. */
function part(order: Uint32Array, start: number, end: number, at: number): void {
  const spare = order.slice(start, end)
  let left = start
  let right = at
  for (const place of spare) {
    if (place < at) order[left++] = place
    else order[right++] = place
  }
}

/** The largest w, and how many values come before it. */
function largest(ranks: Float64Array, s2: number, minSegment: number): [before: number, w: number] {
  const n = ranks.length
  const middle = (n + 1) * 0.5
  let sum = 0
  let most = -1
  let before = minSegment
  for (let t = 1; t <= n - minSegment; t += 1) {
    sum += ranks[t - 1]! - middle
    const square = (sum * sum) / (t * (n - t))
    if (t >= minSegment && square > most) {
      most = square
      before = t
    }
  }
  return [before, Math.sqrt((most * n) / s2)]
}

function meanOf(ranks: Float64Array, start: number, end: number): number {
  let sum = 0
  for (let i = start; i < end; i += 1) sum += ranks[i]!
  return sum / (end - start)
}

/** Lag-1 correlation about the two means, without the pair across the split; 0 when no side varies. */
function autocorrelation(ranks: Float64Array, before: number): number {
  const n = ranks.length
  let products = 0
  let squares = 0
  for (const [start, end] of [
    [0, before],
    [before, n],
  ] as const) {
    // prettier-ignore
    const mean = meanOf(ranks, start, end)
    let last = 0
    for (let i = start; i < end; i += 1) {
      const d = ranks[i]! - mean
      products += last * d
      squares += d * d
      last = d
    }
  }
  const q = squares > 0 ? products / squares : 0
  return (n * q + 1) / (n - 2)
}

function corrected(w: number, raw: number, n: number): number {
  const left = n - 1 - w * w
  if (raw <= leastQ || left <= 0) return w
  const q = raw > mostQ ? mostQ : raw
  const t = (w * Math.sqrt((n - 2) / left)) / Math.sqrt((1 + q) / (1 - q))
  return t * Math.sqrt((n - 1) / (n - 2 + t * t))
}

/** p of the largest w over the shares e to 1 - e. */
function pOfMaximum(b: number, e: number): number {
  if (b <= 1.5) return 1
  const density = exp(-0.5 * b * b) / sqrtTwoPi
  const span = log(((1 - e) * (1 - e)) / (e * e))
  const p = (4 * density) / b + density * (b - 1 / b) * span
  return p < 1 ? p : 1
}

/** Marks the splits. */
export function markRanks(series: Float64Array, { level, minSegment }: Search, marks: Float64Array): void {
  const order = orderOf(series)
  const all = new Float64Array(series.length)
  const open: [start: number, end: number][] = [[0, series.length]]
  for (let segment = open.pop(); segment !== undefined; segment = open.pop()) {
    const [start, end] = segment
    const n = end - start
    const s2 = n < 2 * minSegment ? 0 : rank(series, order, all, start, end)
    if (s2 === 0) continue
    const ranks = all.subarray(start, end)
    const [before, w] = largest(ranks, s2, minSegment)
    const p = pOfMaximum(corrected(w, autocorrelation(ranks, before), n), minSegment / n)
    if (p > level) continue
    marks[start + before] = p
    part(order, start, end, start + before)
    open.push([start, start + before], [start + before, end])
  }
}
