/** Random programs of formulas that are well typed, and columns that break comparisons; from any source of draws. */
import type { Kernels } from '../../src/engine/addon.ts'
import { createBuilder, type Value } from '../../src/reference/formula/builder.ts'
import { opcodes, type OpName } from '../../src/reference/formula/opcode.ts'
import { readOutputs } from '../../src/reference/formula/program.ts'

/** A whole number from 0 to below `n`. */
export type Draw = (n: number) => number

export const nasty = [
  NaN, 0, -0, Infinity, -Infinity, 5e-324, -5e-324, 1e-310, 2 ** -1022, 1, -1, 0.5, -0.5, 2.5, -2.5, 1.5, 2, 3, -7, 1e308, -1e308,
  2 ** 52, 2 ** 53 - 1, 2 ** 31, 700, 709.5, -744, -708.5, 1e-9, 2 ** -28, 0.34657359, 1.0397, 85, 1024, 1234.5678, -1234.5, 1e15, 1e22,
] // prettier-ignore

const withSignature = (signature: string): OpName[] => opcodes.flatMap(([, name, own]) => (own === signature ? [name] : []))
const [ofTwo, ofOne] = [withSignature('nn=n'), withSignature('n=n')]
const [compared, masksOfTwo, masksOfOne] = [withSignature('nn=m'), withSignature('mm=m'), withSignature('m=m')]
const pick = <T>(draw: Draw, list: readonly T[]): T => list[draw(list.length)]!

export interface Made {
  readonly program: Uint8Array
  readonly inputs: number
  readonly masks: number
  /** Results that are numbers, and that are masks. */
  readonly outputs: number
  readonly maskOutputs: number
}

/** A program of up to about `size` values, and of one to four results of any kind. */
export function randomProgram(draw: Draw, size: number): Made {
  const [inputs, masks] = [1 + draw(4), 1 + draw(2)]
  const builder = createBuilder(inputs, masks)
  let numbers: Value[] = []
  let flags: Value[] = []
  let left = 1 + draw(size)

  const keep = (list: Value[], value: Value): Value => {
    list.push(value)
    return value
  }
  const leaf = (): Value => (draw(3) === 0 ? builder.constant(pick(draw, nasty)) : builder.input(draw(inputs)))

  function number(depth: number): Value {
    left -= 1
    if (numbers.length > 0 && draw(6) === 0) return pick(draw, numbers)
    if (left < 0 || depth === 0) return leaf()
    const kind = draw(12)
    if (kind < 6) return keep(numbers, builder.emit(pick(draw, ofTwo), number(depth - 1), number(depth - 1)))
    if (kind < 9) return keep(numbers, builder.emit(pick(draw, ofOne), number(depth - 1)))
    if (kind === 9) return keep(numbers, builder.emit('round', number(depth - 1), builder.constant(draw(31) - 15)))
    if (kind === 10) return keep(numbers, builder.emit('copy', leaf()))
    return keep(numbers, builder.emit('select', mask(depth - 1), number(depth - 1), number(depth - 1)))
  }

  /** A link of a chain: what it makes is not known outside. */
  const link = (depth: number) => (): Value => {
    const [outerNumbers, outerFlags] = [numbers, flags]
    numbers = [...numbers]
    flags = [...flags]
    const value = mask(depth)
    numbers = outerNumbers
    flags = outerFlags
    return value
  }

  function mask(depth: number): Value {
    left -= 1
    if (flags.length > 0 && draw(6) === 0) return pick(draw, flags)
    if (left < 0 || depth === 0) return draw(6) === 0 ? builder.fill(draw(3) as 0 | 1 | 2) : builder.flag(draw(masks))
    const kind = draw(12)
    if (kind < 4) return keep(flags, builder.emit(pick(draw, compared), number(depth - 1), number(depth - 1)))
    if (kind === 4) return keep(flags, builder.emit('isMissing', number(depth - 1)))
    if (kind < 7) return keep(flags, builder.emit(pick(draw, masksOfTwo), mask(depth - 1), mask(depth - 1)))
    if (kind === 7) return keep(flags, builder.emit(pick(draw, masksOfOne), mask(depth - 1)))
    if (kind === 8) return keep(flags, builder.emit('maskSelect', mask(depth - 1), mask(depth - 1), mask(depth - 1)))
    const first = draw(2) === 0 ? mask(depth - 1) : link(depth - 1)
    const rest = Array.from({ length: 1 + draw(3) }, () => link(depth - 1))
    return keep(flags, builder.chain(kind < 11 ? 'and' : 'or', first, ...rest))
  }

  const results = Array.from({ length: draw(2) === 0 ? 1 : 1 + draw(4) }, () => (draw(2) === 1 ? mask(6) : number(6)))
  const program = builder.finish(results)
  const { outputs, maskOutputs } = readOutputs(program)!
  return { program, inputs, masks, outputs, maskOutputs }
}

/** Columns of one kind each: nasty numbers, plain ones, one value in every row, any bits. */
export function randomColumns(
  draw: Draw,
  { inputs, masks }: Made,
  rows: number,
): { numbers: Float64Array[]; flags: Uint8Array[] } {
  const bits = new DataView(new ArrayBuffer(8))
  const anyBits = (): number => {
    bits.setUint32(0, draw(2 ** 32))
    bits.setUint32(4, draw(2 ** 32))
    return bits.getFloat64(0)
  }
  const column = (): Float64Array => {
    const kind = draw(6)
    const same = pick(draw, nasty)
    const next = [() => pick(draw, nasty), () => draw(2000) / 8 - 100, () => same, anyBits, () => draw(9) - 4, () => draw(2 ** 20) / 2 ** 20] // prettier-ignore
    return Float64Array.from({ length: rows }, next[kind]!)
  }
  const flagsOf = (): Uint8Array => {
    const same = draw(6)
    return Uint8Array.from({ length: rows }, () => (same < 3 ? same : draw(3)))
  }
  return { numbers: Array.from({ length: inputs }, column), flags: Array.from({ length: masks }, flagsOf) }
}

export interface Outcome {
  readonly status: number
  /** Counts, values, flags and marks, one behind the other. */
  readonly all: Float64Array
}

/** A program on one engine. Flags that are not clear, and marks, hold something that no engine writes; flags that mean nothing are left out. */
export function outcome(
  kernels: Kernels,
  { program, outputs, maskOutputs }: Made,
  rows: number,
  columns: ReturnType<typeof randomColumns>,
  isClear = true,
): Outcome {
  const counts = new Float64Array(2 * (outputs + maskOutputs))
  const values = Array.from({ length: outputs }, () => new Float64Array(rows))
  const flags = Array.from({ length: maskOutputs }, () => new Uint8Array(rows).fill(isClear ? 0 : 9))
  const missing = new Uint8Array(rows * maskOutputs).fill(7)
  const status = kernels.formulaColumns(program, rows, columns.numbers, columns.flags, values, flags, missing, counts, isClear)
  if (!isClear) flags.forEach((column, at) => counts[2 * (outputs + at) + 1] === 0 && column.fill(9))
  return { status, all: Float64Array.from([counts, ...values, ...flags, missing].flatMap((column) => [...column])) }
}

/** Rows from none to 4000, often beside the border of a chunk. */
export function randomRows(draw: Draw): number {
  const kind = draw(20)
  if (kind < 10) return draw(12)
  if (kind < 17) return draw(80)
  if (kind === 17) return [511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049][draw(9)]!
  return kind === 18 ? draw(600) : draw(40) === 0 ? draw(4001) : draw(1100)
}
