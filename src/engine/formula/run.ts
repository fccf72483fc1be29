/**
 * Runs a program over columns on one of the engines, and turns a refusal into an error.
 * In: bytes of a program, columns, which engine. Out: the outputs, made anew, and their counts.
 */
import { hydraError } from '../../errors/index.ts'
import { readProgram } from '../../reference/formula/program.ts'
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

export interface ProgramResult {
  readonly type: 'number' | 'boolean'
  /** NaN where there is no value; 0 there when the type is boolean. */
  readonly values: Float64Array | Uint8Array
  /** Of a boolean: 1 where there is no value. */
  readonly missing: Uint8Array
  readonly missingCount: number
  readonly trueCount: number
}

/**
 * Runs a program.
 *
 * @throws HYD-2015 bytes that are no program; HYD-1003, HYD-9002 the engine; HYD-9999 columns that do not fit, which the caller checks
 */
export function runProgram(
  program: Uint8Array,
  { rows, numbers, masks = [] }: ProgramColumns,
  engine?: EngineChoice,
): ProgramResult {
  const type = readProgram(program)?.result
  if (type === undefined) throw hydraError('2015', { reason: 'its bytes are damaged, cut short or of another version' })
  const values = new Float64Array(type === 'number' ? rows : 0)
  const [flags, missing] = [new Uint8Array(rows - values.length), new Uint8Array(rows - values.length)]
  const counts = new Float64Array(2)
  const kernels = kernelsFor(engine, { job: 'formula', size: rows })
  const status = kernels.formulaColumns(program, rows, numbers, masks, values, flags, missing, counts)
  if (status !== 0) throw unexpectedStatus('formulaColumns', status)
  return {
    type,
    values: type === 'number' ? values : flags,
    missing,
    missingCount: counts[0]!,
    trueCount: counts[1]!,
  }
}
