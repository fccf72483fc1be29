/**
 * Runs a program over columns on one of the engines, and turns a refusal into an error.
 * In: bytes of a program, columns, which engine. Out: the output, made anew or the caller's, and its counts.
 * Why marks of missing rows are scratch: most results have none, and clearing a fresh column costs as much as a comparison.
 */
import { hydraError } from '../../errors/index.ts'
import { resultOf } from '../../reference/formula/program.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice } from '../types.ts'

export interface ProgramColumns {
  readonly rows: number
  /** NaN where there is no value. */
  readonly numbers: readonly Float64Array[]
  /** 0 false, 1 no value, 2 true. */
  readonly masks?: readonly Uint8Array[]
  /** Filled instead of a new array: of the type and length of the result, sharing no memory with a column. */
  readonly out?: Float64Array | Uint8Array | undefined
}

export interface ProgramResult {
  readonly type: 'number' | 'boolean'
  /** NaN where there is no value; 0 there when the type is boolean. */
  readonly values: Float64Array | Uint8Array
  /** Of a boolean: 1 where there is no value; left out where every row has one. */
  readonly missing?: Uint8Array
  readonly missingCount: number
  readonly trueCount: number
}

const [noNumbers, noBytes] = [new Float64Array(0), new Uint8Array(0)]
const reason = 'its bytes are damaged, cut short or of another version'
const keepRows = 1024 * 1024
let scratch = new Uint8Array(0)

function marksOf(rows: number): Uint8Array {
  if (scratch.length >= rows) return scratch.subarray(0, rows)
  const marks = new Uint8Array(rows)
  if (rows <= keepRows) scratch = marks
  return marks
}

/**
 * Runs a program.
 *
 * @throws HYD-2015 bytes that are no program; HYD-1003, HYD-9002 the engine; HYD-9999 columns that do not fit, which the caller checks
 */
export function runProgram(program: Uint8Array, given: ProgramColumns, engine?: EngineChoice): ProgramResult {
  const { rows, numbers, masks = [] } = given
  const type = resultOf(program)
  const isNumber = type === 'number'
  const values = given.out ?? (isNumber ? new Float64Array(rows) : new Uint8Array(rows))
  const [out, flags] = values instanceof Float64Array ? [values, noBytes] : [noNumbers, values]
  const marks = isNumber ? noBytes : marksOf(rows)
  const counts = new Float64Array(2)
  const kernels = kernelsFor(engine, { job: 'formula', size: rows })
  const status = kernels.formulaColumns(program, rows, numbers, masks, out, flags, marks, counts)
  if (status === 2015 || type === undefined) throw hydraError('2015', { reason })
  if (status !== 0) throw unexpectedStatus('formulaColumns', status)
  const missing = !isNumber && counts[0]! > 0 ? { missing: marks.slice() } : {}
  return { type, values, ...missing, missingCount: counts[0]!, trueCount: counts[1]! }
}
