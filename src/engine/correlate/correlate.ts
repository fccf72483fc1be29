/**
 * Correlations: correlate of two columns, correlateAll of every pair of many.
 * In: columns whose values at one place belong together. Out: r, p, interval, n; for many, p corrected for all pairs too.
 */
import { hydraError, show } from '../../errors/index.ts'
import { correlationColumns } from '../../reference/correlate/index.ts'
import { sampleAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { finiteAt } from '../inference/gather.ts'
import { kernelsFor } from '../kernels.ts'
import { adjustMethods } from '../../reference/stats/adjust.ts'
import type { EngineChoice, Interval } from '../types.ts'
import {
  namedColumnsAt,
  readCorrelateOptions,
  type CorrelateAllOptions,
  type CorrelateOptions,
  type CorrelateRequest,
} from './options.ts'

/** Why a figure is `undefined`: a column whose values are all equal, or too few points (r 2, p 3, interval 4; of kendall 5). */
export type CorrelationNote = 'constant' | 'HYD-4002'

export interface Correlation {
  /** -1 to 1. */
  readonly r: number | undefined
  /** Two-sided: of no relation at all. */
  readonly p: number | undefined
  /** Of r, by Fisher's z. */
  readonly interval: Interval | undefined
  /** Points that both columns have. */
  readonly n: number
  readonly note?: CorrelationNote
}

export interface NamedCorrelation extends Correlation {
  readonly a: string
  readonly b: string
  /** p corrected for all pairs of the call; `undefined` with `adjust: 'none'`, or without p. */
  readonly adjusted: number | undefined
}

type Samples = Float64Array | readonly number[]
/** Samples by name, or a list of them, whose names are '0', '1' and so on. */
export type CorrelationColumns = Readonly<Record<string, Samples>> | ReadonlyMap<string, Samples> | readonly Samples[]

const width = correlationColumns.length
const mostPairs = 1_000_000
const mostWork = 1e10
/** Steps a point and pair: products in double-double; or putting in order and counting. */
const ofProducts = 50
const ofOrder = 500
const kendall = 2

function refuseLarge(columns: number, pairs: number, n: number, { method, omit }: CorrelateRequest): void {
  const steps = method === kendall || (method !== 0 && omit) ? ofOrder : ofProducts
  if (pairs <= mostPairs && pairs * n * steps <= mostWork) return
  const expected = `of fewer values, or fewer columns: at most ${mostPairs} pairs, and ${mostWork / steps} points in all pairs`
  throw hydraError('4004', { parameter: 'columns', expected, got: `${columns} columns of ${show(n)} values` })
}

function noteOf(r: number, low: number, n: number): CorrelationNote | undefined {
  if (r === r) return low === low ? undefined : 'HYD-4002'
  return n < 2 ? 'HYD-4002' : 'constant'
}

function readRow(out: Float64Array, at: number): Correlation {
  const [r = NaN, p = NaN, low = NaN, high = NaN, n = 0] = out.subarray(at * width, (at + 1) * width)
  const note = noteOf(r, low, n)
  return {
    r: r === r ? r : undefined,
    p: p === p ? p : undefined,
    interval: low === low ? [low, high] : undefined,
    n,
    ...(note === undefined ? {} : { note }),
  }
}

function rowsOf(
  columns: readonly Float64Array[],
  pairs: Uint32Array,
  names: readonly string[],
  request: CorrelateRequest,
): Float64Array {
  const n = columns[0]!.length
  const out = new Float64Array((pairs.length / 2) * width)
  if (n === 0) return out.map((_, i) => (i % width === width - 1 ? 0 : NaN))
  const values = new Float64Array(columns.length * n)
  columns.forEach((column, i) => values.set(column, i * n))
  const kernels = kernelsFor(request.engine, { job: 'correlate', size: (pairs.length / 2) * n })
  const params = Float64Array.of(n, request.confidence, Number(request.omit))
  const status = kernels.correlatePairs(request.method, values, pairs, params, out)
  if (status === 4001) {
    const wrong = columns.findIndex((column) => !column.every((x) => Number.isFinite(x)))
    throw notFinite(names[wrong]!, columns[wrong]!)
  }
  if (status !== 0) throw unexpectedStatus('correlatePairs', status)
  return out
}

/**
 * Says how far one column rises with another.
 *
 * 'spearman': Pearson's r of the ranks, ties averaged; p by Student's t. 'pearson': of the values. 'kendall': tau-b, p by the normal
 * distribution with ties allowed for, in O(n log n). The interval is Fisher's, with the standard errors of Bonett and Wright.
 * p of ranks is an approximation, poor below some ten points; it is never below 2 / n!, the share of the orders that agree wholly (three points:
 * 1/3). Pearson's is exact for normal values, and 0 at |r| = 1. And r speaks of rising together, never
 * of causes: two series that both grow with time are correlated.
 *
 * @param a - any unit; `a[i]` belongs to `b[i]`
 * @param b - as many values, at most 200 000 000 (in all pairs together; 'kendall', or ranks with `nonFinite: 'omit'`: 20 000 000)
 * @returns r from -1 to 1, p from 0 to 1, `interval` of r, `n` points used. A constant column: all `undefined` with note 'constant'
 * @throws HYD-4001 a value not finite, HYD-4004 confidence or size, HYD-4006 not numbers, HYD-4008 different lengths, HYD-1002 and HYD-1003
 * options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { correlate } from 'hydra-profiler/stats'
 * const { r, p } = correlate([10, 20, 30, 40, 50], [1.2, 1.9, 3.4, 3.9, 5.3])
 * r // 1: the ranks agree
 * correlate([1, 2, 3, 4], [5, 5, 5, 5]).note // 'constant'
 * ```
 * Sources: Spearman 1904; Pearson 1895; Kendall 1945; Knight 1966; Fisher 1921; Bonett and Wright 2000; SciPy spearmanr, pearsonr, kendalltau.
 * @since 0.1.0
 */
export function correlate(a: Samples, b: Samples, options?: CorrelateOptions): Correlation {
  const request = readCorrelateOptions(options, 'correlate', false)
  const columns = [sampleAt(a, 'a'), sampleAt(b, 'b')] as const
  const [n, m] = [columns[0].length, columns[1].length]
  if (n !== m) throw hydraError('4008', { what: 'a and b', lengths: `${n} and ${m}` })
  refuseLarge(2, 1, n, request)
  return readRow(rowsOf(columns, Uint32Array.of(0, 1), ['a', 'b'], request), 0)
}

/** Every pair i < j, in order. */
function allPairs(count: number): Uint32Array {
  const pairs = new Uint32Array(count * (count - 1))
  let at = 0
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 1; j < count; j += 1) {
      pairs[at++] = i
      pairs[at++] = j
    }
  }
  return pairs
}

/** Benjamini and Hochberg's correction; NaN where there is no p, which does not count. */
function correctedOf(p: Float64Array, engine: EngineChoice): Float64Array {
  const out = new Float64Array(p.length)
  const asked = p.reduce((count, value) => (value === value ? count + 1 : count), 0)
  const method = adjustMethods.indexOf('benjamini-hochberg')
  const status = kernelsFor(engine, { job: 'adjust', size: p.length }).adjustPValues(method, p, asked, out)
  if (status !== 0) throw unexpectedStatus('adjustPValues', status)
  return out
}

/**
 * Correlates every pair of many columns, in one crossing; p corrected for all of them (Benjamini and Hochberg), so that of the pairs with
 * `adjusted` up to 0.05 about one in twenty is there by chance.
 *
 * @param columns - samples of one length by name (an object or a Map), or a list of them; at most 1 000 000 pairs
 * @returns a pair each, in the order of the names: first with second, first with third, and so on; each that of `correlate`
 * @throws as `correlate`; HYD-1003 neither names nor a list, or a name in a Map that is no text. A hole in a list is refused by its place (HYD-4006)
 * @example
 * ```ts
 * import { correlateAll } from 'hydra-profiler/stats'
 * const pairs = correlateAll({ size: [1, 2, 3, 4, 5, 6], wallMs: [2, 4, 5, 8, 11, 12], load: [3, 1, 2, 2, 3, 1] })
 * pairs.filter(({ adjusted }) => adjusted !== undefined && adjusted <= 0.05).map(({ a, b }) => [a, b]) // [['size', 'wallMs']]
 * ```
 * Source: Benjamini and Hochberg 1995, and those of `correlate`.
 * @since 0.1.0
 */
export function correlateAll(columns: CorrelationColumns, options?: CorrelateAllOptions): NamedCorrelation[] {
  const request = readCorrelateOptions(options, 'correlateAll', true)
  const { names, columns: all } = namedColumnsAt(columns)
  if (all.length < 2) {
    all.forEach((column, i) => finiteAt(column, `columns[${show(names[i])}]`, request.omit))
    return []
  }
  refuseLarge(all.length, (all.length * (all.length - 1)) / 2, all[0]!.length, request)
  const pairs = allPairs(all.length)
  const out = rowsOf(all, pairs, names.map((name) => `columns[${show(name)}]`), request) // prettier-ignore
  const p = Float64Array.from({ length: pairs.length / 2 }, (_, k) => out[k * width + 1]!)
  const adjusted = request.isAdjusted ? correctedOf(p, request.engine) : p.map(() => NaN)
  return Array.from(p, (_, k) => ({
    a: names[pairs[2 * k]!]!,
    b: names[pairs[2 * k + 1]!]!,
    ...readRow(out, k),
    adjusted: adjusted[k] === adjusted[k] ? adjusted[k] : undefined,
  }))
}
