/**
 * Lines through many series in one crossing: fitAllTrends.
 * In: a list of x and y. Out: a fit a series, each that of fitTrend; an error names the series.
 */
import { lineColumns } from '../../reference/trend/request.ts'
import { listAt, refuseKind } from '../list.ts'
import { lineOptions, pointsAt, readTrendOptions, type Points, type TrendOptions } from './options.ts'
import { lineRows, refuseLong, trendOfRow, type Column, type Trend } from './trend.ts'

/** One series: y over x, as many of each. */
export interface TrendSeries {
  readonly x: Column
  readonly y: Column
}

export type TrendBatchOptions = Omit<TrendOptions, 'degree'>

interface Prepared {
  readonly points: Points
  /** Values before some were left out. */
  readonly given: number
}

function seriesAt(value: unknown, place: string, omit: boolean): Prepared {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuseKind(place, '{ x, y }', value)
  const { x, y } = value as TrendSeries
  return { points: pointsAt([x], y, false, omit, `${place}.`), given: y.length }
}

function sideBySide(all: readonly Prepared[]): { points: Points; offsets: Uint32Array } {
  const offsets = new Uint32Array(all.length + 1)
  all.forEach(({ points: { y } }, g) => (offsets[g + 1] = offsets[g]! + y.length))
  const size = offsets[all.length]!
  const [x, y] = [new Float64Array(size), new Float64Array(size)]
  all.forEach(({ points }, g) => {
    x.set(points.columns[0]!, offsets[g])
    y.set(points.y, offsets[g])
  })
  return { points: { columns: [x], y }, offsets }
}

/**
 * Fits a line to each of many series, in one crossing; each answer is that of `fitTrend` with the same options.
 *
 * @param series - x and y of each, as for `fitTrend`; lines only, so there is no `degree`, and x is one column
 * @returns in the order of the series; one with no points or a constant x has `slope: undefined` and a note
 * @throws HYD-4001, HYD-4006 and HYD-4008 with the place of the series in the message; HYD-4004 more than 1e10 operations (with
 * 'theil-sen' 100 000 points, in short series more; with 'ols' 50 000 000); HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { fitAllTrends } from 'hydra-profiler/stats'
 * const [rising, flat] = fitAllTrends([{ x: [1, 2, 3], y: [2, 4, 6] }, { x: [1, 2, 3], y: [5, 5, 5] }], { method: 'theil-sen' })
 * rising?.slope // 2
 * flat?.slope // 0
 * ```
 * @since 0.1.0
 */
export function fitAllTrends(series: readonly TrendSeries[], options?: TrendBatchOptions): Trend[] {
  const request = readTrendOptions(options, 1, 'fitAllTrends', lineOptions)
  const all = listAt(series, 'series', 'an array of { x, y }', (one, place) => seriesAt(one, place, request.omit))
  refuseLong(all.map(({ points }) => points.y.length), request, 1) // prettier-ignore
  const { points, offsets } = sideBySide(all)
  const rows = lineRows(points, offsets, request)
  const width = lineColumns.length
  return all.map((one, g) => trendOfRow(rows.subarray(g * width, (g + 1) * width), request, one.points.y.length, one.given))
}
