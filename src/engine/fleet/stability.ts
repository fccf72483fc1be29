/**
 * Health of many heads in one call: stabilityScores.
 * In: columns of one value a head. Out: scores of 0 to 100, the parts they are made of, the fleet's mean and its worst head.
 */
import { hydraError, show } from '../../errors/index.ts'
import { fleetFigures, stabilityColumns, stabilityFigures } from '../../reference/fleet/stability.ts'
import { sampleAt } from '../door.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import { wrongCell } from './cells.ts'
import { fieldsAt, wrongKind } from './fields.ts'
import { historyAt, namesAt, statesAt } from './heads.ts'
import { paramsOf, readStabilityOptions, type StabilityOptions, type StabilityRequest } from './stability-options.ts'
import { stabilityRow, stateOf, type StabilityPart, type StabilityRow, type StabilityState } from './stability-row.ts'

type Samples = Float64Array | readonly number[]

/** One value a head in every column; NaN where it is not known, and a column left out where it is not known of any. */
export interface StabilityColumns {
  /** Whole numbers, at most the trials. */
  readonly successes: Samples
  readonly trials: Samples
  readonly p95Ms?: Samples
  /** p95 of the baseline. */
  readonly baselineP95Ms?: Samples
  readonly medianMs?: Samples
  /** Median absolute deviation, raw. */
  readonly madMs?: Samples
  /** Share of time not ejected, 0 to 1. */
  readonly availability?: Samples
  /** Since the last observation. */
  readonly ageMs?: Samples
  /** Picks of each head, or shares of them: what the fleet's mean is weighed by. All alike when left out. */
  readonly picks?: Samples
  readonly names?: readonly string[]
  /** Former scores of each head, the oldest first. */
  readonly history?: readonly Samples[]
  /** States of before: a better one is reached 5 points later. */
  readonly previous?: readonly (StabilityState | undefined)[]
}

export interface Fleet {
  /** Of the scores, weighed by picks; `undefined` when no head has a score, or those that have one are never picked. */
  readonly mean: number | undefined
  readonly state: StabilityState
  /** The head with the lowest score, the first of equals. */
  readonly worst: { readonly index: number; readonly name: string | undefined; readonly score: number } | undefined
  /** Heads with a score. */
  readonly known: number
  /** Their share of all picks, 0 to 1; `undefined` without picks. */
  readonly share: number | undefined
}

export interface StabilityScores {
  /** How many heads. */
  readonly length: number
  /** 0 to 100; NaN where unknown. */
  readonly scores: Float64Array
  /** 0.01 to 1 each; NaN where unknown. */
  readonly parts: Readonly<Record<StabilityPart, Float64Array>>
  /** 1: the last ten former scores hardly moved; NaN with fewer. */
  readonly stuck: Float64Array
  readonly fleet: Fleet
  /** One head, explained; HYD-4004 for an index that is none. */
  readonly row: (index: number) => StabilityRow
}

const columnNames = ['successes', 'trials', 'p95Ms', 'baselineP95Ms', 'medianMs', 'madMs', 'availability', 'ageMs', 'picks'] as const // prettier-ignore

/** The columns as given, known by name; HYD-1003 where one is left out that must not be. */
function columnsAt(value: unknown): StabilityColumns {
  const known = [...columnNames, 'names', 'history', 'previous']
  const columns = fieldsAt(value, 'columns', 'columns by name', known) as unknown as StabilityColumns
  for (const name of ['trials', 'successes'] as const) {
    if (columns[name] === undefined) throw wrongKind(name, 'a column of one number a head', undefined)
  }
  return columns
}

function gather(columns: StabilityColumns): { values: Float64Array; count: number } {
  const count = sampleAt(columns.trials, 'trials').length
  const values = new Float64Array(stabilityColumns.length * count)
  columnNames.forEach((name, place) => {
    const given = columns[name]
    const target = values.subarray(place * count, (place + 1) * count)
    if (given === undefined && place > 1) {
      target.fill(name === 'picks' ? 1 : NaN)
      return
    }
    const column = sampleAt(given, name)
    if (column.length !== count)
      throw hydraError('4008', { what: `${name} and trials`, lengths: `${column.length} and ${count}` })
    target.set(column)
  })
  return { values, count }
}

/** HYD-4004 for the first value that cannot be. */
function refuseCell(values: Float64Array, count: number): never {
  const isSize = (x: number): boolean => x >= 0 && x < Infinity
  const isCount = (x: number): boolean => Number.isInteger(x) && x >= 0 && x <= 2 ** 53
  throw wrongCell(columnNames, values, count, (name, x, i) => {
    if (name === 'trials') return isCount(x) ? undefined : 'a whole number from 0 to 2^53'
    if (name === 'successes') return isCount(x) && !(x > values[count + i]!) ? undefined : 'a whole number from 0 to the trials'
    if (name === 'picks') return isSize(x) ? undefined : 'a finite number from 0 on'
    if (name === 'availability' && x > 1) return 'a share from 0 to 1'
    return isSize(x) || Number.isNaN(x) ? undefined : 'a finite number from 0 on, or NaN'
  })
}

function run(columns: StabilityColumns, request: StabilityRequest): { out: Float64Array; count: number; trials: Float64Array } {
  const { values, count } = gather(columns)
  const { history, offsets } = historyAt(columns.history, count)
  const out = new Float64Array(stabilityFigures.length * count + fleetFigures)
  const kernels = kernelsFor(request.engine, { job: 'fleet', size: count })
  const status = kernels.stabilityScores(values, history, offsets, paramsOf(request), out)
  if (status === 4004) refuseCell(values, count)
  if (status !== 0) throw unexpectedStatus('stabilityScores', status)
  return { out, count, trials: values.slice(count, 2 * count) }
}

const known = (x: number): number | undefined => (x === x ? x : undefined)

function wrongIndex(index: number, count: number): Error {
  const expected = count === 0 ? 'the number of a head, of which there are none' : `a whole number from 0 to ${count - 1}`
  return hydraError('4004', { parameter: 'index', expected, got: show(index) })
}

function fleetOf(figures: Float64Array, scores: Float64Array, names: readonly string[] | undefined): Fleet {
  const [mean = NaN, worst = NaN, count = 0, share = NaN] = figures
  return {
    mean: known(mean),
    state: stateOf(mean, undefined),
    worst: worst === worst ? { index: worst, name: names?.[worst], score: scores[worst]! } : undefined,
    known: count,
    share: known(share),
  }
}

/**
 * Scores the health of every head from 0 to 100, in one call: 100 times the product of five parts, each from 0.01 to 1 and to its power.
 *
 * success (0.4) = lower end of Wilson's interval / target, not known without a trial; speed (0.25) = baseline p95 / p95; steadiness (0.15) = 1/(1 + MAD/median);
 * availability (0.1) = share of time not ejected; freshness (0.1) = 2^(-age/half-life). A part that is not known is left out, the powers of the
 * others growing in its place. Fewer than ten trials: no score, state 'unknown'. healthy from 80, degraded from 50, unhealthy below; with
 * `previous`, a better state only 5 points above its border. stuck: the last ten former scores have a variance below 0.0001.
 *
 * @param columns - one value a head: counts, milliseconds, shares; NaN for what is not known
 * @returns columns; `row(i)` explains a head, with the points that each part costs
 * @throws HYD-4001 a former score not finite, HYD-4004 a value or an option out of range, HYD-4006 not numbers, HYD-4008 columns of different
 * lengths, HYD-1002 and HYD-1003 options and columns (misspelt or left out), HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { stabilityScores } from 'hydra-profiler/stats'
 * const health = stabilityScores({ names: ['gzip', 'brotli'], successes: [100, 60], trials: [100, 100], p95Ms: [12, 31], baselineP95Ms: [12, 30] })
 * health.row(0).state // 'healthy'
 * health.fleet.worst?.name // 'brotli'
 * health.row(1).parts[0] // { name: 'success', value: about 0.53, weight: 0.4, cost: ... }
 * ```
 * Sources: Cobb and Douglas 1928 (the form); Wilson 1927.
 * @since 0.1.0
 */
export function stabilityScores(columns: StabilityColumns, options?: StabilityOptions): StabilityScores {
  const request = readStabilityOptions(options)
  const given = columnsAt(columns)
  const { out, count, trials } = run(given, request)
  const names = namesAt(given.names, count)
  const previous = statesAt(given.previous, count)
  const column = (place: number): Float64Array => out.subarray(place * count, (place + 1) * count)
  const parts = { success: column(1), speed: column(2), steadiness: column(3), availability: column(4), freshness: column(5) }
  const [scores, stuck] = [column(0), column(6)]
  const row = (index: number): StabilityRow => {
    if (!Number.isInteger(index) || index < 0 || index >= count) throw wrongIndex(index, count)
    const values = [parts.success, parts.speed, parts.steadiness, parts.availability, parts.freshness].map((part) => part[index]!)
    const own = { name: names?.[index], score: scores[index]!, values, stuck: stuck[index]!, previous: previous?.[index] }
    return stabilityRow({ ...own, trials: trials[index]! }, request)
  }
  const fleet = fleetOf(out.subarray(stabilityFigures.length * count), scores, names)
  return { length: count, scores, parts, stuck, fleet, row }
}
