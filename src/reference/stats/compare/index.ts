/**
 * Two samples compared: a test, and how far apart they are, for many pairs in one call.
 * In: values in one column, offsets: pair g is the samples 2g (a) and 2g + 1 (b); the number of a test of `compareTests`; parameters: paired 0
 * or 1, alternative (0 two-sided, 1 a tends to be smaller, 2 larger), confidence of the intervals, seed.
 * Out: a row a pair, see `compareColumns`; NaN where a figure is unknown: a sample is empty or too small for it, or it is beyond the doubles;
 * a status, 0, 4001 or 4004. paired: value i of a belongs to value i of b. signed-rank needs it, brunner-munzel and mann-whitney refuse it.
 * The tests: brunner-munzel, mann-whitney, permutation, signed-rank. The figures: dominance (Cliff's delta), effect (shift and ratio).
 * p: two-sided twice the smaller of the one-sided ones, at most 1. Of ranks, where not counted, one-sided never below 1 / C(n + m, n).
 * Every sample is put in order first, so its own order changes nothing.  Twin: crates/hydra-core/src/stats/compare/mod.rs
 * Golden: fixtures/golden/stats/compare.json
 */
import { endsOf, isCounted, pOfRanked, rankSamples, type Ranked } from '../mann-whitney.ts'
import { brunnerMunzel } from './brunner-munzel.ts'
import { cliffsDelta, cliffsInterval, dominanceOf, type Dominance } from './dominance.ts'
import { putIndependent, putPaired } from './effect.ts'
import { flips, splits } from './permutation.ts'
import { ascending, noLessThan, oneOrder, type Tested } from './shared.ts'
import { signedRankTest } from './signed-rank.ts'

/** The tests, by number. */
export const compareTests = ['brunner-munzel', 'mann-whitney', 'permutation', 'signed-rank'] as const
const permutation = 2
const signedRank = 3

/** The columns of a row, in order. */
export const compareColumns = [
  'p', 'statistic', 'exact', 'cliffsDelta', 'cliffsLow', 'cliffsHigh', 'shift', 'shiftLow', 'shiftHigh', 'ratio', 'ratioLow', 'ratioHigh',
] as const // prettier-ignore
const width = compareColumns.length

interface Request {
  readonly test: number
  readonly isPaired: boolean
  readonly alternative: number
  readonly confidence: number
  readonly seed: number
}

function requestOf(test: number, params: Float64Array): Request | undefined {
  if (params.length !== 4 || !(test < compareTests.length)) return undefined
  const [paired, alternative, confidence, seed] = params as unknown as [number, number, number, number]
  const isPaired = paired !== 0
  const goesTogether = test === permutation || isPaired === (test === signedRank)
  const isWay = alternative === 0 || alternative === 1 || alternative === 2
  if (!goesTogether || !isWay || !(confidence > 0 && confidence < 1)) return undefined
  return { test, isPaired, alternative, confidence, seed }
}

function pOf({ larger, smaller }: Tested, alternative: number): number {
  if (alternative === 1) return smaller
  if (alternative === 2) return larger
  const p = 2 * (larger < smaller ? larger : smaller)
  return p > 1 ? 1 : p
}

/** A pair of samples: as they came, and in order. */
interface Pair {
  readonly first: Float64Array
  readonly second: Float64Array
  readonly a: Float64Array
  readonly b: Float64Array
}

function mannWhitney({ n, m }: Dominance, ranked: Ranked): Tested {
  const [larger, smaller] = pOfRanked(ranked)
  const tested = { larger, smaller, statistic: ranked.u, isExact: isCounted(ranked) }
  return tested.isExact ? tested : noLessThan(oneOrder(n, m), tested)
}

function testOf({ first, second, a, b }: Pair, dominance: Dominance, ranked: Ranked, request: Request): Tested {
  if (request.test === 0) return brunnerMunzel(a, b, dominance)
  if (request.test === 1) return mannWhitney(dominance, ranked)
  if (request.test === signedRank) return signedRankTest(first, second)
  return request.isPaired ? flips(first, second, request.seed) : splits(a, b, request.seed)
}

function fill(pair: Pair, request: Request, row: Float64Array): void {
  const dominance = dominanceOf(pair.a, pair.b)
  const ranked = rankSamples(pair.a, pair.b, 1)
  const tested = testOf(pair, dominance, ranked, request)
  row[0] = pOf(tested, request.alternative)
  row[1] = tested.statistic
  row[2] = tested.isExact ? 1 : 0
  row[3] = cliffsDelta(dominance)
  if (request.isPaired) putPaired(pair.first, pair.second, request.confidence, row.subarray(6))
  else {
    row.set(cliffsInterval(dominance, request.confidence), 4)
    putIndependent(pair.a, pair.b, endsOf(ranked, request.confidence), row.subarray(6))
  }
  for (let i = 0; i < width; i += 1) if (!Number.isFinite(row[i])) row[i] = NaN
}

function fits(offsets: Uint32Array, pairs: number, size: number, out: Float64Array): boolean {
  for (let i = 1; i < offsets.length; i += 1) if (offsets[i]! < offsets[i - 1]!) return false
  return offsets.length === 2 * pairs + 1 && offsets[offsets.length - 1]! <= size && out.length >= pairs * width
}

/** Fills a row for every pair: see the header. */
export function compareSamples(
  test: number,
  values: Float64Array,
  offsets: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const request = requestOf(test, params)
  const pairs = Math.floor((offsets.length - 1) / 2)
  if (request === undefined || pairs < 0 || !fits(offsets, pairs, values.length, out)) return 4004
  for (let pair = 0; pair < pairs; pair += 1) {
    const [start, split, end] = [offsets[2 * pair]!, offsets[2 * pair + 1]!, offsets[2 * pair + 2]!]
    const [first, second] = [values.subarray(start, split), values.subarray(split, end)]
    if (request.isPaired && first.length !== second.length) return 4004
    if (!values.subarray(start, end).every((x) => Number.isFinite(x))) return 4001
    const row = out.subarray(pair * width, (pair + 1) * width).fill(NaN)
    if (first.length > 0 && second.length > 0) {
      fill({ first, second, a: ascending(first), b: ascending(second) }, request, row)
    }
  }
  return 0
}
