/**
 * Columns as programs and closures read them: numbers with NaN, Kleene bytes, texts, finite series.
 * In: what was given for a variable. Out: the caller's own memory where a Float64Array is given, else a copy. Nothing is written to.
 */
import { typedKind } from '../../engine/door.ts'
import type { SeriesGroups } from '../../engine/formula/figures.ts'
import { isHydraError } from '../../errors/index.ts'
import { expectedOf, type Given } from './given.ts'
import { memoryOf } from './memory.ts'
import { refused, unreadable, unusable } from './refuse.ts'
import { seriesOf } from './series.ts'

export type Column =
  /** NaN where there is no value. */
  | { readonly type: 'number'; readonly values: Float64Array }
  /** 0 false, 1 no value, 2 true. */
  | { readonly type: 'boolean'; readonly bytes: Uint8Array }
  | { readonly type: 'string'; readonly texts: readonly (string | undefined)[] }
  /** One series, or one a row. */
  | { readonly type: 'series'; readonly series: SeriesGroups; readonly isShared: boolean }

const smallKinds: ReadonlySet<unknown> = new Set([
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array',
]) // prettier-ignore

const isNone = (value: unknown): boolean => value === undefined || value === null || value !== value

function numbersOf({ values, variable: { name } }: Given): Float64Array {
  const kind = typedKind(values)
  if (kind === 'Float64Array') return memoryOf(Float64Array, values, name)
  if (smallKinds.has(kind)) return Float64Array.from(values as Float32Array)
  if (kind !== undefined) throw refused(name, expectedOf.number, values)
  const list = values as readonly unknown[]
  const column = new Float64Array(list.length)
  for (let i = 0; i < column.length; i += 1) {
    const value = list[i]
    if (typeof value !== 'number' && !isNone(value)) throw refused(name, 'a number', value, i)
    column[i] = typeof value === 'number' ? value : NaN
  }
  return column
}

/** Which rows a column marks as without a value. */
function marksOf({ missing, rows, variable: { name } }: Given): (row: number) => boolean {
  if (missing === undefined) return () => false
  const list = missing as readonly unknown[]
  if (!Array.isArray(missing) && typedKind(missing) !== 'Uint8Array')
    throw refused(`${name}.missing`, 'a Uint8Array or an array of booleans', missing)
  if (list.length !== rows)
    throw unusable(`${name}.missing`, `${list.length} marks stand beside ${rows} rows`, 'Give one mark a row.')
  return (row) => list[row] === 1 || list[row] === true
}

function bytesOf(given: Given): Uint8Array {
  const { values, rows = 0, variable } = given
  const kind = typedKind(values)
  if (kind !== undefined && kind !== 'Uint8Array') throw refused(variable.name, expectedOf.boolean, values)
  const list = values as readonly unknown[]
  const [isMissing, yes, no] = [marksOf(given), kind === undefined ? true : 1, kind === undefined ? false : 0]
  const bytes = new Uint8Array(rows)
  for (let i = 0; i < rows; i += 1) {
    const value = list[i]
    const isMarked = isMissing(i) || (kind === undefined && isNone(value))
    if (!isMarked && value !== yes && value !== no)
      throw refused(variable.name, kind === undefined ? 'true or false' : '0 or 1', value, i)
    bytes[i] = isMarked ? 1 : value === yes ? 2 : 0
  }
  return bytes
}

function textsOf(given: Given): readonly (string | undefined)[] {
  const { values, variable } = given
  if (!Array.isArray(values)) throw refused(variable.name, expectedOf.string, values)
  const isMissing = marksOf(given)
  return Array.from(values as readonly unknown[], (value, i) => {
    if (isMissing(i) || isNone(value)) return undefined
    if (typeof value !== 'string') throw refused(variable.name, 'a string', value, i)
    return value
  })
}

function columnOf(given: Given): Column {
  const { type } = given.variable
  if (type === 'number') return { type, values: numbersOf(given) }
  if (type === 'boolean') return { type, bytes: bytesOf(given) }
  return type === 'string' ? { type, texts: textsOf(given) } : seriesOf(given)
}

/** @throws HYD-2006 a value of another type, HYD-2013 a detached buffer, bad offsets, marks of another length */
export function readColumn(given: Given): Column {
  const { name, type } = given.variable
  try {
    return columnOf(given)
  } catch (cause) {
    throw isHydraError(cause) ? cause : unreadable(name, expectedOf[type], cause)
  }
}
