/**
 * Fitted lines and curves: fitTrend.
 * In: x (one column or several), y. Out: slope, intercept, interval, p, r2, coefficients, and the fitted value at any x.
 */
import { hydraError } from '../../errors/index.ts'
import { add, from, multiply } from '../../reference/math/double-double.ts'
import { studentQuantileUpper } from '../../reference/math/student.ts'
import { lineColumns } from '../../reference/trend/request.ts'
import { typedKind } from '../door.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { Interval } from '../types.ts'
import { pointsAt, readTrendOptions, type Points, type TrendOptions, type TrendRequest } from './options.ts'

/** A fit; `undefined` where a figure is unknown, the reason in `notes`. */
export interface Trend {
  /** Change of y for one more of x; of a polynomial the coefficient of x itself, of several columns that of the first. */
  readonly slope: number | undefined
  readonly intercept: number | undefined
  /** Of `slope`: Student's ('ols'), Sen's ('theil-sen'); `undefined` with too few points for the confidence (Sen's at 95 %: below 5). */
  readonly slopeInterval: Interval | undefined
  /** Standard error of `slope` ('ols'). */
  readonly slopeError: number | undefined
  /** Two-sided. 'ols': of all coefficients but the intercept (of a line: of the slope); 'theil-sen': Mann-Kendall. */
  readonly p: number | undefined
  /** Share of the squares of y about its mean (about 0 without intercept) that the fit explains ('ols'). */
  readonly r2: number | undefined
  /** 'theil-sen': 1.4826 times the median size of a residual. */
  readonly residualSd: number | undefined
  readonly n: number
  /** Points left out (`nonFinite: 'omit'`). */
  readonly rejected: number
  /** The intercept first, when there is one; empty when there is no fit. */
  readonly coefficients: Float64Array
  /** Standard errors of the coefficients, in order; empty where unknown. */
  readonly coefficientErrors: Float64Array
  readonly notes: readonly TrendNote[]
  /** The fitted value; `undefined` when there is no fit, x is not finite, or the value is beyond the doubles. Several columns: one number each. */
  readonly at: (x: number | readonly number[]) => number | undefined
}

export interface TrendNote {
  readonly field: 'slope' | 'slopeInterval' | 'overflow'
  /** Too few points; x constant; beyond the doubles. */
  readonly code: 'HYD-4002' | 'HYD-4007' | 'HYD-4004'
}

const known = (x: number | undefined): number | undefined => (x !== undefined && Number.isFinite(x) ? x : undefined)
const intervalOf = (low: number, high: number): Interval | undefined =>
  Number.isFinite(low) && Number.isFinite(high) ? [low, high] : undefined

/** The polynomial or the sum of columns; in double-double, since large terms cancel. */
function evaluate(coefficients: Float64Array, intercept: boolean, degree: number, x: number | readonly number[]): number {
  if (coefficients.length === 0) return NaN
  const terms = Array.from(intercept ? coefficients : [0, ...coefficients], from)
  if (typeof x !== 'number') {
    return terms.slice(1).reduce((sum, b, j) => add(sum, multiply(b, from(x[j] ?? NaN))), terms[0]!).high
  }
  let value = terms[degree]!
  for (let k = degree - 1; k >= 0; k -= 1) value = add(multiply(value, from(x)), terms[k]!)
  return value.high
}

function noteOf(slope: number, interval: Interval | undefined, singular: boolean): TrendNote[] {
  if (slope === Infinity || slope === -Infinity) return [{ field: 'overflow', code: 'HYD-4004' }]
  if (Number.isNaN(slope)) return [{ field: 'slope', code: singular ? 'HYD-4007' : 'HYD-4002' }]
  return interval === undefined ? [{ field: 'slopeInterval', code: 'HYD-4002' }] : []
}

/** The rows of many lines, in one crossing: series g is what lies between offsets[g] and offsets[g + 1]. */
export function lineRows({ columns, y }: Points, offsets: Uint32Array, request: TrendRequest): Float64Array {
  const out = new Float64Array((offsets.length - 1) * lineColumns.length)
  const flags = Float64Array.of(Number(request.intercept), Number(request.autocorrelation), request.confidence)
  const kernels = kernelsFor(request.engine, { job: 'trend', size: y.length })
  const status = kernels.fitLines(request.method === 'ols' ? 0 : 1, columns[0]!, y, offsets, flags, out)
  if (status !== 0) throw unexpectedStatus('fitLines', status)
  return out
}

/** A row as a fit of n points, of `given`. */
export function trendOfRow(row: Float64Array, request: TrendRequest, n: number, given: number): Trend {
  const at = (column: (typeof lineColumns)[number]): number => row[lineColumns.indexOf(column)]!
  const [slope, intercept] = [known(at('slope')), known(at('intercept'))]
  const slopeInterval = intervalOf(at('low'), at('high'))
  const fitted = slope === undefined || intercept === undefined ? [] : request.intercept ? [intercept, slope] : [slope]
  const coefficients = Float64Array.from(fitted)
  const errors = request.intercept ? [at('interceptError'), at('slopeError')] : [at('slopeError')]
  return {
    slope,
    intercept,
    slopeInterval,
    slopeError: known(at('slopeError')),
    p: known(at('p')),
    r2: known(at('r2')),
    residualSd: known(at('residualSd')),
    n,
    rejected: given - n,
    coefficients,
    coefficientErrors: errors.every((x) => Number.isFinite(x)) ? Float64Array.from(errors) : new Float64Array(),
    notes: noteOf(at('slope'), slopeInterval, n > 1),
    at: (value) => known(evaluate(coefficients, request.intercept, 1, typeof value === 'number' ? value : (value[0] ?? NaN))),
  }
}

const trendOfLine = (points: Points, request: TrendRequest, given: number): Trend =>
  trendOfRow(lineRows(points, Uint32Array.of(0, points.y.length), request), request, points.y.length, given)

function sideBySide(columns: readonly Float64Array[]): Float64Array {
  if (columns.length === 1) return columns[0]!
  const n = columns[0]!.length
  const all = new Float64Array(columns.length * n)
  columns.forEach((column, j) => all.set(column, j * n))
  return all
}

function fitColumns({ columns, y }: Points, { engine, degree, intercept }: TrendRequest, count: number): Float64Array {
  const out = new Float64Array(2 * count + 3)
  const kernels = kernelsFor(engine, { job: 'trend', size: y.length * count })
  const status = kernels.leastSquares(sideBySide(columns), y, Float64Array.of(degree, Number(intercept)), out)
  if (status === 4007) {
    const few = y.length < count ? `${count} coefficients need as many points, got ${y.length}` : undefined
    const follows =
      columns.length > 1 ? 'a column follows from the others' : `x has too few different values for degree ${degree}`
    throw hydraError('4007', { reason: few ?? follows })
  }
  if (status !== 0) throw unexpectedStatus('leastSquares', status)
  return out
}

function trendOfColumns(points: Points, request: TrendRequest, given: number): Trend {
  const { y, columns } = points
  const { degree, intercept, confidence } = request
  const first = intercept ? 1 : 0
  const count = (degree > 1 ? degree : columns.length) + first
  if (y.length === 0) throw hydraError('4002', { what: 'y', needed: `at least ${count} values`, got: 'none' })
  const out = fitColumns(points, request, count)
  const coefficients = out.slice(0, count)
  const errors = out.slice(count, 2 * count)
  const [slope, slopeError] = [coefficients[first]!, errors[first]!]
  const reach = studentQuantileUpper((1 - confidence) * 0.5, y.length - count) * slopeError
  const slopeInterval = y.length > count ? intervalOf(slope - reach, slope + reach) : undefined
  return {
    slope: known(slope),
    intercept: intercept ? known(coefficients[0]) : 0,
    slopeInterval,
    slopeError: known(slopeError),
    p: known(out[2 * count + 2]),
    r2: known(out[2 * count]),
    residualSd: known(out[2 * count + 1]),
    n: y.length,
    rejected: given - y.length,
    coefficients,
    coefficientErrors: errors.every((x) => Number.isFinite(x)) ? errors : new Float64Array(),
    notes: noteOf(slope, slopeInterval, false),
    at: (x) => known(evaluate(coefficients, intercept, degree, columns.length > 1 && typeof x === 'number' ? [x] : x)),
  }
}

export type Column = Float64Array | readonly number[]

const isList = (x: unknown): x is readonly Column[] =>
  Array.isArray(x) && x.length > 0 && (Array.isArray(x[0]) || typedKind(x[0]) === 'Float64Array')

const mostWork = 1e10
/** Operations a point of theil-sen: all pairs, later the halvings and lags that stand for them. */
const eachPair = 20
const mostOfAPoint = 1e5

/** Operations of a fit to n points. */
function costOf(n: number, { method, degree }: TrendRequest, columns: number): number {
  const count = degree > 1 ? degree + 1 : columns + 1
  if (method === 'ols') return n * 50 * count * count
  return n * (n * eachPair < mostOfAPoint ? n * eachPair : mostOfAPoint)
}

/** @throws HYD-4004 more values, in all series together, than a call may take */
export function refuseLong(lengths: readonly number[], request: TrendRequest, columns: number): void {
  const cost = lengths.reduce((sum, n) => sum + costOf(n, request, columns), 0)
  if (cost <= mostWork) return
  const one = Math.floor(mostWork / (request.method === 'ols' ? costOf(1, request, columns) : mostOfAPoint))
  const expected = `of at most ${one} values for this fit${lengths.length > 1 ? ', in all series together' : ''}`
  const got = `${lengths.reduce((sum, n) => sum + n, 0)}${lengths.length > 1 ? ` in ${lengths.length} series` : ''}`
  throw hydraError('4004', { parameter: 'y', expected, got })
}

/**
 * Fits a line, a polynomial or several columns to y.
 *
 * 'ols': least squares with sums in double-double (a line), or Householder reflections in double-double (degree 2 to 10, several columns), so
 * that 13 digits and more are right where the data hold them. 'theil-sen': the median slope of all pairs of points; interval by Sen; p by
 * Mann-Kendall, corrected for autocorrelation by Hamed and Rao (and so a little too small where there is none: see `autocorrelation`). More than 3000 points: slopes selected without making them all.
 *
 * @param x - one column, or a list of columns ('ols'), any unit; time stamps need no preparation
 * @param y - as many values, any unit; of theil-sen at most 100 000 (some 10 s)
 * @returns slope in units of y per unit of x; p, r2 0 to 1. A constant x gives `slope: undefined` and a note for a line
 * @throws HYD-4001 a value not finite, HYD-4002 no points (polynomial, several columns), HYD-4004 options out of range or that do not go
 * together, HYD-4006 not numbers, HYD-4007 columns that follow from each other, or a degree above what x can tell, HYD-4008 different
 * lengths, HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { fitTrend } from 'hydra-profiler'
 * const { slope, at } = fitTrend([1, 2, 3, 4], [10, 12, 13.9, 16.1])
 * slope // about 2.02
 * at(5) // about 18.05
 * fitTrend([1, 2, 3, 4, 5], [10, 12, 14, 16, 900], { method: 'theil-sen' }).slope // 2
 * ```
 * Sources: Gauss 1823; Householder 1958; Theil 1950; Sen 1968; Mann 1945; Hamed and Rao 1998.
 * @since 0.1.0
 */
export function fitTrend(x: Column | readonly Column[], y: Column, options?: TrendOptions): Trend {
  const list = isList(x) ? x : [x]
  const request = readTrendOptions(options, list.length, 'fitTrend')
  const points = pointsAt(list, y, isList(x), request.omit)
  refuseLong([points.y.length], request, list.length)
  const given = (y as ArrayLike<number>).length
  return list.length === 1 && request.degree === 1 ? trendOfLine(points, request, given) : trendOfColumns(points, request, given)
}
