/**
 * The outputs of a program: chunks of results become columns of the caller, and are counted.
 * In: a column for each output, one for the marks of all mask outputs, one behind the other; two counts an output, those of numbers first: rows
 * without a value, rows that are true. Out: the same, filled.
 * Marks of missing rows are touched only where an output has such rows: most have none, and clearing a fresh column costs as much as a
 * comparison. Flags likewise: those that hold zeros already are written only in chunks with a true row, others are cleared when an output has
 * its first true row.
 * Twin: crates/hydra-core/src/formula/results.rs
 */
import type { Chunk } from './chunk.ts'
import { isAll } from './mask.ts'
import type { Program } from './program.ts'

export interface Output {
  /** Of each number output: NaN where there is no value. */
  readonly values: readonly Float64Array[]
  /** Of each mask output: 1 where true. Unless they are clear, that of an output without a true row means nothing. */
  readonly flags: readonly Uint8Array[]
  /** 1 where there is no value; of an output where every row has one it stays as it is. */
  readonly missing: Uint8Array
  /** Of each output: rows without a value, rows that are true. */
  readonly counts: Float64Array
  /** Whether `flags` hold zeros. */
  readonly isClear: boolean
}

/** Whether the columns have the size of the program's results. */
export function hasRoom({ outputs, maskOutputs }: Program, rows: number, given: Output): boolean {
  const isCounted = given.values.length === outputs && given.flags.length === maskOutputs
  const isLong = [...given.values, ...given.flags].every((column) => column.length === rows)
  const isMarked = given.missing.length === rows * maskOutputs
  return isCounted && isLong && isMarked && given.counts.length === 2 * (outputs + maskOutputs)
}

/** What counts a chunk of a number output. */
export function numberOutput(output: Output, index: number): (chunk: Chunk) => void {
  const column = output.values[index]!
  const { counts } = output
  return ({ start, n }) => {
    let missing = 0
    for (let i = start; i < start + n; i += 1) if (column[i] !== column[i]) missing += 1
    counts[2 * index]! += missing
  }
}

/** Rows of a chunk that are true, and that have no value. */
function tally(n: number, bytes: Uint8Array): [isTrue: number, unknown: number] {
  let isTrue = 0
  let unknown = 0
  for (let i = 0; i < n; i += 1) {
    isTrue += bytes[i]! >> 1
    unknown += bytes[i]! & 1
  }
  return [isTrue, unknown]
}

/** One mask output: what takes a chunk of Kleene bytes. */
export function maskOutput(
  given: Output,
  rows: number,
  index: number,
  before: number,
): (bytes: Uint8Array, chunk: Chunk) => void {
  const flags = given.flags[index]!
  const missing = given.missing.subarray(rows * index, rows * (index + 1))
  const { counts, isClear } = given
  const at = 2 * (before + index)
  return (bytes, { start, n }) => {
    const [isTrue, unknown] = isAll(n, bytes, 0, 0) ? [0, 0] : tally(n, bytes)
    if (isTrue > 0 && !isClear && counts[at + 1] === 0) flags.fill(0, 0, start)
    if (isTrue > 0) for (let i = 0; i < n; i += 1) flags[start + i] = bytes[i]! >> 1
    else if (!isClear && counts[at + 1]! > 0) flags.fill(0, start, start + n)
    if (unknown > 0 && counts[at] === 0) missing.fill(0)
    if (unknown > 0) for (let i = 0; i < n; i += 1) missing[start + i] = bytes[i]! & 1
    counts[at]! += unknown
    counts[at + 1]! += isTrue
  }
}
