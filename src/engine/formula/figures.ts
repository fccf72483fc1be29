/**
 * One figure of many series, in one call of the engine: the code of summaries, so that a formula and a summary never disagree.
 * In: finite values one series after the other, offsets, the figure as formulas call it. Out: a number a series, NaN where it has none.
 * Why a kernel call a figure: each is then computed by what it needs alone, as for one row in src/reference/formula/series.ts.
 */
import { describedNames, quantilesBit } from '../../reference/stats/describe.ts'
import { placeOfLeast, summaryFields } from '../../reference/formula/series.ts'
import { fieldNames } from '../../reference/stats/fields.ts'
import { lineColumns } from '../../reference/trend/request.ts'
import type { Kernels } from '../addon.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice } from '../types.ts'

export interface SeriesGroups {
  /** Finite. */
  readonly values: Float64Array
  /** One more than there are series. */
  readonly offsets: Uint32Array
}

const confidence = 0.95

function column(kernels: Kernels, { values, offsets }: SeriesGroups, name: (typeof fieldNames)[number]): Float64Array {
  const out = new Float64Array(offsets.length - 1)
  const status = kernels.summarizeGroups(values, offsets, 1 << fieldNames.indexOf(name), confidence, out)
  if (status !== 0) throw unexpectedStatus('summarizeGroups', status)
  return out
}

/** A column of the second kernel, without or with one point. */
function described(kernels: Kernels, { values, offsets }: SeriesGroups, mask: number, place: number, q?: number): Float64Array {
  const groups = offsets.length - 1
  const points = q === undefined ? [] : [q]
  const out = new Float64Array(groups * (describedNames.length + 3 * points.length))
  const status = kernels.describeGroups(values, offsets, Float64Array.of(mask, 7, confidence, 0, 0, 0, ...points), out)
  if (status !== 0) throw unexpectedStatus('describeGroups', status)
  return out.slice(place * groups, (place + 1) * groups)
}

/** In each series: a value by its first place and the place after its last. */
function each({ offsets }: SeriesGroups, of: (start: number, end: number) => number): Float64Array {
  return Float64Array.from({ length: offsets.length - 1 }, (_, i) => of(offsets[i]!, offsets[i + 1]!))
}

const pairs = (a: Float64Array, b: Float64Array, of: (x: number, y: number) => number): Float64Array =>
  a.map((x, i) => of(x, b[i]!))

/** Slopes of the lines through each series against 0, 1, 2, ... */
function slopes(kernels: Kernels, { values, offsets }: SeriesGroups): Float64Array {
  const [x, width] = [new Float64Array(values.length), lineColumns.length]
  for (let g = 0; g + 1 < offsets.length; g += 1) for (let i = offsets[g]!; i < offsets[g + 1]!; i += 1) x[i] = i - offsets[g]!
  const rows = new Float64Array((offsets.length - 1) * width)
  const status = kernels.fitLines(0, x, values, offsets, Float64Array.of(1, 0, confidence), rows)
  if (status !== 0) throw unexpectedStatus('fitLines', status)
  return Float64Array.from({ length: offsets.length - 1 }, (_, g) => rows[g * width]!)
}

function computed(name: string, series: SeriesGroups, kernels: Kernels): Float64Array {
  if (name === 'slope') return slopes(kernels, series)
  if (name === 'iqr') return pairs(column(kernels, series, 'p75'), column(kernels, series, 'p25'), (high, low) => high - low)
  if (name === 'cv')
    return pairs(column(kernels, series, 'sd'), column(kernels, series, 'mean'), (sd, mean) =>
      mean === 0 ? NaN : sd / Math.abs(mean),
    )
  if (name !== 'sum' && name !== 'variance') return column(kernels, series, summaryFields.get(name)!)
  const place = describedNames.indexOf(name)
  return described(kernels, series, 1 << place, place)
}

/** The figure of each series; `q` is the point of a quantile. */
export function seriesFigures(name: string, series: SeriesGroups, q: number, engine: EngineChoice | undefined): Float64Array {
  const { values } = series
  if (name === 'count') return each(series, (start, end) => end - start)
  if (name === 'first') return each(series, (start, end) => (end > start ? values[start]! : NaN))
  if (name === 'last') return each(series, (start, end) => (end > start ? values[end - 1]! : NaN))
  if (name === 'argmin') return each(series, (start, end) => (end > start ? placeOfLeast(values.subarray(start, end)) : NaN))
  const kernels = kernelsFor(engine, { job: 'groups', size: values.length })
  if (name !== 'quantile') return computed(name, series, kernels)
  if (!(q >= 0 && q <= 1)) return each(series, () => NaN)
  return described(kernels, series, 1 << quantilesBit, describedNames.length, q)
}
