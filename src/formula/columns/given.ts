/**
 * What was given for each variable, and how many rows that makes; nothing is copied yet.
 * In: the record of columns, the variables used, `rows`. Out: each column by name with its marks or offsets; the rows, on which all agree.
 * Own keys only where Object.prototype has the name. Each key is read once.
 */
import { trueLength, typedKind } from '../../engine/door.ts'
import { hydraError, isHydraError, show } from '../../errors/index.ts'
import type { UsedVariable } from '../../reference/formula/checked.ts'
import { refused, refusedOption, unreadable, unusable, withoutRows } from './refuse.ts'

export interface Given {
  readonly variable: UsedVariable
  readonly values: unknown
  /** Marks of rows without a value. */
  readonly missing: unknown
  /** Of series, where each row has its own. */
  readonly offsets: unknown
  /** Undefined where one series is that of all rows. */
  readonly rows: number | undefined
}

export const expectedOf = {
  number: 'a Float64Array or an array of numbers',
  boolean: 'a Uint8Array of 0 and 1, an array of booleans, or { values, missing }',
  string: 'an array of strings, or { values, missing }',
  series: '{ values: Float64Array, offsets: Uint32Array }, or one Float64Array for all rows',
}

const isList = (value: unknown): value is object => Array.isArray(value) || typedKind(value) !== undefined
const lengthOf = (list: object): number => (Array.isArray(list) ? list.length : trueLength(list))

function givenFor(variable: UsedVariable, value: unknown): Given {
  const { type, name } = variable
  if (value === undefined || value === null) throw unusable(name, 'no column is given', `Give ${name} a column.`)
  if (isList(value)) {
    const rows = type === 'series' ? undefined : lengthOf(value)
    return { variable, values: value, missing: undefined, offsets: undefined, rows }
  }
  const expected = expectedOf[type]
  if (typeof value !== 'object' || type === 'number') throw refused(name, expected, value)
  const { values, missing, offsets } = value as { values?: unknown; missing?: unknown; offsets?: unknown }
  if (!isList(values)) throw refused(name, expected, values)
  if (type !== 'series') return { variable, values, missing, offsets: undefined, rows: lengthOf(values) }
  if (typedKind(offsets) !== 'Uint32Array') throw refused(`${name}.offsets`, 'a Uint32Array', offsets)
  return { variable, values, missing: undefined, offsets, rows: lengthOf(offsets as Uint32Array) - 1 }
}

function read(columns: Readonly<Record<string, unknown>>, variable: UsedVariable): Given {
  const { name, type } = variable
  try {
    const isInherited = name in Object.prototype && !Object.hasOwn(columns, name)
    return givenFor(variable, isInherited ? undefined : columns[name])
  } catch (cause) {
    throw isHydraError(cause) ? cause : unreadable(name, expectedOf[type], cause)
  }
}

const mostRows = 0xffffffff

function rowsAt(rows: unknown): number | undefined {
  if (rows === undefined) return undefined
  if (typeof rows !== 'number') throw refusedOption('rows', 'a whole number', rows)
  if (Number.isInteger(rows) && rows >= 0 && rows <= mostRows) return rows
  throw hydraError('4004', { parameter: 'rows', expected: `a whole number from 0 to ${mostRows}`, got: show(rows) })
}

/**
 * @throws HYD-1003 no record of columns, HYD-4004 rows that are none, HYD-2006 a column of another kind, HYD-2013 absent or of another length
 */
export function givenColumns(
  columns: unknown,
  variables: readonly UsedVariable[],
  wanted: unknown,
): { readonly given: readonly Given[]; readonly rows: number } {
  if (typeof columns !== 'object' || columns === null) throw refusedOption('columns', 'an object of columns by name', columns)
  const given = variables.map((variable) => read(columns as Readonly<Record<string, unknown>>, variable))
  let rows = rowsAt(wanted)
  for (const { variable, rows: own } of given) {
    if (own === undefined) continue
    rows ??= own
    if (own === rows && own >= 0) continue
    const what = own < 0 ? 'the offsets are empty' : `${own} rows stand where others have ${rows}`
    throw unusable(variable.name, what, 'Give all columns one value a row.')
  }
  if (rows === undefined) throw withoutRows()
  return { given, rows }
}
