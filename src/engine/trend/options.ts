/**
 * The options of fitTrend and its columns, checked once.
 * In: what the caller gave. Out: columns of one length, finite where asked, and a request; or an error that names the option.
 */
import { hydraError, show } from '../../errors/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt, wordAt } from '../door.ts'
import { wholeAt } from '../drift/change-options.ts'
import { notFinite } from '../errors.ts'
import type { EngineChoice, EngineOption } from '../types.ts'

export interface TrendOptions extends EngineOption {
  /** 'ols': least squares. 'theil-sen': the median slope, which outliers do not move. @defaultValue 'ols' */
  readonly method?: 'ols' | 'theil-sen'
  /** Of a polynomial in one x, 1 to 10 ('ols'). @defaultValue 1 */
  readonly degree?: number
  /** `false` puts the fit through the origin ('ols'). @defaultValue true */
  readonly intercept?: boolean
  /**
   * Whether p and interval allow for neighbours that resemble each other ('theil-sen'; Hamed and Rao 1998). Chance resemblance is allowed for too:
   * of values without any, p is at most 0.05 in some 8 % of series, with `false` in 5 %. @defaultValue true
   */
  readonly autocorrelation?: boolean
  /** Of the interval, between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
  /** NaN and infinities: refuse (HYD-4001), or leave those points out. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface TrendRequest {
  readonly method: 'ols' | 'theil-sen'
  readonly degree: number
  readonly intercept: boolean
  readonly autocorrelation: boolean
  readonly confidence: number
  readonly omit: boolean
  readonly engine: EngineChoice
}

/** What a line is told. */
export const lineOptions = ['method', 'intercept', 'autocorrelation', 'confidence', 'nonFinite', 'engine'] as const
const known = ['degree', ...lineOptions]

function flagAt(value: unknown, option: string): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? true
  throw hydraError('1003', { option, expected: 'true or false', got: show(value), type: typeof value }, { where: { option } })
}

function refuse(parameter: string, expected: string, got: unknown): never {
  throw hydraError('4004', { parameter, expected, got: show(got) }, { where: { option: parameter } })
}

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function readTrendOptions(
  options: TrendOptions | undefined,
  columns: number,
  caller: string,
  names: readonly string[] = known,
): TrendRequest {
  const given = optionsAt(options, names, caller)
  const method = wordAt<'ols' | 'theil-sen'>(given['method'], 'method', ['ols', 'theil-sen'], 'ols')
  const degree = wholeAt(given['degree'], 'degree', 1, 10, 1)
  const intercept = flagAt(given['intercept'], 'intercept')
  const robust = method === 'theil-sen'
  if (degree > 1 && (robust || columns > 1)) refuse('degree', robust ? '1 with theil-sen' : '1 with several columns', degree)
  if (robust && !intercept) refuse('intercept', 'true with theil-sen', intercept)
  if (robust && columns > 1) refuse('x', 'one column with theil-sen', `${columns} columns`)
  return {
    method,
    degree,
    intercept,
    autocorrelation: flagAt(given['autocorrelation'], 'autocorrelation'),
    confidence: between(given['confidence'], 'confidence', 0, 1, 0.95),
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

export interface Points {
  readonly columns: readonly Float64Array[]
  readonly y: Float64Array
}

const isFinite = (column: Float64Array): boolean => column.every((value) => Number.isFinite(value))

/** Columns of one length, without what is not finite; messages call them `x` or `x[i]`, and `y`, with `owner` before it. */
export function pointsAt(x: readonly unknown[], y: unknown, isList: boolean, omit: boolean, owner = ''): Points {
  const nameOf = (i: number): string => owner + (i === x.length ? 'y' : isList ? `x[${i}]` : 'x')
  const columns = x.map((column, i) => sampleAt(column, nameOf(i)))
  const values = sampleAt(y, nameOf(x.length))
  const lengths = [...columns, values].map(({ length }) => length)
  if (lengths.some((length) => length !== values.length)) {
    throw hydraError('4008', { what: `${owner}x and ${owner}y`, lengths: lengths.join(' and ') })
  }
  const all = [...columns, values]
  const wrong = all.findIndex((column) => !isFinite(column))
  if (wrong < 0) return { columns, y: values }
  if (!omit) throw notFinite(nameOf(wrong), all[wrong]!)
  const keep = (_: number, i: number): boolean => all.every((column) => Number.isFinite(column[i]))
  return { columns: columns.map((column) => column.filter(keep)), y: values.filter(keep) }
}
