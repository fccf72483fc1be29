/**
 * Instructions as functions of a chunk: operands are found once a call, so that a chunk costs a call an instruction.
 * In: a program, the columns. Out: a list of functions; each answers with the place of the next.
 * Constants are chunks that hold the same in every row, so one kernel serves all forms of an instruction.
 * Twin: `chunk` in crates/hydra-core/src/formula/machine.rs
 */
import { rowsOfChunk, type Chunk } from './chunk.ts'
import { compareKernels } from './compare.ts'
import { isAll, maskKernels, maskSelect } from './mask.ts'
import { numberKernels, select, square } from './number.ts'
import { opByName } from './opcode.ts'
import { kinds, type Operand, type Program, type Step } from './program.ts'
import { maskOutput, numberOutput, type Output } from './results.ts'

export type Act = (chunk: Chunk) => number

/** The caller's columns. */
export interface Columns {
  readonly rows: number
  readonly numbers: readonly Float64Array[]
  readonly masks: readonly Uint8Array[]
  readonly output: Output
}

/** A column, or a chunk; `step` is 1 when its rows move with the chunks. */
interface Place<Column> {
  readonly column: Column
  readonly step: 0 | 1
}

interface Places {
  number(operand: Operand): Place<Float64Array>
  mask(operand: Operand): Place<Uint8Array>
}

const fixed = <Column>(column: Column): Place<Column> => ({ column, step: 0 })
const moving = <Column>(column: Column): Place<Column> => ({ column, step: 1 })

function placesOf(program: Program, columns: Columns): Places {
  const rows = columns.rows < rowsOfChunk ? columns.rows : rowsOfChunk
  const numbers = Array.from({ length: program.registers }, () => new Float64Array(rows))
  const masks = Array.from({ length: program.maskRegisters }, () => new Uint8Array(rows))
  const result = new Uint8Array(rows)
  const constants = new Map<number, Float64Array>()
  const constant = (index: number): Float64Array => {
    const known = constants.get(index) ?? new Float64Array(rows).fill(program.constants[index]!)
    constants.set(index, known)
    return known
  }
  return {
    number({ kind, index }) {
      if (kind === kinds.number) return fixed(numbers[index]!)
      if (kind === kinds.input) return moving(columns.numbers[index]!)
      if (kind === kinds.constant) return fixed(constant(index))
      return moving(columns.output.values[index]!)
    },
    mask({ kind, index }) {
      if (kind === kinds.mask) return fixed(masks[index]!)
      return kind === kinds.maskInput ? moving(columns.masks[index]!) : fixed(result)
    },
  }
}

function selectAct({ op, dst, args }: Step, at: number, places: Places): Act {
  const [m, x, y] = args as [Operand, Operand, Operand]
  const mask = places.mask(m)
  if (op === 'select') {
    const [out, yes, no] = [places.number(dst), places.number(x), places.number(y)]
    return ({ start, n }) => {
      select(n, out.column, out.step * start, mask.column, mask.step * start, yes.column, yes.step * start, no.column, no.step * start) // prettier-ignore
      return at + 1
    }
  }
  const [out, yes, no] = [places.mask(dst), places.mask(x), places.mask(y)]
  return ({ start, n }) => {
    maskSelect(n, out.column, out.step * start, mask.column, mask.step * start, yes.column, yes.step * start, no.column, no.step * start) // prettier-ignore
    return at + 1
  }
}

function skipAct({ op, args }: Step, at: number, places: Places): Act {
  const tested = places.mask(args[0]!)
  const target = args[1]!.index
  const byte = op === 'skipIfTrue' ? 2 : 0
  return ({ start, n }) => (isAll(n, tested.column, tested.step * start, byte) ? target : at + 1)
}

function fillAct({ dst, args }: Step, at: number, places: Places): Act {
  const { column } = places.mask(dst)
  return ({ n }) => {
    column.fill(args[0]!.index, 0, n)
    return at + 1
  }
}

/** An instruction of one or two columns of one kind. */
function kernelAct<In, Out>(
  kernel: (n: number, out: Out, oi: number, a: In, ai: number, b: In, bi: number) => void,
  out: Place<Out>,
  a: Place<In>,
  b: Place<In>,
  at: number,
): Act {
  return ({ start, n }) => {
    kernel(n, out.column, out.step * start, a.column, a.step * start, b.column, b.step * start)
    return at + 1
  }
}

/** x ^ 2 with a constant 2. */
const isSquare = ({ op, args }: Step, { constants }: Program): boolean =>
  op === 'power' && args[1]!.kind === kinds.constant && constants[args[1]!.index] === 2

function actOf(step: Step, at: number, places: Places, program: Program): Act {
  const { op, dst, args } = step
  if (op === 'select' || op === 'maskSelect') return selectAct(step, at, places)
  if (op === 'skipIfFalse' || op === 'skipIfTrue') return skipAct(step, at, places)
  if (op === 'maskFill') return fillAct(step, at, places)
  const [a, b = a] = args as [Operand, Operand?]
  const ofNumbers = isSquare(step, program) ? square : numberKernels[op]
  const [ofMasks, compared] = [maskKernels[op], compareKernels[op]]
  if (ofMasks !== undefined) return kernelAct(ofMasks, places.mask(dst), places.mask(a), places.mask(b), at)
  if (ofNumbers !== undefined) return kernelAct(ofNumbers, places.number(dst), places.number(a), places.number(b), at)
  return kernelAct(compared!, places.mask(dst), places.number(a), places.number(b), at)
}

/** An instruction that writes an output: its chunk is counted, and a mask is told apart into flags and marks. */
function outputAct(act: Act, { op, dst }: Step, places: Places, { outputs }: Program, { output, rows }: Columns): Act {
  if (opByName.get(op)![1].endsWith('n')) {
    const count = numberOutput(output, dst.index)
    return (chunk) => {
      const next = act(chunk)
      count(chunk)
      return next
    }
  }
  const take = maskOutput(output, rows, dst.index, outputs)
  const { column } = places.mask(dst)
  return (chunk) => {
    const next = act(chunk)
    take(column, chunk)
    return next
  }
}

/** The instructions of a program, ready for chunks. */
export function compile(program: Program, columns: Columns): Act[] {
  const places = placesOf(program, columns)
  return program.steps.map((step, at) => {
    const act = actOf(step, at, places, program)
    return step.dst.kind === kinds.output ? outputAct(act, step, places, program, columns) : act
  })
}
