/**
 * Series as columns: finite values and offsets. What has no value (NaN) is left out, as in one row.
 * In: one Float64Array or array of numbers for all rows, or values with offsets. Out: groups; the caller's memory where nothing is left out.
 */
import { typedKind } from '../../engine/door.ts'
import type { SeriesGroups } from '../../engine/formula/figures.ts'
import type { Given } from './given.ts'
import { memoryOf } from './memory.ts'
import { refused, unusable } from './refuse.ts'

function checkOffsets(offsets: Uint32Array, size: number, name: string): void {
  for (let i = 0; i < offsets.length; i += 1) {
    const isRising = i === 0 || offsets[i]! >= offsets[i - 1]!
    if (isRising && offsets[i]! <= size) continue
    const what = isRising ? `offset ${i} is ${offsets[i]}, beyond the ${size} values` : `offset ${i} is below the one before it`
    throw unusable(name, what, 'Give rows + 1 offsets that never fall.')
  }
}

/** Whether all values of the groups are finite, and follow each other from the first on. */
const isClean = (values: Float64Array, offsets: Uint32Array): boolean => {
  for (let i = offsets[0]!; i < offsets[offsets.length - 1]!; i += 1) if (values[i]! - values[i]! !== 0) return false
  return true
}

/** Without NaN; an infinity is refused, since figures of series have finite values. */
function finiteGroups(values: Float64Array, offsets: Uint32Array, name: string): SeriesGroups {
  if (isClean(values, offsets)) return { values, offsets }
  const [kept, places] = [new Float64Array(values.length), new Uint32Array(offsets.length)]
  let count = 0
  for (let row = 0; row < offsets.length - 1; row += 1) {
    for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) {
      const value = values[i]!
      if (value !== value) continue
      if (value - value !== 0) throw refused(name, 'finite numbers', value, i)
      kept[count] = value
      count += 1
    }
    places[row + 1] = count
  }
  return { values: kept.subarray(0, count), offsets: places }
}

function listOf(list: readonly unknown[], name: string): Float64Array {
  const values = new Float64Array(list.length)
  for (let i = 0; i < values.length; i += 1) {
    const value = list[i]
    if (typeof value !== 'number' && value !== undefined && value !== null) throw refused(name, 'a number', value, i)
    values[i] = typeof value === 'number' ? value : NaN
  }
  return values
}

export function seriesOf({ values, offsets, variable: { name } }: Given): {
  readonly type: 'series'
  readonly series: SeriesGroups
  readonly isShared: boolean
} {
  const isTyped = typedKind(values) === 'Float64Array'
  if (!isTyped && !Array.isArray(values)) throw refused(name, 'a Float64Array or an array of numbers', values)
  const column = isTyped ? memoryOf(Float64Array, values, name) : listOf(values as readonly unknown[], name)
  if (offsets === undefined)
    return { type: 'series', series: finiteGroups(column, Uint32Array.of(0, column.length), name), isShared: true }
  const places = memoryOf(Uint32Array, offsets, name)
  checkOffsets(places, column.length, name)
  return { type: 'series', series: finiteGroups(column, places, name), isShared: false }
}
