/**
 * Bootstrap intervals of many samples in one call.
 * In: values in one column, offsets of the samples; the numbers of a statistic of `bootstrapStatistics` and a method of `bootstrapMethods`;
 * parameters: p (of the quantile), resamples B, seed, confidence, block length (0: values are drawn one by one).
 * Out: a row a sample, see `bootstrapColumns`; NaN where unknown: no values, for the ends fewer than 2 or than two blocks, or beyond the
 * doubles; a status, 0, 4001 or 4004.
 * studentised (of the mean): mean - t* s / sqrt n at both tails of t* = (mean* - mean) / (s* / sqrt n); with blocks t* is taken about the mean
 * that resamples have on average. percentile: both tails of the resampled statistic. bca: tails moved by bias and acceleration, see `bca`.
 * Tails are the order statistics of rank (B + 1) tail from each side. Equal values: an interval of no width. An end never lies inside of the
 * estimate.
 * The stream of draws is named by the statistic and starts anew for every sample, which is put in order first unless there are blocks: so
 * neither company nor order changes anything.
 * Source: Efron 1979 and 1987; Davison and Hinkley 1997, chapter 5; Kuensch 1989 (blocks).
 * Twin: crates/hydra-core/src/stats/bootstrap/mod.rs  Golden: fixtures/golden/stats/bootstrap.json
 */
import { create } from '../../random/sfc32.ts'
import { varianceAbout } from '../sums.ts'
import { bcaEnds } from './bca.ts'
import { expectedSum, planOf, sumsOf, type Plan } from './resample.ts'
import {
  isConstant,
  ofResample,
  ofWhole,
  raised,
  sampleOf,
  statisticOf,
  streamOf,
  valueOf,
  type OrderedSample,
  type Statistic,
} from './statistic.ts'

/** The statistics, by number: the mean, the median, the mean without 20 % at each end, the standard deviation, a quantile of type 7. */
export const bootstrapStatistics = ['mean', 'median', 'trimmed-mean', 'sd', 'quantile'] as const
/** The methods, by number. */
export const bootstrapMethods = ['studentised', 'bca', 'percentile'] as const
/** The columns of a row, in order. */
export const bootstrapColumns = ['low', 'high', 'estimate'] as const
const width = bootstrapColumns.length
const studentisedMethod = 0
const bcaMethod = 1

/** What a call asks for. */
interface Request {
  readonly statistic: Statistic
  readonly method: number
  readonly resamples: number
  readonly seed: number
  readonly tail: number
  readonly block: number
}

type Ends = readonly [low: number, high: number]

const isCount = (x: number, least: number): boolean => x >= least && x <= 4294967295 && Math.floor(x) === x

/** Which order statistic from each side; the smallest part is for what rounding takes off a whole number. */
export const rankOfEnd = (resamples: number, tail: number): number => Math.floor((resamples + 1) * tail + 1e-9)

function requestOf(number: number, method: number, params: Float64Array): Request | undefined {
  if (params.length !== 5) return undefined
  const [p, resamples, seed, confidence, block] = params as unknown as [number, number, number, number, number]
  const statistic = statisticOf(number, p)
  const isSure = confidence > 0 && confidence < 1 && p >= 0 && p <= 1 && isCount(resamples, 1) && isCount(block, 0)
  const goesTogether = method < bootstrapMethods.length && (method !== studentisedMethod || number === 0)
  const tail = (1 - confidence) * 0.5
  if (statistic === undefined || !isSure || !goesTogether || rankOfEnd(resamples, tail) < 1) return undefined
  return { statistic, method, resamples, seed, tail, block }
}

/** The k-th from each side; puts the draws in order. */
function tails(drawn: Float64Array, k: number): Ends {
  drawn.sort()
  return [drawn[k - 1]!, drawn[drawn.length - k]!]
}

function statistics(sample: OrderedSample, plan: Plan, { statistic, resamples, seed }: Request): Float64Array {
  const random = create(seed, streamOf(statistic))
  const counts = new Uint32Array(sample.sorted.length)
  const drawn = new Float64Array(resamples)
  for (let i = 0; i < resamples; i += 1) drawn[i] = ofResample(statistic, sample, plan, random, counts)
  return drawn
}

const nothing = 9.094947017729282e-13 // 2^-40

/** t* of one resample of n deviations with these sums; infinite where it has no spread. */
function tOf(sum: number, squares: number, expected: number, n: number): number {
  const gap = (sum - expected) / n
  const spread = squares - (sum * sum) / n
  if (spread > squares * nothing) return gap / Math.sqrt(spread / (n - 1) / n)
  return gap === 0 ? 0 : gap * Infinity
}

function studentised(sample: OrderedSample, plan: Plan, { statistic, resamples, seed, tail }: Request): Ends {
  const random = create(seed, streamOf(statistic))
  const { deviations } = sample
  const n = deviations.length
  const expected = expectedSum(plan, deviations)
  const drawn = new Float64Array(resamples)
  for (let i = 0; i < resamples; i += 1) {
    const [sum, squares] = sumsOf(plan, deviations, random)
    drawn[i] = tOf(sum, squares, expected, n)
  }
  const [low, high] = tails(drawn, rankOfEnd(resamples, tail))
  const error = Math.sqrt(varianceAbout(deviations, 0, n, 0, 1) / n)
  return [raised(sample, -(high * error)), raised(sample, -(low * error))]
}

function endsOf(sample: OrderedSample, plan: Plan, request: Request): Ends {
  if (request.method === studentisedMethod) return studentised(sample, plan, request)
  const { statistic, tail, resamples } = request
  const drawn = statistics(sample, plan, request)
  const [low, high] =
    request.method === bcaMethod ? bcaEnds(sample, statistic, tail, drawn) : tails(drawn, rankOfEnd(resamples, tail))
  return [valueOf(sample, statistic, low), valueOf(sample, statistic, high)]
}

function fill(values: Float64Array, request: Request, row: Float64Array): void {
  const sample = sampleOf(values)
  const { statistic, block } = request
  const estimate = valueOf(sample, statistic, ofWhole(statistic, sample))
  row.fill(estimate)
  if (values.length < 2 || values.length < 2 * block) row.fill(NaN, 0, 2)
  else if (!isConstant(sample)) {
    const [low, high] = endsOf(sample, planOf(values, block), request)
    row[0] = low > estimate ? estimate : low
    row[1] = high < estimate ? estimate : high
  }
  for (let i = 0; i < width; i += 1) if (!Number.isFinite(row[i])) row[i] = NaN
}

/** Fills a row for every sample: see the header. */
export function bootstrapIntervals(
  statistic: number,
  method: number,
  values: Float64Array,
  offsets: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const request = requestOf(statistic, method, params)
  const groups = offsets.length - 1
  if (request === undefined || groups < 0 || out.length < groups * width) return 4004
  for (let i = 1; i < offsets.length; i += 1) if (offsets[i]! < offsets[i - 1]!) return 4004
  if (offsets[groups]! > values.length) return 4004
  for (let g = 0; g < groups; g += 1) {
    const sample = values.subarray(offsets[g], offsets[g + 1])
    if (!sample.every((x) => Number.isFinite(x))) return 4001
    const row = out.subarray(g * width, (g + 1) * width).fill(NaN)
    if (sample.length > 0) fill(sample, request, row)
  }
  return 0
}
