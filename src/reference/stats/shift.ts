/**
 * How far one sample is shifted against another: recent runs against a baseline, the values after a change against those before it.
 * In: values in one column, offsets: pair g is the samples 2g (current) and 2g + 1 (baseline), each in order of time; confidence.
 * Out: a row a pair, see `shiftColumns`; NaN where a sample is empty, or the interval needs more values; a status, 0, 4001 or 4004.
 * All values of a pair above 0: by their logarithms, so the shift is ln of a ratio; else by the values. Shift: median of all differences;
 * interval of Moses; p of Mann-Whitney, one-sided. r = lag-1 autocorrelation about the mean of each sample, the pair across left out;
 * r > 0 (at most 0.8 of it) multiplies the variance by (1 + r) / (1 - r), and then nothing is exact.
 * Why ratios: times and sizes vary in proportion.  Source: Hodges and Lehmann 1963; Moses 1965; Bayley and Hammersley 1946.
 * Twin: crates/hydra-core/src/stats/shift.rs  Golden: fixtures/golden/stats/shift.json
 */
import { log } from '../math/index.ts'
import { endsOf, pOfRanked, rankSamples } from './mann-whitney.ts'
import { quantileOf } from './quantile.ts'
import { medianDifference, rankedDifferences } from './ranked-difference.ts'
import { compensatedSum, scaleFor, unscale } from './sums.ts'

/** The columns of a row, in order. */
export const shiftColumns = [
  'logarithmic', 'median', 'baselineMedian', 'mean', 'baselineMean', 'shift', 'low', 'high', 'larger', 'smaller', 'autocorrelation',
] as const // prettier-ignore
const width = shiftColumns.length
const mostR = 0.8

function median(sorted: Float64Array): number {
  return quantileOf((rank) => sorted[rank]!, sorted.length, 0.5)
}

const mean = (sample: Float64Array, scale: number): number => compensatedSum(sample, 0, sample.length, scale) / sample.length

/** Sum of products of neighbours and sum of squares, about the mean. */
function productsOf(sample: Float64Array): [products: number, squares: number] {
  const centre = mean(sample, 1)
  let products = 0
  let squares = 0
  let last = 0
  for (const x of sample) {
    const d = x - centre
    products += last * d
    squares += d * d
    last = d
  }
  return [products, squares]
}

function autocorrelation(current: Float64Array, baseline: Float64Array): number {
  const a = productsOf(current)
  const b = productsOf(baseline)
  const squares = a[1] + b[1]
  return squares > 0 ? (a[0] + b[0]) / squares : 0
}

function varianceFactor(raw: number): number {
  const r = raw > mostR ? mostR : raw
  return r > 0 ? (1 + r) / (1 - r) : 1
}

function largestOf(pair: Float64Array): number {
  let largest = 0
  for (const x of pair) if (Math.abs(x) > largest) largest = Math.abs(x)
  return largest
}

/** Shift, interval, p and r of two samples on the scale they are compared on. */
function compare(a: Float64Array, b: Float64Array, confidence: number, back: number, row: Float64Array): void {
  const r = autocorrelation(a, b)
  const current = a.slice().sort()
  const baseline = b.slice().sort()
  const ranked = rankSamples(current, baseline, varianceFactor(r))
  const at = rankedDifferences(current, baseline)
  const count = a.length * b.length
  row[5] = medianDifference(at, count) * back
  const k = endsOf(ranked, confidence)
  if (k > 0) {
    row[6] = at(k - 1) * back
    row[7] = at(count - k) * back
  }
  row.set(pOfRanked(ranked), 8)
  row[10] = r
}

function fill(pair: Float64Array, split: number, confidence: number, row: Float64Array): void {
  const logarithmic = pair.every((x) => x > 0)
  const scale = scaleFor(largestOf(pair))
  const back = unscale(scale)
  const current = pair.subarray(0, split)
  const baseline = pair.subarray(split)
  row[0] = logarithmic ? 1 : 0
  row[1] = median(current.slice().sort())
  row[2] = median(baseline.slice().sort())
  row[3] = mean(current, scale) * back
  row[4] = mean(baseline, scale) * back
  const values = pair.map((x) => (logarithmic ? log(x) : x * scale))
  compare(values.subarray(0, split), values.subarray(split), confidence, logarithmic ? 1 : back, row)
}

function fits(values: Float64Array, offsets: Uint32Array, pairs: number, out: Float64Array): boolean {
  for (let i = 1; i < offsets.length; i += 1) if (offsets[i]! < offsets[i - 1]!) return false
  return offsets.length === 2 * pairs + 1 && offsets[offsets.length - 1]! <= values.length && out.length >= pairs * width
}

/** Fills a row for every pair: see the header. */
export function sampleShifts(values: Float64Array, offsets: Uint32Array, confidence: number, out: Float64Array): number {
  const pairs = Math.floor((offsets.length - 1) / 2)
  if (!(confidence > 0 && confidence < 1) || pairs < 0 || !fits(values, offsets, pairs, out)) return 4004
  for (let pair = 0; pair < pairs; pair += 1) {
    const [start, split, end] = [offsets[2 * pair]!, offsets[2 * pair + 1]!, offsets[2 * pair + 2]!]
    const sample = values.subarray(start, end)
    if (!sample.every((x) => Number.isFinite(x))) return 4001
    const row = out.subarray(pair * width, (pair + 1) * width).fill(NaN)
    if (start < split && split < end) fill(sample, split - start, confidence, row)
  }
  return 0
}
