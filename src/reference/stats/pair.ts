/**
 * One pair of heads: the method that fits it, its estimate, interval and p-values.
 * In: d of each block, its epoch, a rule. Rules: 0 the heads were rebuilt in every epoch; 1 they were kept all along; 2 every value came of a
 * new process; 3 code layout has no part in the values. Out: a row of the columns of `pairs`.
 * Method 2, signed rank: rule 2 and fewer than 30 values. Method 1, clustered sign: not rule 2, 4 clusters or more, and either 30 values or
 * so many that their extremes could prove something at this level. Method 0, the exact sign test: all else.
 * Estimate: the median; by signed rank the median of the Walsh averages. Interval: two order statistics, widened on both sides by the layout
 * allowance h = min(IQR / 4, .025) under rule 1, and under rule 0 without the clustered test. Why: a head that keeps its place in memory is
 * off by a constant that none of its own trials shows.
 * p at a point t, two-sided, of "the centre lies where the estimate does, seen from t": that of t moved towards the estimate by h, ties with
 * it against the claim; 1 from the estimate on.
 * Source: as in clustered-sign, sign-test, wilcoxon.  Twin: crates/hydra-core/src/stats/pair.rs
 */
import { studentQuantileUpper } from '../math/student.ts'
import { cluster, Clustered } from './clustered-sign.ts'
import { medianRanks } from './median-interval.ts'
import { quantileOf } from './quantile.ts'
import { signP } from './sign-test.ts'
import { signedRank, signedRankDistribution, signedRankP, walshAverages } from './wilcoxon.ts'

/** How many rules there are. */
export const ruleCount = 4

const rebuilt = 0
const kept = 1
const fresh = 2
const leastClusters = 4
/** Fewer values than this are few: signed rank for commands, and no clusters that could prove nothing. */
const few = 30
const allowanceShare = 0.25
const mostAllowance = 0.025

/** Student's quantiles at one confidence; the last one is kept, since pairs mostly have as many clusters. */
export class Quantiles {
  readonly confidence: number
  readonly tail: number
  #clusters = 0
  #value = NaN

  constructor(confidence: number) {
    this.confidence = confidence
    this.tail = (1 - confidence) * 0.5
  }

  of(clusters: number): number {
    if (this.#clusters !== clusters) this.#value = studentQuantileUpper(this.tail, clusters - 1)
    this.#clusters = clusters
    return this.#value
  }
}

type Places = readonly [low: number, high: number] | undefined

/** A method at work: the values that it ranks, its interval, and p of a claim. */
interface Test {
  readonly method: number
  readonly ranked: Float64Array
  readonly places: Places
  /** p of "above a point" with `cut` values up to it, of "below a point" with `cut` values under it. */
  above(cut: number): number
  below(cut: number): number
}

/** How many ascending values are less than a point, or up to it. */
function countBelow(ascending: Float64Array, point: number, orEqual: boolean): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const value = ascending[middle]!
    if (value < point || (orEqual && value === point)) low = middle + 1
    else high = middle
  }
  return low
}

/** The labels in the order of the sorted values; among equal values the order does not matter. */
function sortLabels(values: Float64Array, labels: Uint32Array, sorted: Float64Array): Uint32Array {
  const used = new Uint32Array(values.length)
  const out = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i += 1) {
    const at = countBelow(sorted, values[i]!, false)
    out[at + used[at]!] = labels[i]!
    used[at]! += 1
  }
  return out
}

const ofRank = (k: number, n: number): Places => (k > 0 ? [k - 1, n - k] : undefined)

function signTest(ranked: Float64Array, { confidence }: Quantiles): Test {
  const n = ranked.length
  const places = ofRank(medianRanks(n, confidence).k, n)
  return { method: 0, ranked, places, above: (cut) => signP(n, cut), below: (cut) => signP(n, n - cut) }
}

function clusteredTest(ranked: Float64Array, labels: Uint32Array, count: number, quantiles: Quantiles): Test | undefined {
  const test = new Clustered(ranked, labels, count)
  const q = quantiles.of(count)
  if (ranked.length < few && !test.canReach(q)) return undefined
  const places = test.interval(q)
  return { method: 1, ranked, places, above: (cut) => test.pAbove(cut), below: (cut) => test.pBelow(cut) }
}

function signedRankTest(sorted: Float64Array, { tail }: Quantiles): Test {
  const ranked = walshAverages(sorted)
  const distribution = signedRankDistribution(sorted.length)
  const n = ranked.length
  const p = (against: number): number => signedRankP(distribution, against)
  return { method: 2, ranked, places: ofRank(signedRank(distribution, tail), n), above: p, below: (cut) => p(n - cut) }
}

const quantile = (ascending: Float64Array, p: number): number => quantileOf((rank) => ascending[rank]!, ascending.length, p)

function layoutAllowance(ascending: Float64Array): number {
  const h = allowanceShare * (quantile(ascending, 0.75) - quantile(ascending, 0.25))
  return h < mostAllowance ? h : mostAllowance
}

function pAt(test: Test, point: number, estimate: number, h: number): number {
  const isBelow = point < estimate
  const moved = isBelow ? point + h : point - h
  if (isBelow ? moved >= estimate : moved <= estimate) return 1
  const cut = countBelow(test.ranked, moved, isBelow)
  return isBelow ? test.above(cut) : test.below(cut)
}

/** The method that fits, at work. */
function chooseTest(values: Float64Array, labels: Uint32Array, count: number, rule: number, quantiles: Quantiles): Test {
  const sorted = values.slice().sort()
  const isRanked = rule === fresh && values.length < few
  const clustered = (): Test | undefined => clusteredTest(sorted, sortLabels(values, labels, sorted), count, quantiles)
  const special = count >= leastClusters ? clustered() : isRanked ? signedRankTest(sorted, quantiles) : undefined
  return special ?? signTest(sorted, quantiles)
}

/** As in the header. */
export function judgePair(
  values: Float64Array,
  epochs: Uint32Array,
  rule: number,
  points: Float64Array,
  quantiles: Quantiles,
): Float64Array {
  if (values.length === 0) return Float64Array.of(NaN, NaN, NaN, NaN, 0, 0, 0, ...points.map(() => 1))
  const { labels, count } = rule === fresh ? { labels: epochs, count: 1 } : cluster(epochs)
  const test = chooseTest(values, labels, count, rule, quantiles)
  const { ranked, places, method } = test
  const h = rule === kept || (rule === rebuilt && method !== 1) ? layoutAllowance(ranked) : 0
  const estimate = quantile(ranked, 0.5)
  const low = places === undefined ? NaN : ranked[places[0]]! - h
  const high = places === undefined ? NaN : ranked[places[1]]! + h
  const ps = points.map((point) => pAt(test, point, estimate, h))
  return Float64Array.of(estimate, low, high, h, method, count, values.length, ...ps)
}
