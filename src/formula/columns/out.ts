/** The caller's array for a result: of the right kind and length, and sharing no memory with a column. */
import { trueLength, typedKind } from '../../engine/door.ts'
import type { Column } from './read.ts'
import { refusedOption } from './refuse.ts'

type Memory = Float64Array | Uint8Array | Uint32Array

const meets = (a: Memory, b: Memory): boolean =>
  a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength

function memories(column: Column): readonly Memory[] {
  if (column.type === 'number') return [column.values]
  return column.type === 'series' ? [column.series.values, column.series.offsets] : []
}

/** @throws HYD-1003 an array that cannot hold the result */
export function checkOut(
  out: unknown,
  type: 'number' | 'boolean' | 'string',
  { columns, rows }: { readonly columns: ReadonlyMap<string, Column>; readonly rows: number },
  option: string,
): Float64Array | Uint8Array | undefined {
  if (out === undefined) return undefined
  const kind = type === 'number' ? 'Float64Array' : 'Uint8Array'
  if (type === 'string') throw refusedOption(option, 'left out, since the formula is a string', out)
  if (typedKind(out) !== kind || trueLength(out as object) !== rows)
    throw refusedOption(option, `a ${kind} of ${rows} elements`, out)
  const array = out as Float64Array | Uint8Array
  const shares = [...columns.values()].flatMap(memories).some((memory) => meets(array, memory))
  if (shares) throw refusedOption(option, 'an array that shares no memory with a column', out)
  return array
}
