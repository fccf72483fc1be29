/**
 * Figures of a series: the very code of summaries, so that a formula and a summary never disagree.
 * In: finite values, those without value left out before. Out: the figure, NaN where there is none; the count of nothing is 0.
 * Quantiles of type 7, variance over n - 1.  Twin: crates/hydra-core/src/formula/series.rs
 */
import { describedNames, describeGroups, quantilesBit } from '../stats/describe.ts'
import { fieldNames } from '../stats/fields.ts'
import { summarizeGroups } from '../stats/groups.ts'
import { fitLine } from '../trend/line.ts'
import { lineColumns } from '../trend/request.ts'

/** Fields of a summary by the name that formulas give them. */
export const summaryFields: ReadonlyMap<string, (typeof fieldNames)[number]> = new Map([
  ['mean', 'mean'], ['stddev', 'sd'], ['min', 'min'], ['max', 'max'], ['median', 'median'], ['p50', 'median'],
  ['p90', 'p90'], ['p95', 'p95'], ['p99', 'p99'], ['mad', 'mad'], ['p25', 'p25'], ['p75', 'p75'],
]) // prettier-ignore

const standardConfidence = 0.95

function summaryField(values: Float64Array, name: (typeof fieldNames)[number]): number {
  const out = new Float64Array(1)
  summarizeGroups(values, Uint32Array.of(0, values.length), 1 << fieldNames.indexOf(name), standardConfidence, out)
  return out[0]!
}

function described(values: Float64Array, mask: number, points: readonly number[]): Float64Array {
  const out = new Float64Array(describedNames.length + 3 * points.length)
  describeGroups(values, Uint32Array.of(0, values.length), Float64Array.of(mask, 7, standardConfidence, 0, 0, 0, ...points), out)
  return out
}

const describedField = (values: Float64Array, name: 'sum' | 'variance'): number =>
  described(values, 1 << describedNames.indexOf(name), [])[describedNames.indexOf(name)]!

/** NaN for q outside of 0 to 1. */
export function seriesQuantile(values: Float64Array, q: number): number {
  return q >= 0 && q <= 1 ? described(values, 1 << quantilesBit, [q])[describedNames.length]! : NaN
}

function variation(values: Float64Array): number {
  const mean = summaryField(values, 'mean')
  return mean === 0 ? NaN : summaryField(values, 'sd') / Math.abs(mean)
}

/** Of the line of least squares through the values against 0, 1, 2, ...; that of `fitTrend`. */
function slope(values: Float64Array): number {
  const row = new Float64Array(lineColumns.length).fill(NaN)
  const request = { intercept: true, autocorrelation: false, confidence: standardConfidence }
  fitLine(Float64Array.from(values.keys()), values, request, row)
  return row[0]!
}

/** The place of the least value, from 0; the first of equals. */
export function placeOfLeast(values: Float64Array): number {
  let place = 0
  for (let i = 1; i < values.length; i += 1) if (values[i]! < values[place]!) place = i
  return place
}

export function seriesFigure(name: string, values: Float64Array): number {
  if (name === 'count') return values.length
  if (values.length === 0) return NaN
  if (name === 'first') return values[0]!
  if (name === 'last') return values[values.length - 1]!
  if (name === 'sum' || name === 'variance') return describedField(values, name)
  if (name === 'slope') return slope(values)
  if (name === 'argmin') return placeOfLeast(values)
  if (name === 'iqr') return summaryField(values, 'p75') - summaryField(values, 'p25')
  return name === 'cv' ? variation(values) : summaryField(values, summaryFields.get(name)!)
}
