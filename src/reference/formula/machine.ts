/**
 * Runs a program over columns, chunk after chunk. Inputs are the caller's columns; the last instruction writes into the caller's output.
 * In: bytes of a program, columns of one length. Out: the output filled, counts of rows without a value and of true ones; a status:
 * 0, 2015 bytes that are no program, 4004 columns that do not fit, bytes that are not Kleene's, or over 1e10 steps.
 * Twin: crates/hydra-core/src/formula/machine.rs
 */
import { rowsOfChunk } from './chunk.ts'
import { isAll, isKleene } from './mask.ts'
import { compile, type Act, type Chunk } from './act.ts'
import { readProgram, type Program } from './program.ts'

const maxWork = 1e10

/** What a program fills; of a number the two columns of bytes are empty, of a boolean that of numbers is. */
export interface Output {
  readonly values: Float64Array
  /** 1 where true. */
  readonly flags: Uint8Array
  /** 1 where there is no value. */
  readonly missing: Uint8Array
  /** Two numbers: rows without a value, rows that are true. */
  readonly counts: Float64Array
}

function isFitting(
  program: Program,
  rows: number,
  numbers: readonly Float64Array[],
  masks: readonly Uint8Array[],
  output: Output,
): boolean {
  const isCounted = numbers.length === program.inputs && masks.length === program.maskInputs
  const isLong = [...numbers, ...masks].every((column) => column.length === rows)
  const [values, bytes] = program.result === 'number' ? [rows, 0] : [0, rows]
  const hasRoom = output.values.length === values && output.flags.length === bytes && output.missing.length === bytes
  const isShort = rows * program.steps.length <= maxWork
  return isCounted && isLong && hasRoom && output.counts.length === 2 && isShort && masks.every(isKleene)
}

/** All instructions over one chunk. */
function runChunk(acts: readonly Act[], chunk: Chunk): void {
  let at = 0
  while (at < acts.length) at = acts[at]!(chunk)
}

function countMissing(values: Float64Array, { start, n }: Chunk): number {
  let missing = 0
  for (let i = start; i < start + n; i += 1) if (values[i] !== values[i]) missing += 1
  return missing
}

/** Kleene bytes as flags and marks of rows without a value; quiet chunks, which most are where alerts are looked for, are cleared at once. */
function split(bytes: Uint8Array, { flags, missing, counts }: Output, { start, n }: Chunk): void {
  if (isAll(n, bytes, 0, 0)) {
    flags.fill(0, start, start + n)
    missing.fill(0, start, start + n)
    return
  }
  let isTrue = 0
  let unknown = 0
  for (let i = 0; i < n; i += 1) {
    const byte = bytes[i]!
    flags[start + i] = byte >> 1
    missing[start + i] = byte & 1
    isTrue += byte >> 1
    unknown += byte & 1
  }
  counts[0]! += unknown
  counts[1]! += isTrue
}

/** Runs the program of `bytes`. */
export function formulaColumns(
  bytes: Uint8Array,
  rows: number,
  numbers: readonly Float64Array[],
  masks: readonly Uint8Array[],
  values: Float64Array,
  flags: Uint8Array,
  missing: Uint8Array,
  counts: Float64Array,
): number {
  const program = readProgram(bytes)
  if (program === undefined) return 2015
  const output = { values, flags, missing, counts }
  if (!isFitting(program, rows, numbers, masks, output)) return 4004
  const last = new Uint8Array(rowsOfChunk)
  const acts = compile(program, { numbers, masks, values, last })
  const chunk = { start: 0, n: 0 }
  counts.fill(0)
  for (; chunk.start < rows; chunk.start += rowsOfChunk) {
    chunk.n = rows - chunk.start < rowsOfChunk ? rows - chunk.start : rowsOfChunk
    runChunk(acts, chunk)
    if (program.result === 'boolean') split(last, output, chunk)
    else counts[0]! += countMissing(values, chunk)
  }
  return 0
}
