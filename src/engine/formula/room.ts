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

/** Pieces of scratch, whatever they hold. */
function scratchFlags(count: number, rows: number): readonly Uint8Array[] {
  if (views.rows === rows && views.list.length === count) return views.list
  const bytes = count * rows
  if (flags.length < bytes) flags = new Uint8Array(bytes)
  views = { rows, list: Array.from({ length: count }, (_, at) => flags.subarray(rows * at, rows * (at + 1))) }
  return views.list
}

/** Columns of flags for one call. */
export interface Flags {
  readonly columns: readonly Uint8Array[]
  /** Whether they hold zeros; else they mean nothing where an output has no true row. */
  readonly isClear: boolean
  /** A column that is true somewhere, as one of the result's own. */
  own(at: number): Uint8Array
}

/** Of programs that lend: which outputs were true somewhere in the last call. Those get columns at once, the others most likely need none. */
const firing = new WeakMap<Uint8Array, readonly boolean[]>()

/** @param counts - of each mask output: rows without a value, rows that are true */
export function remember(program: Uint8Array, counts: Float64Array): void {
  firing.set(program, Array.from({ length: counts.length / 2 }, (_, at) => counts[2 * at + 1]! > 0)) // prettier-ignore
}

/** A slice of a buffer is not cleared first, one of an array is. */
const copied = ({ buffer, byteOffset, length }: Uint8Array): Uint8Array =>
  new Uint8Array(buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer)

function lentFlags(program: Uint8Array, count: number, rows: number): Flags {
  const [lent, known] = [scratchFlags(count, rows), firing.get(program)]
  const columns = lent.map((piece, at) => (known?.[at] === true ? new Uint8Array(rows) : piece))
  return { columns, isClear: false, own: (at) => (columns[at] === lent[at] ? copied(lent[at]!) : columns[at]!) }
}

/** Columns of the caller where there are some, which are cleared; scratch for several outputs; else new columns. */
export function flagsFor(
  program: Uint8Array,
  count: number,
  rows: number,
  given: readonly (Uint8Array | undefined)[] = [],
): Flags {
  const areGiven = given.some((column) => column !== undefined)
  if (!areGiven && count > 1 && count * rows <= keepBytes) return lentFlags(program, count, rows)
  for (const column of given) column?.fill(0)
  const columns = Array.from({ length: count }, (_, at) => given[at] ?? new Uint8Array(rows))
  return { columns, isClear: true, own: (at) => columns[at]! }
}

/** A column of numbers that is written whole before anybody sees it. */
export const numbersFor = (rows: number): Float64Array =>
  rows < manyRows ? new Float64Array(rows) : new Float64Array(Buffer.allocUnsafeSlow(8 * rows).buffer)
