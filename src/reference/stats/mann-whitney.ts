/**
 * The Mann-Whitney test of two samples, one-sided both ways, and how many differences an interval leaves out at each end.
 * In: two samples, ascending; a factor for the variance (1 for independent values). Out: p of "a tends to be larger", of "a tends to
 * be smaller"; the k of Moses' interval.
 * U = pairs with a > b, ties half. Exact by counting for n m <= 400 without ties and with factor 1: the number of ways to get each U is a
 * Gaussian binomial, whole and exact. Else normal: variance n m / 12 (N + 1 - sum (t^3 - t) / (N (N - 1))) times the factor,
 * continuity 1/2; variance 0: p = 1.
 * Source: Mann and Whitney 1947.  Twin: crates/hydra-core/src/stats/mann_whitney.rs  Golden: fixtures/golden/stats/shift.json
 */
import { normalCdf, normalQuantile } from '../math/index.ts'

const exactPairs = 400

/** Two samples counted against each other. */
export interface Ranked {
  readonly pairs: number
  /** Pairs with a > b, ties half. */
  readonly u: number
  /** Of U, times the factor. */
  readonly variance: number
  /** P(U <= u) for u = 0, 1, ...; undefined when the normal one is used. */
  readonly cumulative: Float64Array | undefined
}

/** U, and sum t^3 - t over the groups of equal values of both samples together. */
function count(a: Float64Array, b: Float64Array): [u: number, ties: number] {
  let i = 0
  let j = 0
  let u = 0
  let ties = 0
  while (i < a.length || j < b.length) {
    const x = i < a.length ? a[i]! : b[j]!
    const y = j < b.length ? b[j]! : x
    const value = x < y ? x : y
    const first = i
    const second = j
    while (i < a.length && a[i] === value) i += 1
    while (j < b.length && b[j] === value) j += 1
    const p = i - first
    const q = j - second
    u += p * second + 0.5 * p * q
    const t = p + q
    ties += (t * t - 1) * t
  }
  return [u, ties]
}

/** P(U <= u) for u = 0 .. n m: products of (1 - q^(m + i)) / (1 - q^i), i = 1 .. n. */
function distribution(n: number, m: number): Float64Array {
  const most = n * m
  const ways = new Float64Array(most + 1)
  ways[0] = 1
  for (let i = 1; i <= n; i += 1) {
    for (let u = most; u >= m + i; u -= 1) ways[u]! -= ways[u - m - i]!
    for (let u = i; u <= most; u += 1) ways[u]! += ways[u - i]!
  }
  let total = 0
  for (let u = 0; u <= most; u += 1) {
    total += ways[u]!
    ways[u] = total
  }
  for (let u = 0; u <= most; u += 1) ways[u]! /= total
  return ways
}

/** Counts; both ascending, neither empty. */
export function rankSamples(a: Float64Array, b: Float64Array, factor: number): Ranked {
  const n = a.length
  const m = b.length
  const [u, ties] = count(a, b)
  const all = n + m
  const tied = all > 1 ? ties / (all * (all - 1)) : 0
  const exact = n * m <= exactPairs && ties === 0 && factor === 1
  const variance = ((n * m) / 12) * (all + 1 - tied) * factor
  return { pairs: n * m, u, variance, cumulative: exact ? distribution(n, m) : undefined }
}

/** P of a U at least as large, or (by symmetry) at most n m - U. */
function upper({ pairs, variance, cumulative }: Ranked, u: number): number {
  if (cumulative !== undefined) return cumulative[pairs - u]!
  if (variance <= 0) return 1
  return normalCdf(-(u - pairs / 2 - 0.5) / Math.sqrt(variance))
}

/** Whether p is counted, not approximated. */
export const isCounted = ({ cumulative }: Ranked): boolean => cumulative !== undefined

/** p of "a tends to be larger" and of "a tends to be smaller". */
export const pOfRanked = (ranked: Ranked): [larger: number, smaller: number] => [
  upper(ranked, ranked.u),
  upper(ranked, ranked.pairs - ranked.u),
]

/** How many of the differences, with the end itself, lie at or beyond each end of the interval; 0 when none would do. */
export function endsOf({ pairs, variance, cumulative }: Ranked, confidence: number): number {
  const tail = (1 - confidence) * 0.5
  if (cumulative === undefined) {
    const k = pairs / 2 + 0.5 + normalQuantile(tail) * Math.sqrt(variance)
    return k >= 1 ? Math.floor(k) : 0
  }
  let k = 0
  while (2 * k < cumulative.length && cumulative[k]! <= tail) k += 1
  return k
}
