/**
 * Runs a program over columns on one of the engines, and turns a refusal into an error.
 * In: bytes of a program, columns, which engine. Out: the outputs, made anew, and their counts.
 * Why marks of missing rows are scratch: most results have none, and then the engines leave them alone.
 * Why all outputs of a kind lie in one buffer: a column costs more to hand over than a short formula to run.
 */
import { hydraError } from '../../errors/index.ts'
import { readOutputs } from '../../reference/formula/program.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice } from '../types.ts'

export interface ProgramColumns {
  readonly rows: number
  /** NaN where there is no value. */
  readonly numbers: readonly Float64Array[]
  /** 0 false, 1 no value, 2 true. */
  readonly masks?: readonly Uint8Array[]
}

export interface NumberResult {
  readonly type: 'number'
  /** NaN where there is no value. */
  readonly values: Float64Array
  readonly missingCount: number
}

export interface BooleanResult {
  readonly type: 'boolean'
  /** 1 where true; 0 where false or without a value. */
  readonly values: Uint8Array
  /** 1 where there is no value; left out where every row has one. */
  readonly missing?: Uint8Array
  readonly missingCount: number
  readonly trueCount: number
}

export type ProgramResult = NumberResult | BooleanResult

/** Results of a program by kind, in the order of its outputs; those of a kind are parts of one buffer. */
export interface ProgramResults {
  readonly numbers: readonly NumberResult[]
  readonly booleans: readonly BooleanResult[]
}

/** Columns of the caller to fill instead of new ones: one behind the other, `rows` for each output of the kind. */
export interface ProgramRoom {
  readonly values?: Float64Array
  readonly flags?: Uint8Array
}

const keepBytes = 1024 * 1024
let scratch = new Uint8Array(0)

function marksOf(bytes: number): Uint8Array {
  if (scratch.length >= bytes) return scratch.subarray(0, bytes)
  const marks = new Uint8Array(bytes)
  if (bytes <= keepBytes) scratch = marks
  return marks
}

const refused = () => hydraError('2015', { reason: 'its bytes are damaged, cut short or of another version' })

interface Filled {
  readonly values: Float64Array
  readonly flags: Uint8Array
  readonly marks: Uint8Array
  readonly counts: Float64Array
}

/** A column's part of a buffer; the buffer itself where it is all, so that a caller gets back the column given. */
function part<Column extends Float64Array | Uint8Array>(column: Column, rows: number, at: number): Column {
  return (column.length === rows ? column : column.subarray(rows * at, rows * (at + 1))) as Column
}

function numberResult({ values, counts }: Filled, rows: number, at: number): NumberResult {
  return { type: 'number', values: part(values, rows, at), missingCount: counts[2 * at]! }
}

function booleanResult({ flags, marks, counts }: Filled, rows: number, at: number, before: number): BooleanResult {
  const [missingCount, trueCount] = [counts[2 * (before + at)]!, counts[2 * (before + at) + 1]!]
  const missing = missingCount > 0 ? { missing: marks.slice(rows * at, rows * (at + 1)) } : {}
  return { type: 'boolean', values: part(flags, rows, at), ...missing, missingCount, trueCount }
}

/**
 * Runs a program of any number of outputs.
 *
 * @throws HYD-2015 bytes that are no program; HYD-1003, HYD-9002 the engine; HYD-9999 columns that do not fit, which the caller checks
 */
export function runProgramResults(
  program: Uint8Array,
  given: ProgramColumns,
  engine?: EngineChoice,
  room: ProgramRoom = {},
): ProgramResults {
  const { rows, numbers, masks = [] } = given
  const size = readOutputs(program)
  if (size === undefined) throw refused()
  const { outputs, maskOutputs } = size
  const { values = new Float64Array(rows * outputs), flags = new Uint8Array(rows * maskOutputs) } = room
  const filled: Filled = {
    values,
    flags,
    marks: marksOf(rows * maskOutputs),
    counts: new Float64Array(2 * (outputs + maskOutputs)),
  }
  const kernels = kernelsFor(engine, { job: 'formula', size: rows })
  const isClear = room.flags === undefined
  const status = kernels.formulaColumns(program, rows, numbers, masks, values, flags, filled.marks, filled.counts, isClear)
  if (status === 2015) throw refused()
  if (status !== 0) throw unexpectedStatus('formulaColumns', status)
  return {
    numbers: Array.from({ length: outputs }, (_, at) => numberResult(filled, rows, at)),
    booleans: Array.from({ length: maskOutputs }, (_, at) => booleanResult(filled, rows, at, outputs)),
  }
}

/**
 * Runs a program of one output.
 *
 * @throws as `runProgramResults`
 */
export function runProgram(program: Uint8Array, given: ProgramColumns, engine?: EngineChoice, room?: ProgramRoom): ProgramResult {
  const { numbers, booleans } = runProgramResults(program, given, engine, room)
  return numbers[0] ?? booleans[0]!
}
