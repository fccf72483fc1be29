/** Random calls of functions over rows, and what an engine makes of one: values and status, as numbers. */
import type { Kernels } from '../../src/engine/addon.ts'
import { functionTable } from '../../src/reference/formula/grammar.ts'
import { nasty, randomRows, type Draw } from './programs.ts'

const pick = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)]!
export const windowTable = functionTable.filter(({ kind }) => kind === 'window')

export interface RandomWindow {
  readonly name: string
  readonly parameter: number
  readonly x: Float64Array
  readonly t: Float64Array
  readonly truths: Uint8Array
  readonly rows: number
  readonly givesTruths: boolean
}

/** Of one kind each: nasty numbers, plain ones, small whole ones, one in every row, steps upwards. */
function column(draw: Draw, rows: number): Float64Array {
  const same = pick(draw, nasty)
  const makers: readonly ((row: number) => number)[] = [
    () => pick(draw, nasty),
    () => draw(2000) / 8 - 100,
    () => draw(5) - 2,
    () => same,
    (row) => row + draw(3),
    () => (draw(9) === 0 ? NaN : draw(2 ** 20) / 2 ** 20),
  ]
  const make = pick(draw, makers)
  return Float64Array.from({ length: rows }, (_, row) => make(row))
}

const lengths = [1, 2, 3, 4, 5, 7, 10, 31, 100, 511, 1000, 1e6]

function parameterOf(draw: Draw, args: readonly string[]): number {
  if (args.includes('weight')) return pick(draw, [1, 0.5, 0.1, 5e-324, 2 ** -30, 1 - 2 ** -53, (1 + draw(1000)) / 1000])
  return args.some((arg) => arg.startsWith('rows')) ? pick(draw, lengths) : 1
}

/** A function with columns that fit it, of any number of rows up to 4000. */
export function randomWindow(draw: Draw): RandomWindow {
  const { name, arguments: args, result } = pick(draw, windowTable)
  const rows = draw(9) === 0 ? draw(4001) : randomRows(draw)
  const isTruth = args[0] === 'boolean' || (args[0] === 'any' && draw(2) === 0)
  return {
    name,
    parameter: parameterOf(draw, args),
    x: isTruth ? new Float64Array(0) : column(draw, rows),
    t: name === 'rate' ? column(draw, rows) : new Float64Array(0),
    truths: isTruth ? Uint8Array.from({ length: rows }, pick(draw, [() => draw(3), () => 2, () => (draw(20) === 0 ? draw(3) : 2)])) : new Uint8Array(0), // prettier-ignore
    rows,
    givesTruths: result === 'boolean',
  }
}

/** The column, and the status behind it. */
export function windowOutcome(kernels: Kernels, call: RandomWindow): Float64Array {
  const { name, parameter, x, t, truths, rows, givesTruths } = call
  const [values, flags] = [new Float64Array(givesTruths ? 0 : rows), new Uint8Array(givesTruths ? rows : 0)]
  const status = kernels.formulaWindow(name, parameter, x, t, truths, values, flags)
  return Float64Array.of(...values, ...flags, status)
}
