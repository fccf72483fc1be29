/**
 * Change points: since when is a series different?
 * In: values in order of time. Out: each change with its place, p, the segments on both sides and how far the centre moved.
 * Two crossings, however many series: the marks, then the shift across each mark.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { sampleAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { Interval } from '../types.ts'
import { mostValues, readChangeOptions, type ChangeOptions, type ChangeRequest } from './change-options.ts'
import { shiftRows, type Shift } from './shifts.ts'

/** Values between two changes. */
export interface Segment {
  readonly median: number
  readonly n: number
}

export interface ChangePoint {
  /** The first value of the new segment. */
  readonly index: number
  /** Of chance showing as much anywhere in its segment; `undefined` for 'pelt' and 'bocpd', which have none. */
  readonly p: number | undefined
  readonly before: Segment
  readonly after: Segment
  /** exp of the median difference of logarithms, after over before; `undefined` unless all values of both segments are above 0. */
  readonly ratio: number | undefined
  /** Of the ratio (Moses); `undefined` without a ratio, or below the number of values it needs. */
  readonly interval: Interval | undefined
  /** 'level': the centre did not move; the spread or the shape did. */
  readonly direction: 'up' | 'down' | 'level'
}

type Series = Float64Array | readonly number[]

/** A series as it came and what is searched of it, with the places the values came from. */
interface Prepared {
  readonly values: Float64Array
  /** `undefined` where nothing was left out. */
  readonly places: Uint32Array | undefined
}

function prepare(series: unknown, what: string, request: ChangeRequest): Prepared {
  const values = sampleAt(series, what)
  const most = mostValues(request)
  if (values.length > most) {
    const params = { parameter: what, expected: `of at most ${most} values for this method`, got: String(values.length) }
    throw hydraError('4004', params, { where: { option: what } })
  }
  if (!request.omit || values.every((x) => Number.isFinite(x))) return { values, places: undefined }
  const places = Uint32Array.from(values.keys()).filter((i) => Number.isFinite(values[i]))
  return { values: Float64Array.from(places, (i) => values[i]!), places }
}

const isSearched = ({ values }: Prepared, { minSegment }: ChangeRequest): boolean => values.length >= 2 * minSegment

interface Column {
  readonly values: Float64Array
  readonly offsets: Uint32Array
}

/** All series behind each other. */
function columnOf(all: readonly Prepared[]): Column {
  const offsets = new Uint32Array(all.length + 1)
  all.forEach(({ values }, g) => (offsets[g + 1] = offsets[g]! + values.length))
  if (all.length === 1) return { values: all[0]!.values, offsets }
  const values = new Float64Array(offsets[all.length]!)
  all.forEach((series, g) => values.set(series.values, offsets[g]))
  return { values, offsets }
}

function marksOf({ values, offsets }: Column, request: ChangeRequest, names: readonly string[]): Float64Array {
  const out = new Float64Array(values.length)
  const kernels = kernelsFor(request.engine, { job: 'changes', size: values.length })
  const status = kernels.changePoints(request.method, values, offsets, request.params, out)
  if (status === 4001) {
    const g = names.findIndex((_, i) => !values.subarray(offsets[i], offsets[i + 1]).every((x) => Number.isFinite(x)))
    throw notFinite(names[g] ?? 'the series', values.subarray(offsets[g], offsets[g + 1]))
  }
  if (status !== 0) throw unexpectedStatus('changePoints', status)
  return out
}

/** Bounds of the segments: the start, each marked place, the end. */
function boundsOf(marks: Float64Array, start: number, end: number): number[] {
  const bounds = [start]
  for (let i = start; i < end; i += 1) if (!Number.isNaN(marks[i])) bounds.push(i)
  return [...bounds, end]
}

function directionOf({ shift, medians }: Shift): ChangePoint['direction'] {
  const moved = shift === 0 ? medians[0] - medians[1] : shift
  if (moved === 0) return 'level'
  return moved > 0 ? 'up' : 'down'
}

function isWanted(point: ChangePoint, { minChange, direction }: ChangeRequest): boolean {
  if (direction !== undefined && point.direction !== direction) return false
  const { before, after, ratio } = point
  const least = minChange * (ratio === undefined ? Math.abs(before.median) : 1)
  return Math.abs(ratio === undefined ? after.median - before.median : ratio - 1) >= least
}

/** The changes of each series: one crossing for the shifts of all. */
function describe(all: readonly Prepared[], column: Column, marks: Float64Array, request: ChangeRequest): ChangePoint[][] {
  const bounds = all.map((_, g) => boundsOf(marks, column.offsets[g]!, column.offsets[g + 1]!))
  const pairs = bounds.flatMap((ends) => ends.slice(1, -1).map((at, i) => [ends[i]!, at, ends[i + 2]!] as const))
  const { values } = column
  const samples = pairs.map(([start, at, end]) => ({ current: values.subarray(at, end), baseline: values.subarray(start, at) }))
  const shifts = shiftRows(samples, request.confidence, request.engine)
  let next = 0
  return all.map((series, g) =>
    bounds[g]!.slice(1, -1)
      .map((at, i): ChangePoint => {
        const shift = shifts[next++]!
        const ends = bounds[g]!
        const own = at - column.offsets[g]!
        return {
          index: series.places?.[own] ?? own,
          p: request.method % 2 === 0 ? marks[at] : undefined,
          before: { median: shift.medians[1], n: at - ends[i]! },
          after: { median: shift.medians[0], n: ends[i + 2]! - at },
          ratio: shift.ratio,
          interval: shift.ratioInterval,
          direction: directionOf(shift),
        }
      })
      .filter((point) => isWanted(point, request)),
  )
}

function search(all: readonly Prepared[], names: readonly string[], request: ChangeRequest): ChangePoint[][] {
  const column = columnOf(all)
  return describe(all, column, marksOf(column, request, names), request)
}

/**
 * Finds where a series changed its level: as many places as there are, without a knob for the noise.
 *
 * 'rank' asks at which place the ranks before and after differ most, and takes the place when p of that maximum is at most `level`; the p
 * allows for neighbours that resemble each other; then both sides again. 'pelt' finds the cheapest cutting into levels (3 ln n each) and
 * slopes (4 ln n). 'e-divisive' permutes distances, n^2 times 199. 'bocpd' follows run lengths (normal, hazard 1/100).
 *
 * @param series - values in order of time, any unit; at most 1 000 000 ('pelt', 'bocpd' 40 000, 'e-divisive' some 7000). Values that are all
 * equal have no change point
 * @returns ascending by `index`, the first value of the new segment; p and `level` from 0 to 1, `ratio` after over before
 * @throws HYD-4002 fewer than two segments of values, which is no answer and not "no change"; HYD-4001 a value not finite, HYD-4004 an
 * option out of range or too many values, HYD-4006 not numbers, HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { findChangePoints } from 'hydra-profiler'
 * const [change] = findChangePoints([10, 11, 10, 12, 11, 10, 11, 12, 10, 11, 15, 14, 16, 15, 14, 15, 16, 14, 15, 16])
 * change?.index // 10
 * change?.ratio // about 1.4
 * ```
 * Sources: Pettitt 1979; Miller and Siegmund 1982; Killick et al. 2012; Matteson and James 2014; Adams and MacKay 2007.
 * @since 0.1.0
 */
export function findChangePoints(series: Series, options?: ChangeOptions): ChangePoint[] {
  const request = readChangeOptions(options, 'findChangePoints')
  const prepared = prepare(series, 'the series', request)
  if (!isSearched(prepared, request)) {
    const least = 2 * request.minSegment
    throw hydraError(
      '4002',
      { what: 'the series', needed: `at least ${least} values`, got: String(prepared.values.length) },
      { where: { option: 'series' } },
    )
  }
  return search([prepared], ['the series'], request)[0]!
}

/**
 * Finds the change points of many series, in two crossings whatever their number; each answer is that of `findChangePoints`.
 *
 * @param list - the series; `undefined` in the answer for one with fewer than two segments of values
 * @throws as `findChangePoints`, but HYD-4002
 * @example
 * ```ts
 * import { findAllChangePoints } from 'hydra-profiler/stats'
 * findAllChangePoints([[1, 2], [5, 5, 6, 5, 6, 5, 6, 5, 5, 6]]) // [undefined, []]
 * ```
 * @since 0.1.0
 */
export function findAllChangePoints(list: readonly Series[], options?: ChangeOptions): (ChangePoint[] | undefined)[] {
  const request = readChangeOptions(options, 'findAllChangePoints')
  if (!Array.isArray(list)) {
    throw hydraError('1003', { option: 'list', expected: 'an array of series', got: show(list), type: kindOf(list) })
  }
  const names = list.map((_, i) => `series ${i}`)
  const all = list.map((series, i) => prepare(series, names[i]!, request))
  const found = search(all, names, request)
  return all.map((prepared, i) => (isSearched(prepared, request) ? found[i] : undefined))
}
