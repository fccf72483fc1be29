/** The caller's array for a result: of the right kind and length, in memory that no column and nobody else has. */
import { stillArray, trueLength, typedKind } from '../../engine/door.ts'
import { refusedOption } from './refuse.ts'

/** A typed array that was given. */
export type Memory = Pick<Uint8Array, 'buffer' | 'byteOffset' | 'byteLength'>

const meets = (a: Memory, b: Memory): boolean =>
  a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength

/** Whether others could change or shrink it meanwhile. */
const isLoose = (array: Float64Array | Uint8Array): boolean =>
  stillArray(typedKind(array) === 'Float64Array' ? Float64Array : Uint8Array, array)?.buffer !== array.buffer

/** @throws HYD-1003 an array that cannot hold the result */
export function checkOut(
  out: unknown,
  type: 'number' | 'boolean' | 'string',
  { memories, rows }: { readonly memories: () => readonly Memory[]; readonly rows: number },
  option: string,
): Float64Array | Uint8Array | undefined {
  if (out === undefined) return undefined
  const kind = type === 'number' ? 'Float64Array' : 'Uint8Array'
  if (type === 'string') throw refusedOption(option, 'left out, since the formula is a string', out)
  if (typedKind(out) !== kind || trueLength(out as object) !== rows)
    throw refusedOption(option, `a ${kind} of ${rows} elements`, out)
  const array = out as Float64Array | Uint8Array
  if (isLoose(array)) throw refusedOption(option, 'an array whose buffer is neither shared, resizable nor detached', out)
  if (memories().some((memory) => meets(array, memory)))
    throw refusedOption(option, 'an array that shares no memory with a column', out)
  return array
}

/** @throws HYD-1003 two results in one memory */
export function checkApart(outs: readonly (Float64Array | Uint8Array | undefined)[], names: readonly string[]): void {
  outs.forEach((out, i) => {
    const meeting = out !== undefined && outs.slice(0, i).some((other) => other !== undefined && meets(out, other))
    if (meeting) throw refusedOption(`out.${names[i]}`, 'an array that shares no memory with that of another rule', out)
  })
}
