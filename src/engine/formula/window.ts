/**
 * A function over rows in order, over whole columns, on the engine that is asked for.
 * In: its name, its literal argument, its columns. Out: a fresh column of numbers, or of truths as 0, 1, 2.
 */
import type { WindowColumns } from '../../reference/formula/window/index.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice } from '../types.ts'

export interface WindowCall {
  readonly name: string
  /** Rows, or the weight of ewma; 1 where it has none. */
  readonly parameter: number
  readonly rows: number
  readonly columns: Partial<WindowColumns>
}

const [noNumbers, noTruths] = [new Float64Array(0), new Uint8Array(0)]

function run(
  { name, parameter, rows, columns }: WindowCall,
  values: Float64Array,
  flags: Uint8Array,
  engine: EngineChoice | undefined,
): void {
  const { x = noNumbers, t = noNumbers, truths = noTruths } = columns
  const kernels = kernelsFor(engine, { job: 'formula', size: rows })
  const status = kernels.formulaWindow(name, parameter, x, t, truths, values, flags)
  if (status !== 0) throw unexpectedStatus('formulaWindow', status)
}

/** The numbers that a function gives. @throws HYD-1003, HYD-9002 the engine; HYD-9999 columns that do not fit, which the caller checks */
export function windowNumbers(call: WindowCall, engine?: EngineChoice): Float64Array {
  const values = new Float64Array(call.rows)
  run(call, values, noTruths, engine)
  return values
}

/** The truths that a function gives. @throws as `windowNumbers` */
export function windowTruths(call: WindowCall, engine?: EngineChoice): Uint8Array {
  const flags = new Uint8Array(call.rows)
  run(call, noNumbers, flags, engine)
  return flags
}
