/**
 * What a profile spends its time on: analyzeProfile.
 * In: parts (heads, functions, stages) with their times. Out: one row a part, the largest share first.
 */
import { hydraError, show } from '../../errors/index.ts'
import { analysisColumns } from '../../reference/fleet/analysis.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, EngineOption, Interval } from '../types.ts'
import { fieldsAt, listAt, wrongKind } from './fields.ts'

type Samples = Float64Array | readonly number[]

/** A part of a profile. */
export interface ProfilePart {
  readonly name: string
  /** Time of each of its calls or trials, from 0. */
  readonly timesMs: Samples
  /** Size of the job of each time (rows, bytes), above 0: what its growth is fitted to. */
  readonly sizes?: Samples
  /** The best mean time known for the same job, from another way or another day. */
  readonly bestMs?: number
}

export interface AnalyzeOptions extends EngineOption {
  /** Of the interval of the exponent, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
}

/** `undefined` where a figure is unknown. */
export interface PartAnalysis {
  readonly name: string
  readonly n: number
  /** `undefined` beyond the doubles. */
  readonly totalMs: number | undefined
  readonly meanMs: number | undefined
  readonly p95Ms: number | undefined
  /** Of the time of all parts, 0 to 1. */
  readonly share: number | undefined
  /** Share of this part and all larger ones. */
  readonly cumulativeShare: number | undefined
  /**
   * How many times faster the whole gets if this part takes no time at all, 1/(1 - share); Infinity where no other part took time, `undefined`
   * beyond the doubles.
   */
  readonly upTo: number | undefined
  /** Share of all time that the best time known would save: share (1 - bestMs / meanMs), at least 0. */
  readonly priority: number | undefined
  /** Time grows as size to this power: 1 linear, 2 quadratic. */
  readonly exponent: number | undefined
  readonly exponentInterval: Interval | undefined
  /** Share of the squares of ln time that the power explains. */
  readonly r2: number | undefined
}

const width = analysisColumns.length
const known = (x: number): number | undefined => (Number.isFinite(x) ? x : undefined)

interface Prepared {
  readonly name: string
  readonly times: Float64Array
  readonly sizes: Float64Array | undefined
  readonly best: number
}

/** @throws HYD-4001, HYD-4004 */
function refuseValues(what: string, values: Float64Array): void {
  if (!values.every((x) => Number.isFinite(x))) throw notFinite(what, values)
  const wrong = values.findIndex((x) => x < 0)
  if (wrong >= 0)
    throw hydraError('4004', { parameter: `${what}[${wrong}]`, expected: 'a number from 0 on', got: show(values[wrong]) })
}

const fields = ['name', 'timesMs', 'sizes', 'bestMs']

function partAt(value: unknown, i: number): Prepared {
  const what = `rows[${i}]`
  const part: unknown = fieldsAt(value, what, '{ name, timesMs }', fields)
  const { name, timesMs, sizes: given, bestMs } = part as ProfilePart
  if (typeof name !== 'string') throw wrongKind(`${what}.name`, 'a text', name)
  const times = sampleAt(timesMs, `${what}.timesMs`)
  refuseValues(`${what}.timesMs`, times)
  const sizes = given === undefined ? undefined : sampleAt(given, `${what}.sizes`)
  if (sizes !== undefined) refuseValues(`${what}.sizes`, sizes)
  if (sizes !== undefined && sizes.length !== times.length) {
    throw hydraError('4008', { what: `${what}.timesMs and sizes`, lengths: `${times.length} and ${sizes.length}` })
  }
  if (bestMs !== undefined && !(typeof bestMs === 'number' && bestMs >= 0 && bestMs < Infinity)) {
    throw hydraError('4004', { parameter: `${what}.bestMs`, expected: 'a finite number from 0 on', got: show(bestMs) })
  }
  return { name, times, sizes, best: bestMs ?? NaN }
}

function rowsOf(parts: readonly Prepared[], confidence: number, engine: EngineChoice): Float64Array {
  const offsets = new Uint32Array(parts.length + 1)
  parts.forEach(({ times }, i) => (offsets[i + 1] = offsets[i]! + times.length))
  const times = new Float64Array(offsets[parts.length]!)
  // A size of 0 is left out of the fit, so a part without sizes has none.
  const sizes = parts.some((part) => part.sizes !== undefined) ? new Float64Array(times.length) : new Float64Array()
  parts.forEach((part, i) => {
    times.set(part.times, offsets[i])
    if (part.sizes !== undefined) sizes.set(part.sizes, offsets[i])
  })
  const out = new Float64Array(parts.length * width)
  const best = Float64Array.from(parts, (part) => part.best)
  const kernels = kernelsFor(engine, { job: 'fleet', size: times.length })
  const status = kernels.analyzeRows(times, sizes, offsets, best, Float64Array.of(confidence), out)
  if (status !== 0) throw unexpectedStatus('analyzeRows', status)
  return out
}

function analysisOf(name: string, row: Float64Array): PartAnalysis {
  const at = (column: (typeof analysisColumns)[number]): number => row[analysisColumns.indexOf(column)]!
  const [low, high] = [known(at('low')), known(at('high'))]
  return {
    name,
    n: at('n'),
    totalMs: known(at('total')),
    meanMs: known(at('mean')),
    p95Ms: known(at('p95')),
    share: known(at('share')),
    cumulativeShare: known(at('cumulative')),
    upTo: Number.isNaN(at('bound')) ? undefined : at('bound'),
    priority: known(at('priority')),
    exponent: known(at('exponent')),
    exponentInterval: low === undefined || high === undefined ? undefined : [low, high],
    r2: known(at('r2')),
  }
}

/**
 * Says where time goes, and where making something faster would pay: total, mean, p95, share, cumulative share (Pareto), Amdahl's bound,
 * priority, and how time grows with the size of the job.
 *
 * @param rows - parts that together are the whole: heads, functions of a CPU profile, stages of a pipeline; times in ms from 0, sizes in any unit
 * @returns a row a part, the largest total first (of equals the one given first); shares are `undefined` when nothing took time, `exponent` below
 * two different sizes
 * @throws HYD-4001 a value not finite, HYD-4004 one below 0, or confidence, HYD-4006 not numbers, HYD-4008 different lengths, HYD-1002 and
 * HYD-1003 options and rows (misspelt fields too), HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { analyzeProfile } from 'hydra-profiler/stats'
 * const [first] = analyzeProfile([
 *   { name: 'read', timesMs: [1, 1, 2] },
 *   { name: 'sort', timesMs: [2, 8, 32], sizes: [100, 200, 400], bestMs: 7 },
 * ])
 * first?.name // 'sort'
 * first?.exponent // 2
 * first?.upTo // about 11.5
 * first?.priority // about 0.46
 * ```
 * Sources: Amdahl 1967; Goldsmith, Aiken and Wilkerson 2007 (growth by a line through logarithms).
 * @since 0.1.0
 */
export function analyzeProfile(rows: readonly ProfilePart[], options?: AnalyzeOptions): PartAnalysis[] {
  const given = optionsAt(options, ['confidence', 'engine'], 'analyzeProfile')
  const confidence = between(given['confidence'], 'confidence', 0, 1, 0.95)
  const engine = engineChoice(given['engine'] as EngineChoice | undefined)
  const parts = listAt(rows, 'rows', 'an array of { name, timesMs }').map(partAt)
  if (parts.length === 0) return []
  const out = rowsOf(parts, confidence, engine)
  const found = new Array<PartAnalysis>(parts.length)
  parts.forEach(({ name }, i) => {
    const row = out.subarray(i * width, (i + 1) * width)
    found[row[analysisColumns.indexOf('place')]!] = analysisOf(name, row)
  })
  return found
}
