/**
 * Builds programs of formulas: values are named as they come, registers are given out at the end.
 * In: instructions in order, by name. Out: bytes that `readProgram` accepts.
 * Registers: a linear scan (Poletto and Sarkar 1999). A register is free after the last reading of its value, and never one that the same
 * instruction reads, so that kernels never read what they write.
 * Twin: crates/hydra-core/src/formula/builder.rs
 */
import { opByName, type OpName } from './opcode.ts'
import { placeResults, type Draft, type Value } from './placing.ts'
import { headerWords, instructionWords, kinds, magic, readProgram, version } from './program.ts'

export type { Value } from './placing.ts'

export interface Builder {
  /** The column of numbers at a place. */
  input(index: number): Value
  /** The column of Kleene bytes at a place. */
  flag(index: number): Value
  constant(value: number): Value
  emit(op: OpName, ...args: Value[]): Value
  /** `false` 0, `missing` 1, `true` 2 in every row. */
  fill(byte: 0 | 1 | 2): Value
  /**
   * A chain of `and` or `or` that ends for a chunk when nothing can change any more. What a link computes is not to be used outside it;
   * a first link that is a value stays as it is, and costs a copy.
   */
  chain(op: 'and' | 'or', first: Value | (() => Value), ...rest: readonly (() => Value)[]): Value
  /**
   * The bytes of the program. Results may be of both kinds, and one may come twice: those of numbers are the number outputs in their order,
   * the others the mask outputs in theirs.
   */
  finish(results: Value | readonly Value[]): Uint8Array
  /** The same; undefined where the program would be larger than programs may be. */
  finishIfSmall(results: Value | readonly Value[]): Uint8Array | undefined
  /** Instructions so far. */
  readonly size: number
}

const none: Value = { kind: kinds.none, index: 0 }
const wordOf = ({ kind, index }: Value): number => ((kind << 24) | index) >>> 0
const isRegister = ({ kind }: Value): boolean => kind === kinds.number || kind === kinds.mask

/** Last instruction that names each value, by number of the value. */
function lastUses(drafts: readonly Draft[]): Map<number, number> {
  const last = new Map<number, number>()
  drafts.forEach(({ dst, args }, at) => {
    for (const value of [dst, ...args]) if (isRegister(value)) last.set(value.index, at)
  })
  return last
}

/** Registers of one file: the lowest free one is taken first. */
function registerFile(): { take(): number; free(register: number): void; readonly size: number } {
  const free: number[] = []
  let size = 0
  return {
    take: () => free.sort((a, b) => b - a).pop() ?? size++,
    free: (register) => void free.push(register),
    get size() {
      return size
    },
  }
}

function allocate(drafts: readonly Draft[]): { words: number[][]; registers: number; maskRegisters: number } {
  const last = lastUses(drafts)
  const files = { [kinds.number]: registerFile(), [kinds.mask]: registerFile() }
  const homes = new Map<number, number>()
  const place = (value: Value): Value => (isRegister(value) ? { kind: value.kind, index: homes.get(value.index)! } : value)
  const words = drafts.map(({ op, dst, args }, at) => {
    if (isRegister(dst) && !homes.has(dst.index)) homes.set(dst.index, files[dst.kind as 1 | 4].take())
    const row = [opByName.get(op)![0], wordOf(place(dst)), ...args.map((arg) => wordOf(place(arg)))]
    const dying = new Map([dst, ...args].filter((value) => isRegister(value) && last.get(value.index) === at).map((v) => [v.index, v])) // prettier-ignore
    for (const value of dying.values()) files[value.kind as 1 | 4].free(homes.get(value.index)!)
    return [...row, ...new Array<number>(instructionWords - row.length).fill(0)]
  })
  return { words, registers: files[kinds.number].size, maskRegisters: files[kinds.mask].size }
}

/** A NaN of arithmetic may have any sign and payload; in a program it has one form. */
function writeNumber(view: DataView, at: number, value: number): void {
  if (value === value) return view.setFloat64(at, value, true)
  view.setUint32(at, 0, true)
  view.setUint32(at + 4, 0x7ff80000, true)
}

function write(
  header: readonly number[],
  constants: readonly number[],
  words: readonly (readonly number[])[],
): Uint8Array | undefined {
  const bytes = new Uint8Array(4 * headerWords + 8 * constants.length + 4 * instructionWords * words.length)
  const view = new DataView(bytes.buffer)
  header.forEach((word, i) => view.setUint32(4 * i, word, true))
  constants.forEach((value, i) => writeNumber(view, 4 * headerWords + 8 * i, value))
  const first = 4 * headerWords + 8 * constants.length
  words.flat().forEach((word, i) => view.setUint32(first + 4 * i, word, true))
  return readProgram(bytes) === undefined ? undefined : bytes
}

/** A builder for so many columns of numbers and of Kleene bytes. */
export function createBuilder(inputs: number, maskInputs = 0): Builder {
  const drafts: Draft[] = []
  const constants: number[] = []
  const places = new Map<string, number>()
  let values = 0
  const fresh = (gives: string): Value => ({ kind: gives === 'n' ? kinds.number : kinds.mask, index: values++ })
  const push = (op: OpName, dst: Value, args: readonly Value[]): Value => {
    drafts.push({ op, dst, args })
    return dst
  }

  const constant = (value: number): Value => {
    const key = Object.is(value, -0) ? '-0' : String(value)
    const index = places.get(key) ?? constants.push(value) - 1
    places.set(key, index)
    return { kind: kinds.constant, index }
  }

  const emit = (op: OpName, ...args: Value[]): Value => {
    const [takes, gives] = opByName.get(op)![1].split('=') as [string, string]
    const plain = [...takes].flatMap((letter, i) => (letter === 'n' ? [i] : []))
    const isAllConstant = plain.length > 0 && plain.every((i) => args[i]!.kind === kinds.constant)
    const given = isAllConstant ? args.map((arg, i) => (i === 0 ? push('copy', fresh('n'), [arg]) : arg)) : args
    return push(op, fresh(gives), given)
  }

  const chain: Builder['chain'] = (op, first, ...rest) => {
    const before = drafts.length
    const value = typeof first === 'function' ? first() : first
    const isOwn = drafts.length > before && drafts.at(-1)!.dst === value
    const collected = isOwn ? value : push('maskCopy', fresh('m'), [value])
    const skips = rest.map((link) => {
      const skip: Draft = { op: op === 'and' ? 'skipIfFalse' : 'skipIfTrue', dst: none, args: [collected, none] }
      const at = drafts.push(skip) - 1
      push(op, collected, [collected, link()])
      return at
    })
    for (const at of skips) drafts[at] = { ...drafts[at]!, args: [collected, { kind: kinds.plain, index: drafts.length }] }
    return collected
  }

  const finishIfSmall: Builder['finishIfSmall'] = (results) => {
    const placed = placeResults(drafts, 'kind' in results ? [results] : results)
    const { words, registers, maskRegisters } = allocate(placed.drafts)
    const counts = [inputs, maskInputs, constants.length, registers, maskRegisters, words.length]
    return write([magic, version, ...counts, placed.outputs, placed.maskOutputs], constants, words)
  }

  const finish: Builder['finish'] = (results) => {
    const bytes = finishIfSmall(results)
    if (bytes === undefined) throw new RangeError('the instructions make no program')
    return bytes
  }

  return {
    input: (index) => ({ kind: kinds.input, index }),
    flag: (index) => ({ kind: kinds.maskInput, index }),
    fill: (byte) => push('maskFill', fresh('m'), [{ kind: kinds.plain, index: byte }]),
    constant,
    emit,
    chain,
    finish,
    finishIfSmall,
    get size() {
      return drafts.length
    },
  }
}
