/**
 * A checked tree as closures: one function a node, made bottom-up, specialised on its kind. No text becomes code.
 * Numbers without value are NaN, truths 0 false, 1 no value, 2 true (Kleene: and is the least, or the most, not 2 - x), texts undefined.
 * With `fold`, numbers of literals alone are computed here, by the very functions that would run later.
 */
import type { Node } from '../reference/formula/ast.ts'
import { literalValue } from '../reference/formula/check-number.ts'
import type { Checked } from '../reference/formula/checked.ts'
import { constants } from '../reference/formula/grammar.ts'
import { convert, type Conversion } from '../reference/formula/unit.ts'
import { callOf } from './closure-call.ts'
import { compareNumbers, compareOthers, membership } from './closure-compare.ts'
import { power, product, sign, sum } from './closure-number.ts'
import { choose, coalesce, every, negate, some } from './closure-logic.ts'
import type { Slots } from './slots.ts'
import type { FormulaFunction } from './types.ts'

export type NumberOf = (slots: Slots) => number
/** 0 false, 1 no value, 2 true */
export type TruthOf = (slots: Slots) => 0 | 1 | 2
export type TextOf = (slots: Slots) => string | undefined
export type SeriesOf = (slots: Slots) => Float64Array
export type Run = NumberOf | TruthOf | TextOf | SeriesOf

const noSlots: Slots = { numbers: new Float64Array(0), others: [] }
const nothing: NumberOf = () => NaN
const unknown: TruthOf = () => 1
const noText: TextOf = () => undefined

/** The closures made so far, by node. */
export class Closures {
  readonly checked: Checked
  readonly functions: ReadonlyMap<string, FormulaFunction>
  readonly runs: (Run | undefined)[] = []
  readonly pure: boolean[] = []

  constructor(checked: Checked, functions: ReadonlyMap<string, FormulaFunction>) {
    this.checked = checked
    this.functions = functions
  }

  number(at: number): NumberOf {
    return (this.runs[at] as NumberOf | undefined) ?? nothing
  }

  truth(at: number): TruthOf {
    return (this.runs[at] as TruthOf | undefined) ?? unknown
  }

  text(at: number): TextOf {
    return (this.runs[at] as TextOf | undefined) ?? noText
  }

  numbers(items: readonly number[]): NumberOf[] {
    return items.map((item) => this.number(item))
  }

  truths(items: readonly number[]): TruthOf[] {
    return items.map((item) => this.truth(item))
  }

  series(at: number): SeriesOf {
    return this.runs[at] as SeriesOf
  }

  /** As its type is; the literal without value as `type` is. */
  ofType(at: number, type: string): Run {
    if (type === 'boolean') return this.truth(at)
    return type === 'string' ? this.text(at) : this.number(at)
  }
}

function read(closures: Closures, name: string): Run {
  const variable = closures.checked.variables.get(name)
  if (variable === undefined) return constant(constants.get(name)!)
  const { place, type } = variable
  if (type === 'number' || type === 'boolean') return (slots) => slots.numbers[place]!
  const other: (slots: Slots) => unknown = (slots) => slots.others[place]
  return other as Run
}

const constant =
  (value: number): NumberOf =>
  () =>
    value

function compare(closures: Closures, { items, text }: Node): TruthOf {
  const [a, b] = items as [number, number]
  const type = closures.checked.types[a]!
  if (type === 'number') return compareNumbers(text, closures.number(a), closures.number(b))
  return compareOthers(text, closures.ofType(a, type), closures.ofType(b, type), type === 'boolean')
}

function within(closures: Closures, { items }: Node): TruthOf {
  const type = items.map((item) => closures.checked.types[item]!).find((found) => found !== 'missing') ?? 'number'
  return membership(items.map((item) => closures.ofType(item, type)), type) // prettier-ignore
}

/** The closure of one node; undefined for the literal that has no value. */
function make(closures: Closures, node: Node, at: number): Run | undefined {
  const { kind, items, value, text, operators } = node
  const type = closures.checked.types[at]!
  if (type === 'missing' || kind === 'error' || kind === 'missing') return undefined
  if (kind === 'number') return constant(value)
  if (kind === 'boolean') return value === 1 ? () => 2 : () => 0
  if (kind === 'string') return () => text
  if (kind === 'name') return read(closures, text)
  if (kind === 'sum') return sum(closures.numbers(items), operators)
  if (kind === 'product') return product(closures.numbers(items), operators)
  if (kind === 'power')
    return power(closures.number(items[0]!), closures.number(items[1]!), literalValue(closures.checked, items[1]!))
  if (kind === 'sign') return sign(text, closures.number(items[0]!))
  if (kind === 'compare') return compare(closures, node)
  if (kind === 'in') return within(closures, node)
  if (kind === 'and') return every(closures.truths(items))
  if (kind === 'or') return some(closures.truths(items))
  if (kind === 'not' || kind === 'negation') return negate(closures.truth(items[0]!))
  if (kind === 'conditional') return choose(closures.truth(items[0]!), items.slice(1).map((item) => closures.ofType(item, type)), type) // prettier-ignore
  if (kind === 'coalesce') return coalesce(items.map((item) => closures.ofType(item, type)), type) // prettier-ignore
  return callOf(closures, node, at)
}

const isArithmetic = (kind: string): boolean =>
  kind === 'sum' || kind === 'product' || kind === 'power' || kind === 'sign' || kind === 'call'

/** Whether the value of a node is the same for all data: arithmetic of literals, with functions of the language. */
function isPure(closures: Closures, at: number, { kind, text, items }: Node): boolean {
  const { checked, pure } = closures
  if (kind === 'number') return true
  if (kind === 'name') return checked.types[at] === 'number' && !checked.variables.has(text)
  if (!isArithmetic(kind) || checked.types[at] !== 'number') return false
  if (kind === 'call' && (checked.entries[at]?.kind !== 'scalar' || closures.functions.has(text))) return false
  for (const item of items) if (!pure[item]!) return false
  return true
}

export function closuresOf(checked: Checked, functions: ReadonlyMap<string, FormulaFunction>, fold: boolean): Closures {
  const closures = new Closures(checked, functions)
  const { pure, runs } = closures
  for (let at = 0; at < checked.ast.nodes.length; at += 1) {
    const node = checked.ast.nodes[at]!
    const made = make(closures, node, at)
    const step = checked.conversions[at]
    const run: Run | undefined = step === undefined || made === undefined ? made : converted(made as NumberOf, step)
    pure.push(fold && run !== undefined && isPure(closures, at, node))
    const isFolded = pure[at]! && (step !== undefined || node.items.length > 0)
    runs.push(isFolded ? constant((run as NumberOf)(noSlots)) : run)
  }
  return closures
}

const converted =
  (run: NumberOf, step: Conversion): NumberOf =>
  (slots) =>
    convert(run(slots), step)
