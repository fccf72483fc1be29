/**
 * Runs a program over columns, chunk after chunk. Inputs are the caller's columns, outputs too.
 * In: bytes of a program, columns of one length. Out: the outputs filled and counted, as `results.ts` says; a status:
 * 0, 2015 bytes that are no program, 4004 columns that do not fit, bytes that are not Kleene's, or over 1e10 steps.
 * Zone maps, and comparisons that wait until they are asked for, are the twin's alone: the bits are the same, and here looking at a column
 * first costs as much as comparing it.
 * Twin: crates/hydra-core/src/formula/machine.rs
 */
import { compile, type Act } from './act.ts'
import { rowsOfChunk, type Chunk } from './chunk.ts'
import { isKleene } from './mask.ts'
import { readProgram, type Program } from './program.ts'
import { hasRoom, type Output } from './results.ts'

const maxWork = 1e10

function isFitting(
  program: Program,
  rows: number,
  numbers: readonly Float64Array[],
  masks: readonly Uint8Array[],
  output: Output,
): boolean {
  const isCounted = numbers.length === program.inputs && masks.length === program.maskInputs
  const isLong = [...numbers, ...masks].every((column) => column.length === rows)
  const isShort = rows * program.steps.length <= maxWork
  return isCounted && isLong && hasRoom(program, rows, output) && isShort && masks.every(isKleene)
}

/** All instructions over one chunk. */
function runChunk(acts: readonly Act[], chunk: Chunk): void {
  let at = 0
  while (at < acts.length) at = acts[at]!(chunk)
}

/** Runs the program of `bytes`. `isClear`: the flags hold zeros. */
export function formulaColumns(
  bytes: Uint8Array,
  rows: number,
  numbers: readonly Float64Array[],
  masks: readonly Uint8Array[],
  values: readonly Float64Array[],
  flags: readonly Uint8Array[],
  missing: Uint8Array,
  counts: Float64Array,
  isClear: boolean,
): number {
  const program = readProgram(bytes)
  if (program === undefined) return 2015
  const output = { values, flags, missing, counts, isClear }
  if (!isFitting(program, rows, numbers, masks, output)) return 4004
  const acts = compile(program, { rows, numbers, masks, output })
  const chunk = { start: 0, n: 0 }
  counts.fill(0)
  for (; chunk.start < rows; chunk.start += rowsOfChunk) {
    chunk.n = rows - chunk.start < rowsOfChunk ? rows - chunk.start : rowsOfChunk
    runChunk(acts, chunk)
  }
  return 0
}
