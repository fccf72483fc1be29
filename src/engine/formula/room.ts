/**
 * Memory that programs write to: columns for results, and scratch that the next call uses again.
 * In: rows, outputs. Out: columns, or undefined where scratch would be too large to keep.
 * Why numbers are made without zeros: an engine writes each of them, and to clear eight megabytes costs as much as a product of two columns.
 * No code of the user runs between a call of an engine and the copies of what it left in scratch.
 */
const keepBytes = 16 * 1024 * 1024
/** From here on a column of numbers is faster made without zeros. */
const manyRows = 16_384

let marks = new Uint8Array(0)
let flags = new Uint8Array(0)
let views: { readonly rows: number; readonly list: readonly Uint8Array[] } = { rows: 0, list: [] }

/** Marks of missing rows, whatever they hold. */
export function scratchMarks(bytes: number): Uint8Array {
  if (marks.length >= bytes) return marks.subarray(0, bytes)
  const made = new Uint8Array(bytes)
  if (bytes <= keepBytes) marks = made
  return made
}

/** Columns of flags, whatever they hold. */
export function scratchFlags(count: number, rows: number): readonly Uint8Array[] | undefined {
  if (views.rows === rows && views.list.length === count) return views.list
  const bytes = count * rows
  if (bytes > keepBytes) return undefined
  if (flags.length < bytes) flags = new Uint8Array(bytes)
  views = { rows, list: Array.from({ length: count }, (_, at) => flags.subarray(rows * at, rows * (at + 1))) }
  return views.list
}

/** What stands in scratch as a column of its own. A slice of a buffer is not cleared first, one of an array is. */
export const columnOf = ({ buffer, byteOffset, length }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer)

/** A column of numbers that is written whole before anybody sees it. */
export const numbersFor = (rows: number): Float64Array =>
  rows < manyRows ? new Float64Array(rows) : new Float64Array(Buffer.allocUnsafeSlow(8 * rows).buffer)
