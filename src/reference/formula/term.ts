/**
 * Terms: what formulas compute, as a graph in which nothing stands twice. Several formulas may share one.
 * In: terms bottom-up, each named by the terms it reads. Out: its place; the same structure has the same place (hash-consing, Ershov 1958).
 * Inputs are named by what a caller must bring: a column, ranks of a column of texts, a figure of series, a test of texts.
 * Without `optimize` only inputs and constants are shared, and nothing is folded: the same bits, more instructions.
 * Twin: crates/hydra-core/src/formula/term.rs
 */
import { fold } from './fold.ts'
import { opByName, type OpName } from './opcode.ts'

/** `every` and `some` are chains of `and` and `or` that may end early. */
export type TermOp = OpName | 'input' | 'flag' | 'constant' | 'fill' | 'every' | 'some'

export interface Term {
  readonly op: TermOp
  /** Places of the terms it reads; all lower than its own. */
  readonly args: readonly number[]
  /** Of a constant its number, of a fill its byte, of an input its place among the inputs of its kind; else 0. */
  readonly value: number
}

/** A column of numbers: given, ranks of texts, or a figure of a series in each row. */
export interface NumberInput {
  readonly kind: 'number' | 'rank' | 'figure'
  readonly name: string
  /** Of a figure, as formulas call it; else ''. */
  readonly figure: string
  /** Of the figure `quantile`; else 0. */
  readonly q: number
}

/** A text of a test: of a column, or as it stands. */
export interface TextSide {
  readonly kind: 'name' | 'text'
  readonly text: string
}

/** A column of Kleene bytes: given, or a test of texts in each row. */
export interface MaskInput {
  readonly kind: 'flag' | 'test'
  readonly name: string
  /** Of a test; of a flag empty. */
  readonly sides: readonly TextSide[]
}

const leaves: ReadonlySet<TermOp> = new Set<TermOp>(['input', 'flag', 'constant'])
export const isLeaf = ({ op }: Term): boolean => leaves.has(op)
export const isChain = ({ op }: Term): boolean => op === 'every' || op === 'some'

/** Whether a term is a mask; else it is a number. */
export function isMask({ op }: Term): boolean {
  if (op === 'flag' || op === 'fill' || op === 'every' || op === 'some') return true
  if (op === 'input' || op === 'constant') return false
  return opByName.get(op)![1].endsWith('=m')
}

const constantKey = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

export class Graph {
  readonly terms: Term[] = []
  readonly numbers: NumberInput[] = []
  readonly masks: MaskInput[] = []
  readonly optimize: boolean
  readonly #known = new Map<string, number>()

  constructor(optimize: boolean) {
    this.optimize = optimize
  }

  #place(key: string, make: () => Term): number {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const at = this.terms.push(make()) - 1
    this.#known.set(key, at)
    return at
  }

  input(source: NumberInput): number {
    const { kind, name, figure, q } = source
    const make = (): Term => ({ op: 'input', args: [], value: this.numbers.push(source) - 1 })
    return this.#place(JSON.stringify(['input', kind, name, figure, constantKey(q)]), make)
  }

  flag(source: MaskInput): number {
    const sides = source.sides.map(({ kind, text }) => [kind, text])
    const make = (): Term => ({ op: 'flag', args: [], value: this.masks.push(source) - 1 })
    return this.#place(JSON.stringify(['flag', source.kind, source.name, sides]), make)
  }

  constant(value: number): number {
    return this.#place(`constant ${constantKey(value)}`, () => ({ op: 'constant', args: [], value }))
  }

  fill(byte: 0 | 1 | 2): number {
    return this.#place(`fill ${byte}`, () => ({ op: 'fill', args: [], value: byte }))
  }

  /** A chain of masks. */
  chain(op: 'every' | 'some', links: readonly number[]): number {
    return this.#settle(op, links)
  }

  /** An instruction over terms; folded, or the place of an equal one, where the graph optimizes. */
  make(op: OpName, ...args: number[]): number {
    return this.#settle(op, args)
  }

  #settle(op: TermOp, args: readonly number[]): number {
    if (!this.optimize) return this.terms.push({ op, args, value: 0 }) - 1
    const step = fold(this, op, args)
    if (typeof step === 'number') return step
    return this.#place(`${step.op} ${step.args.join(' ')}`, () => ({ op: step.op, args: step.args, value: 0 }))
  }
}
