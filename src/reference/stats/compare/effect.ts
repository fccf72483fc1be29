/**
 * How far a lies from b: as a difference, and where all values are above 0 as a ratio.
 * In: two samples, ascending, and the k of Moses' interval; or pairs and a confidence. Out: shift, low, high, ratio, low, high; NaN where unknown.
 * Samples: the median of all a - b, ends of rank k from each side (Moses). Pairs: the median of the Walsh averages of a - b, ends by the
 * signed-rank distribution, from 51 pairs on by the normal one. Ratio: exp of the same on logarithms; NaN where it is so small that
 * it would be 0, which no ratio of values above 0 is.
 * Source: Hodges and Lehmann 1963; Moses 1965; Tukey 1949.  Twin: crates/hydra-core/src/stats/compare/effect.rs
 */
import { exp, log, normalQuantile } from '../../math/index.ts'
import { medianDifference, rankedDifferences } from '../ranked-difference.ts'
import { averageAt, hodgesLehmannOf } from '../hodges-lehmann.ts'
import { signedRank, signedRankDistribution } from '../wilcoxon.ts'
import { differences, halving } from './shared.ts'

const mostExact = 50

/** An estimate and the ends of its interval. */
type Found = readonly [estimate: number, low: number, high: number]

function put(row: Float64Array, start: number, found: Found, change: (x: number) => number): void {
  for (let i = 0; i < 3; i += 1) row[start + i] = change(found[i]!)
}

function between(a: Float64Array, b: Float64Array, k: number): Found {
  const count = a.length * b.length
  const at = rankedDifferences(a, b)
  const median = medianDifference(at, count)
  return k === 0 ? [median, NaN, NaN] : [median, at(k - 1), at(count - k)]
}

/** NaN for what underflows. */
function ratioOf(logarithm: number): number {
  const ratio = exp(logarithm)
  return ratio > 0 ? ratio : NaN
}

const times = (sample: Float64Array, factor: number): Float64Array => sample.map((x) => x * factor)
const logs = (sample: Float64Array): Float64Array => sample.map((x) => log(x))

/** Two samples, ascending. */
export function putIndependent(a: Float64Array, b: Float64Array, k: number, row: Float64Array): void {
  const factor = halving(a, b)
  put(row, 0, between(times(a, factor), times(b, factor), k), (x) => x / factor)
  if (a[0]! > 0 && b[0]! > 0) put(row, 3, between(logs(a), logs(b), k), ratioOf)
}

/** Which Walsh average from each side; 0 when none would do. */
function rankOfEnd(n: number, confidence: number): number {
  const tail = (1 - confidence) * 0.5
  if (n <= mostExact) return signedRank(signedRankDistribution(n), tail)
  const product = n * (n + 1)
  const deviation = Math.sqrt((product * (2 * n + 1)) / 24)
  const k = product / 4 + 0.5 + normalQuantile(tail) * deviation
  return k >= 1 ? Math.floor(k) : 0
}

function within(gaps: Float64Array, k: number): Found {
  const n = gaps.length
  const centre = hodgesLehmannOf(gaps, n)
  if (k === 0) return [centre, NaN, NaN]
  return [centre, averageAt(gaps, n, k), averageAt(gaps, n, (n * (n + 1)) / 2 - k + 1)]
}

/** Pairs, in any order. */
export function putPaired(a: Float64Array, b: Float64Array, confidence: number, row: Float64Array): void {
  const k = rankOfEnd(a.length, confidence)
  const factor = halving(a, b)
  put(row, 0, within(differences(a, b, factor), k), (x) => x / factor)
  const isPositive = a.every((x) => x > 0) && b.every((x) => x > 0)
  if (isPositive) put(row, 3, within(differences(logs(a), logs(b), 1), k), ratioOf)
}
