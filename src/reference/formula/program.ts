/**
 * Programs of formulas as bytes: the layout, and a reader that trusts nothing.
 * In: bytes. Out: a program whose every index, type and length is right, or undefined (status 2015).
 *
 * Little-endian words of 32 bits: magic, version, number inputs, mask inputs, constants, number registers, mask registers, instructions,
 * result (0 number, 1 boolean); then the constants, two words each; then the instructions, five words each: op, dst, a, b, c.
 * An operand is its kind in the upper 8 bits and an index in the lower 24; one that is not used is 0. Forms with a constant on the left or on
 * the right are the same instruction with an operand of that kind.
 *
 * What the reader asks beside ranges: a register is written before it is read, also where a skip leads past the writing; no instruction reads
 * what it writes, but `and` and `or` may collect into their left operand; the last instruction, and no other, writes the output.
 * Twin: crates/hydra-core/src/formula/program.rs
 */
import { opByCode, type OpName } from './opcode.ts'

export const magic = 0x46445948
export const version = 1
export const headerWords = 9
export const instructionWords = 5
export const limits = { inputs: 65_536, constants: 65_536, registers: 256, instructions: 131_072 }

/** Kinds of operands. */
export const kinds = { none: 0, number: 1, input: 2, constant: 3, mask: 4, maskInput: 5, output: 6, plain: 7 } as const
export type Kind = (typeof kinds)[keyof typeof kinds]

export interface Operand {
  readonly kind: Kind
  readonly index: number
}

export interface Step {
  readonly op: OpName
  readonly dst: Operand
  readonly args: readonly Operand[]
}

export interface Program {
  readonly inputs: number
  readonly maskInputs: number
  readonly constants: Float64Array
  readonly registers: number
  readonly maskRegisters: number
  readonly result: 'number' | 'boolean'
  readonly steps: readonly Step[]
}

type Counts = Omit<Program, 'steps' | 'constants'> & { readonly constants: number; readonly instructions: number }

const operandOf = (word: number): Operand => ({ kind: (word >>> 24) as Kind, index: word & 0xffffff })

function readHeader(view: DataView): Counts | undefined {
  if (view.byteLength < 4 * headerWords) return undefined
  const words = Array.from({ length: headerWords }, (_, i) => view.getUint32(4 * i, true))
  const [mark, made, inputs, maskInputs, constants, registers, maskRegisters, instructions, result] = words as [
    number, number, number, number, number, number, number, number, number,
  ] // prettier-ignore
  const isOurs = mark === magic && made === version && result <= 1
  const isSmall = inputs <= limits.inputs && maskInputs <= limits.inputs && constants <= limits.constants
  const isShort = registers <= limits.registers && maskRegisters <= limits.registers && instructions <= limits.instructions
  if (!isOurs || !isSmall || !isShort || instructions === 0) return undefined
  const size = headerWords + 2 * constants + instructionWords * instructions
  if (view.byteLength !== 4 * size) return undefined
  return { inputs, maskInputs, constants, registers, maskRegisters, instructions, result: result === 0 ? 'number' : 'boolean' }
}

/** What the header of a program says of its result; undefined for what is no program. */
export const resultOf = (bytes: Uint8Array): Program['result'] | undefined =>
  readHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))?.result

/** The size of what a kind of operand points into; 0 for what is no place to read. */
function placesOf({ kind }: Operand, counts: Counts): number {
  if (kind === kinds.number) return counts.registers
  if (kind === kinds.input) return counts.inputs
  if (kind === kinds.constant) return counts.constants
  if (kind === kinds.mask) return counts.maskRegisters
  return kind === kinds.maskInput ? counts.maskInputs : 0
}

const isNumber = ({ kind }: Operand): boolean => kind === kinds.number || kind === kinds.input || kind === kinds.constant
const isMask = ({ kind }: Operand): boolean => kind === kinds.mask || kind === kinds.maskInput
const isRegister = ({ kind }: Operand): boolean => kind === kinds.number || kind === kinds.mask

/** Which registers hold something, in order of the instructions. */
interface Written {
  readonly now: Set<number>
  /** What is sure at an instruction that skips lead to. */
  readonly at: Map<number, Set<number>>
}
const keyOf = ({ kind, index }: Operand): number => kind * 256 + index

function isReadable(letter: string, operand: Operand, at: number, counts: Counts, constants: Float64Array): boolean {
  const { kind, index } = operand
  if (letter === 'i') return kind === kinds.plain && index <= 2
  if (letter === 't') return kind === kinds.plain && index > at && index < counts.instructions
  if (index >= placesOf(operand, counts)) return false
  if (letter === 'm') return isMask(operand)
  if (letter !== 'k') return isNumber(operand)
  const digits = kind === kinds.constant ? constants[index]! : NaN
  return digits >= -15 && digits <= 15 && Math.trunc(digits) === digits
}

/** The result goes into a register of its kind; that of the last instruction into the output. */
function isWritable(kind: string, dst: Operand, at: number, counts: Counts): boolean {
  const isLast = at === counts.instructions - 1
  if (isLast) return dst.kind === kinds.output && dst.index === 0 && kind === (counts.result === 'number' ? 'n' : 'm')
  if (kind === '') return dst.kind === kinds.none && dst.index === 0
  return dst.kind === (kind === 'n' ? kinds.number : kinds.mask) && dst.index < placesOf(dst, counts)
}

function hasVariable(takes: string, args: readonly Operand[]): boolean {
  const plain = args.filter((_, i) => takes[i] === 'n')
  return plain.length === 0 || plain.some(({ kind }) => kind !== kinds.constant)
}

/** Registers are read after they are written, and an instruction does not read what it writes. */
function isInOrder({ op, dst, args }: Step, at: number, written: Written): boolean {
  const merged = written.at.get(at)
  if (merged !== undefined) for (const key of written.now) if (!merged.has(key)) written.now.delete(key)
  const mayCollect = op === 'and' || op === 'or'
  for (const [i, operand] of args.entries()) {
    if (!isRegister(operand)) continue
    if (!written.now.has(keyOf(operand))) return false
    if (keyOf(operand) === keyOf(dst) && !(mayCollect && i === 0)) return false
  }
  if (isRegister(dst)) written.now.add(keyOf(dst))
  return true
}

/** After a skip only that is sure which was so before it. */
function noteSkip({ args }: Step, written: Written): void {
  const target = args[1]!.index
  const known = written.at.get(target)
  written.at.set(target, new Set(known === undefined ? written.now : [...written.now].filter((key) => known.has(key))))
}

function readStep(words: readonly number[], at: number, counts: Counts, constants: Float64Array): Step | undefined {
  const op = opByCode.get(words[0]!)
  if (op === undefined) return undefined
  const [takes, gives] = op[1].split('=') as [string, string]
  const operands = words.slice(2).map(operandOf)
  const args = operands.slice(0, takes.length)
  const dst = operandOf(words[1]!)
  const isPadded = words.slice(2 + takes.length).every((word) => word === 0)
  const isRead = args.every((operand, i) => isReadable(takes[i]!, operand, at, counts, constants))
  if (!isPadded || !isRead || !hasVariable(takes, args) || !isWritable(gives, dst, at, counts)) return undefined
  return { op: op[0], dst, args }
}

function readSteps(view: DataView, counts: Counts, constants: Float64Array): Step[] | undefined {
  const first = 4 * headerWords + 8 * counts.constants
  const written: Written = { now: new Set(), at: new Map() }
  const steps: Step[] = []
  for (let at = 0; at < counts.instructions; at += 1) {
    const words = Array.from({ length: instructionWords }, (_, i) =>
      view.getUint32(first + 4 * (instructionWords * at + i), true),
    )
    const step = readStep(words, at, counts, constants)
    if (step === undefined || !isInOrder(step, at, written)) return undefined
    if (step.args[1]?.kind === kinds.plain) noteSkip(step, written)
    steps.push(step)
  }
  return steps
}

/** The program of the bytes, or undefined when they are none. */
export function readProgram(bytes: Uint8Array): Program | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const counts = readHeader(view)
  if (counts === undefined) return undefined
  const constants = Float64Array.from({ length: counts.constants }, (_, i) => view.getFloat64(4 * headerWords + 8 * i, true))
  const steps = readSteps(view, counts, constants)
  return steps === undefined ? undefined : { ...counts, constants, steps }
}
