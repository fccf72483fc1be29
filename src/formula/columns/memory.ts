/** The memory of a typed column: the caller's own, or a copy where others could change it meanwhile. */
import { stillArray } from '../../engine/door.ts'
import { unusable } from './refuse.ts'

type Kind = typeof Float64Array | typeof Uint32Array

/** @throws HYD-2013 when it is detached */
export function memoryOf<T extends Kind>(Type: T, values: unknown, name: string): InstanceType<T> {
  const column = stillArray(Type, values)
  if (column === undefined) throw unusable(name, 'the buffer of the column is detached', 'Pass memory that was not transferred.')
  return column
}
