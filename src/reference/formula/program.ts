/**
 * Programs of formulas as bytes: the layout, and a reader that trusts nothing.
 * In: bytes. Out: a program whose every index, type and length is right, or undefined (status 2015).
 *
 * Little-endian words of 32 bits: magic, version, number inputs, mask inputs, constants, number registers, mask registers, instructions,
 * number outputs, mask outputs; then the constants, two words each; then the instructions, five words each: op, dst, a, b, c.
 * An operand is its kind in the upper 8 bits and an index in the lower 24; one that is not used is 0. Forms with a constant on the left or on
 * the right are the same instruction with an operand of that kind. An output is of numbers or of masks as its instruction gives them; nothing
 * reads one.
 *
 * What the reader asks beside ranges: a register is written before it is read, also where a skip leads past the writing; no instruction reads
 * what it writes, but `and` and `or` may collect into their left operand; each output is written once, by an instruction that no skip passes.
 * Twin: crates/hydra-core/src/formula/program.rs
 */
import { opByCode, opByName, type OpName } from './opcode.ts'

export const magic = 0x46445948
export const version = 1
export const headerWords = 10
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
  readonly outputs: number
  readonly maskOutputs: number
  readonly steps: readonly Step[]
}

type Counts = Omit<Program, 'steps' | 'constants'> & { readonly constants: number; readonly instructions: number }

const operandOf = (word: number): Operand => ({ kind: (word >>> 24) as Kind, index: word & 0xffffff })

function readHeader(view: DataView): Counts | undefined {
  if (view.byteLength < 4 * headerWords) return undefined
  const words = Array.from({ length: headerWords }, (_, i) => view.getUint32(4 * i, true))
  const [mark, made, inputs, maskInputs, constants, registers, maskRegisters, instructions, outputs, maskOutputs] = words as [
    number, number, number, number, number, number, number, number, number, number,
  ] // prettier-ignore
  const isOurs = mark === magic && made === version
  const isSmall = inputs <= limits.inputs && maskInputs <= limits.inputs && constants <= limits.constants
  const isShort = registers <= limits.registers && maskRegisters <= limits.registers && instructions <= limits.instructions
  const hasOutput = outputs + maskOutputs > 0 && outputs + maskOutputs <= instructions
  if (!isOurs || !isSmall || !isShort || !hasOutput) return undefined
  const size = headerWords + 2 * constants + instructionWords * instructions
  if (view.byteLength !== 4 * size) return undefined
  return { inputs, maskInputs, constants, registers, maskRegisters, instructions, outputs, maskOutputs }
}

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

/** Which registers and outputs hold something, in order of the instructions. */
interface Written {
  readonly now: Set<number>
  /** What is sure at an instruction that skips lead to. */
  readonly at: Map<number, Set<number>>
  /** Outputs of numbers, and of masks. */
  readonly outputs: readonly [Set<number>, Set<number>]
  /** The last instruction that a skip leads to. */
  farthest: number
}
const keyOf = ({ kind, index }: Operand): number => kind * 256 + index

function isReadable(letter: string, operand: Operand, at: number, counts: Counts, constants: Float64Array): boolean {
  const { kind, index } = operand
  if (letter === 'i') return kind === kinds.plain && index <= 2
  if (letter === 't') return kind === kinds.plain && index > at && index <= counts.instructions
  if (index >= placesOf(operand, counts)) return false
  if (letter === 'm') return isMask(operand)
  if (letter !== 'k') return isNumber(operand)
  const digits = kind === kinds.constant ? constants[index]! : NaN
  return digits >= -15 && digits <= 15 && Math.trunc(digits) === digits
}

/** The result goes into a register or an output of its kind. */
function isWritable(kind: string, dst: Operand, counts: Counts): boolean {
  if (kind === '') return dst.kind === kinds.none && dst.index === 0
  if (dst.kind === kinds.output) return dst.index < (kind === 'n' ? counts.outputs : counts.maskOutputs)
  return dst.kind === (kind === 'n' ? kinds.number : kinds.mask) && dst.index < placesOf(dst, counts)
}

function hasVariable(takes: string, args: readonly Operand[]): boolean {
  const plain = args.filter((_, i) => takes[i] === 'n')
  return plain.length === 0 || plain.some(({ kind }) => kind !== kinds.constant)
}

/** An output is written once, and no skip leads past that. */
function isOutputInOrder({ op, dst }: Step, at: number, { outputs, farthest }: Written): boolean {
  const own = outputs[opByName.get(op)![1].endsWith('n') ? 0 : 1]
  if (own.has(dst.index) || farthest > at) return false
  own.add(dst.index)
  return true
}

/** Registers are read after they are written, and an instruction does not read what it writes. */
function isInOrder(step: Step, at: number, written: Written): boolean {
  const { op, dst, args } = step
  const merged = written.at.get(at)
  if (merged !== undefined) for (const key of written.now) if (!merged.has(key)) written.now.delete(key)
  const mayCollect = op === 'and' || op === 'or'
  for (const [i, operand] of args.entries()) {
    if (!isRegister(operand)) continue
    if (!written.now.has(keyOf(operand))) return false
    if (keyOf(operand) === keyOf(dst) && !(mayCollect && i === 0)) return false
  }
  if (isRegister(dst)) written.now.add(keyOf(dst))
  return dst.kind !== kinds.output || isOutputInOrder(step, at, written)
}

/** After a skip only that is sure which was so before it. */
function noteSkip({ args }: Step, written: Written): void {
  const target = args[1]!.index
  const known = written.at.get(target)
  if (target > written.farthest) written.farthest = target
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
  if (!isPadded || !isRead || !hasVariable(takes, args) || !isWritable(gives, dst, counts)) return undefined
  return { op: op[0], dst, args }
}

function readSteps(view: DataView, counts: Counts, constants: Float64Array): Step[] | undefined {
  const first = 4 * headerWords + 8 * counts.constants
  const written: Written = { now: new Set(), at: new Map(), outputs: [new Set(), new Set()], farthest: 0 }
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
  const [ofNumbers, ofMasks] = written.outputs
  return ofNumbers.size === counts.outputs && ofMasks.size === counts.maskOutputs ? steps : undefined
}

/** What a program gives, by its header alone; undefined when the bytes have none. */
export function readOutputs(bytes: Uint8Array): Pick<Program, 'outputs' | 'maskOutputs'> | undefined {
  return readHeader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

function readAll(bytes: Uint8Array): Program | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const counts = readHeader(view)
  if (counts === undefined) return undefined
  const constants = Float64Array.from({ length: counts.constants }, (_, i) => view.getFloat64(4 * headerWords + 8 * i, true))
  const steps = readSteps(view, counts, constants)
  return steps === undefined ? undefined : { ...counts, constants, steps }
}

const longestKept = 65_536
/** What was read last: over few rows reading costs more than running. */
let known: Uint8Array = new Uint8Array(0)
let program: Program | undefined

const isKnown = (bytes: Uint8Array): boolean => bytes.length === known.length && known.every((byte, i) => byte === bytes[i])

/** The program of the bytes, or undefined when they are none. The last one stays known, by its content. */
export function readProgram(bytes: Uint8Array): Program | undefined {
  if (isKnown(bytes)) return program
  const fresh = readAll(bytes)
  if (bytes.length <= longestKept) {
    known = bytes.slice()
    program = fresh
  }
  return fresh
}
