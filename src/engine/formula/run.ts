/**
 * Runs a program over columns on one of the engines, and turns a refusal into an error.
 * In: bytes of a program, columns, which engine. Out: the outputs, made anew, and their counts.
 * Why marks of missing rows are scratch: most results have none, and then the engines leave them alone.
 * Why a column of its own for each output: memory of moderate size is used again, a large piece is mapped anew page by page.
 * Why masks of several outputs may go to scratch: most rules of a set are true nowhere, and then no column is made before it is read.
 * Columns are made in src/engine/formula/room.ts.
 */
import { hydraError } from '../../errors/index.ts'
import { readOutputs } from '../../reference/formula/program.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice } from '../types.ts'
import { flagsFor, numbersFor, remember, scratchMarks, type Flags } from './room.ts'

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

/** Results of a program by kind, in the order of its outputs. */
export interface ProgramResults {
  readonly numbers: readonly NumberResult[]
  readonly booleans: readonly BooleanResult[]
}

/** Columns of the caller to fill instead of new ones, by the place of the output. */
export interface ProgramRoom {
  readonly values?: readonly (Float64Array | undefined)[]
  readonly flags?: readonly (Uint8Array | undefined)[]
}

const refused = () => hydraError('2015', { reason: 'its bytes are damaged, cut short or of another version' })

interface Filled {
  readonly values: readonly Float64Array[]
  readonly flags: Flags
  /** Of all mask outputs, one behind the other. */
  readonly marks: Uint8Array
  readonly counts: Float64Array
}

function numberResult({ values, counts }: Filled, at: number): NumberResult {
  return { type: 'number', values: values[at]!, missingCount: counts[2 * at]! }
}

/** A rule that is true nowhere: its column is made when it is read. */
function calmResult(rows: number, rest: Omit<BooleanResult, 'type' | 'values'>): BooleanResult {
  let made: Uint8Array | undefined
  return {
    type: 'boolean',
    get values() {
      return (made ??= new Uint8Array(rows))
    },
    ...rest,
  }
}

function booleanResult({ values, flags, marks, counts }: Filled, rows: number, at: number): BooleanResult {
  const place = 2 * (values.length + at)
  const [missingCount, trueCount] = [counts[place]!, counts[place + 1]!]
  const missing = missingCount > 0 ? { missing: marks.slice(rows * at, rows * (at + 1)) } : {}
  const rest = { ...missing, missingCount, trueCount }
  if (flags.isClear) return { type: 'boolean', values: flags.columns[at]!, ...rest }
  return trueCount === 0 ? calmResult(rows, rest) : { type: 'boolean', values: flags.own(at), ...rest }
}

function filledFor(program: Uint8Array, size: { outputs: number; maskOutputs: number }, rows: number, room: ProgramRoom): Filled {
  const { outputs, maskOutputs } = size
  return {
    values: Array.from({ length: outputs }, (_, at) => room.values?.[at] ?? numbersFor(rows)),
    flags: flagsFor(program, maskOutputs, rows, room.flags),
    marks: scratchMarks(rows * maskOutputs),
    counts: new Float64Array(2 * (outputs + maskOutputs)),
  }
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
  const filled = filledFor(program, size, rows, room)
  const { values, flags, marks, counts } = filled
  const kernels = kernelsFor(engine, { job: 'formula', size: rows })
  const status = kernels.formulaColumns(program, rows, numbers, masks, values, flags.columns, marks, counts, flags.isClear)
  if (status === 2015) throw refused()
  if (status !== 0) throw unexpectedStatus('formulaColumns', status)
  if (!flags.isClear) remember(program, counts.subarray(2 * values.length))
  return {
    numbers: values.map((_, at) => numberResult(filled, at)),
    booleans: flags.columns.map((_, at) => booleanResult(filled, rows, at)),
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
