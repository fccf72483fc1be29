/**
 * What summaries say beside the fast columns: exact figures, shape, robust figures, quantiles of any type and their intervals.
 * In: all values in one column, offsets, parameters: [mask, type, confidence, trim, exact, most for Hodges-Lehmann, p1, p2, ...].
 * Out: out[column * groups + g], `describedNames` first, then for each p its quantile, then the lower ends, then the upper ends; NaN where
 * unknown or not asked for. A status: 0, 4001 a value is not finite, 4004 arguments that do not fit each other.
 * A sample is sorted whole where a figure asked for reads its order, and only there; it is summed only for its shape, or where one of the
 * first four columns is asked for.
 * Source: as in exact, moments, robust, hodges-lehmann, quantile-types, quantile-interval.
 * Twin: crates/hydra-core/src/stats/describe.rs, autocorrelations.rs
 */
import { autocorrelationOf, exactFigures } from './exact.ts'
import { hodgesLehmannOf } from './hodges-lehmann.ts'
import { geometricMeanOf, shapeOf } from './moments.ts'
import { quantileRanks } from './quantile-interval.ts'
import { quantileByType } from './quantile-types.ts'
import { outliersOf, trimmedMeanOf, winsorisedSdOf } from './robust.ts'
import { compensatedSum, scaleFor, unscale, varianceAbout } from './sums.ts'

/** Columns before the quantiles; the first are asked for by bits of their place, the four of outliers together by the first of them. */
export const describedNames = [
  'sum', 'mean', 'variance', 'sd', 'geometricMean', 'skewness', 'kurtosis', 'lag1', 'trimmedMean', 'winsorisedSd', 'hodgesLehmann',
  'mild', 'severe', 'low', 'high',
] as const // prettier-ignore
/** Bits of the mask behind those of the columns. */
export const quantilesBit = 15
export const intervalsBit = 16
/** Parameters before the quantiles. */
export const describeHead = 6

const place = { sum: 0, mean: 1, variance: 2, sd: 3, geometricMean: 4, skewness: 5, kurtosis: 6, lag1: 7, trimmedMean: 8, winsorisedSd: 9, hodgesLehmann: 10, mild: 11 } as const // prettier-ignore

const bitsOf = (...places: readonly number[]): number => places.reduce((mask, at) => mask | (1 << at), 0)
/** The first four columns, and the figures that are read from the order of a sample. */
const sums = bitsOf(place.sum, place.mean, place.variance, place.sd)
const { geometricMean, trimmedMean, winsorisedSd, hodgesLehmann, mild } = place
const byOrder = bitsOf(geometricMean, trimmedMean, winsorisedSd, hodgesLehmann, mild, quantilesBit, intervalsBit)

interface Sample {
  readonly values: Float64Array
  readonly start: number
  readonly end: number
  /** In ascending order; empty where nobody asks for it. */
  readonly sorted: Float64Array
  readonly n: number
  readonly least: number
  readonly most: number
  readonly scale: number
  readonly back: number
}

class Call {
  readonly mask: number
  readonly type: number
  readonly confidence: number
  readonly trim: number
  readonly isExact: boolean
  readonly most: number
  readonly points: Float64Array
  readonly groups: number
  readonly #out: Float64Array

  constructor(params: Float64Array, groups: number, out: Float64Array) {
    const [mask, type, confidence, trim, exact, most] = params as unknown as [number, number, number, number, number, number]
    this.mask = mask
    this.type = type
    this.confidence = confidence
    this.trim = trim
    this.isExact = exact !== 0
    this.most = most
    this.points = params.subarray(describeHead)
    this.groups = groups
    this.#out = out
  }

  wants(field: number): boolean {
    return (this.mask & (1 << field)) !== 0
  }

  put(column: number, group: number, value: number): void {
    this.#out[column * this.groups + group] = value - value === 0 ? value : NaN
  }

  clear(group: number): void {
    for (let at = group; at < this.#out.length; at += this.groups) this.#out[at] = NaN
  }
}

function putExact(call: Call, group: number, { values, start, end, n }: Sample): void {
  const { sum, mean, variance, sd } = exactFigures(values, start, end)
  call.put(place.sum, group, sum)
  call.put(place.mean, group, mean)
  call.put(place.variance, group, n > 1 ? variance : NaN)
  call.put(place.sd, group, n > 1 ? sd : NaN)
}

/** Sum, mean, variance and sd from the sum of the scaled values. */
function putSums(call: Call, group: number, { values, start, end, n, least, most, scale, back }: Sample, sum: number): void {
  const scaledMean = sum / n
  const mean = scaledMean * back
  call.put(place.sum, group, sum * back)
  call.put(place.mean, group, mean < least ? least : mean > most ? most : mean)
  if (n < 2) return
  const variance = least === most ? 0 : varianceAbout(values, start, end, scaledMean, scale)
  call.put(place.variance, group, variance * back * back)
  call.put(place.sd, group, Math.sqrt(variance) * back)
}

function putMoments(call: Call, group: number, sample: Sample): void {
  const { values, start, end, n, least, most, scale } = sample
  const isSummed = (call.mask & sums) !== 0
  if (isSummed && call.isExact) putExact(call, group, sample)
  const isShaped = call.wants(place.skewness) || call.wants(place.kurtosis)
  if (!isShaped && (!isSummed || call.isExact)) return
  const sum = compensatedSum(values, start, end, scale)
  if (isSummed && !call.isExact) putSums(call, group, sample, sum)
  if (!isShaped) return
  const { skewness, kurtosis } = shapeOf(values, start, end, sum / n, scale, most * scale - least * scale)
  call.put(place.skewness, group, skewness)
  call.put(place.kurtosis, group, kurtosis)
}

function putRobust(call: Call, group: number, { sorted, n, scale, back }: Sample): void {
  if (call.wants(place.trimmedMean)) call.put(place.trimmedMean, group, trimmedMeanOf(sorted, n, call.trim, scale, back))
  if (call.wants(place.winsorisedSd)) call.put(place.winsorisedSd, group, winsorisedSdOf(sorted, n, call.trim, scale, back))
  if (call.wants(place.hodgesLehmann) && n <= call.most) call.put(place.hodgesLehmann, group, hodgesLehmannOf(sorted, n))
  if (!call.wants(place.mild)) return
  const { mild, severe, low, high } = outliersOf(sorted, n)
  ;[mild, severe, low, high].forEach((count, i) => call.put(place.mild + i, group, count))
}

function putQuantiles(call: Call, group: number, { sorted, n }: Sample): void {
  const { points, type, confidence } = call
  const first = describedNames.length
  const at = (rank: number): number => sorted[rank]!
  points.forEach((p, i) => {
    if (call.wants(quantilesBit)) call.put(first + i, group, quantileByType(at, n, p, type))
    if (!call.wants(intervalsBit) || !(p > 0 && p < 1)) return
    const { low, high } = quantileRanks(n, p, confidence)
    if (low > 0) call.put(first + points.length + i, group, at(low - 1))
    if (high > 0) call.put(first + 2 * points.length + i, group, at(high - 1))
  })
}

function putSample(call: Call, group: number, sample: Sample): void {
  const { values, start, end } = sample
  putMoments(call, group, sample)
  if (call.wants(place.geometricMean)) call.put(place.geometricMean, group, geometricMeanOf(sample.sorted, sample.n))
  if (call.wants(place.lag1)) call.put(place.lag1, group, autocorrelationOf(values, start, end, 1))
  putRobust(call, group, sample)
  putQuantiles(call, group, sample)
}

const unsorted = new Float64Array(0)

/** A range that holds a value; undefined when one is not finite. */
function sampleOf(call: Call, values: Float64Array, start: number, end: number): Sample | undefined {
  let [least, most] = [Infinity, -Infinity]
  for (let i = start; i < end; i += 1) {
    const x = values[i]!
    if (x - x !== 0) return undefined
    if (x < least) least = x
    if (x > most) most = x
  }
  const sorted = (call.mask & byOrder) === 0 ? unsorted : values.slice(start, end).sort()
  const scale = scaleFor(-least > most ? -least : most)
  return { values, start, end, sorted, n: end - start, least, most, scale, back: unscale(scale) }
}

/** Whether the arguments fit each other; the facade makes sure, a raw call may not. */
function fits(values: Float64Array, offsets: Uint32Array, params: Float64Array, out: Float64Array): boolean {
  const groups = offsets.length - 1
  const points = params.length - describeHead
  if (groups < 0 || points < 0 || out.length !== groups * (describedNames.length + 3 * points)) return false
  const [mask, type, confidence, trim] = params as unknown as [number, number, number, number]
  if (!Number.isInteger(mask) || mask < 0 || mask >= 1 << 17 || !Number.isInteger(type) || type < 1 || type > 9) return false
  if (!(confidence > 0 && confidence < 1) || !(trim >= 0 && trim < 0.5)) return false
  for (let i = describeHead; i < params.length; i += 1) if (!(params[i]! >= 0 && params[i]! <= 1)) return false
  return fitsGroups(values, offsets)
}

function fitsGroups(values: Float64Array, offsets: Uint32Array): boolean {
  const groups = offsets.length - 1
  for (let g = 0; g < groups; g += 1) if (offsets[g]! > offsets[g + 1]!) return false
  return groups >= 0 && offsets[groups]! <= values.length
}

export function describeGroups(values: Float64Array, offsets: Uint32Array, params: Float64Array, out: Float64Array): number {
  if (!fits(values, offsets, params, out)) return 4004
  const call = new Call(params, offsets.length - 1, out)
  for (let group = 0; group < call.groups; group += 1) {
    const [start, end] = [offsets[group]!, offsets[group + 1]!]
    call.clear(group)
    if (start === end) continue
    const sample = sampleOf(call, values, start, end)
    if (sample === undefined) return 4001
    putSample(call, group, sample)
  }
  return 0
}

/** The autocorrelation of each group at a lag, a whole number from 1; NaN where the sample is too short or constant. A status as above. */
export function autocorrelations(values: Float64Array, offsets: Uint32Array, lag: number, out: Float64Array): number {
  const groups = offsets.length - 1
  if (!Number.isInteger(lag) || lag < 1 || !fitsGroups(values, offsets) || out.length < groups) return 4004
  for (let g = 0; g < groups; g += 1) {
    for (let i = offsets[g]!; i < offsets[g + 1]!; i += 1) if (!Number.isFinite(values[i])) return 4001
    out[g] = autocorrelationOf(values, offsets[g]!, offsets[g + 1]!, lag)
  }
  return 0
}
