/**
 * From what is known of variables to what each node of a subtree can be: one loop, bottom-up.
 * No twin yet.
 */
import type { Node } from './ast.ts'
import { literalValue } from './check-number.ts'
import type { Checked } from './checked.ts'
import { compareText } from './compound.ts'
import { constants } from './grammar.ts'
import { anything, difference, hasValue, interval, meet, negated, nothing, product, quotient, remainder, sum, through, type Interval } from './interval.ts' // prettier-ignore
import { ofFunction, ofSeries } from './interval-function.ts'
import { power } from './interval-power.ts'
import { anyTruth, isFalse, isTrue, isUnknown, join, type Classes, type Known, type State } from './known.ts'
import { anyText, hasText, meetTexts, noText, onlyText, texts, type Texts } from './texts.ts'
import { convert } from './unit.ts'

/** What stands between the items of a sum or product. */
export const between: Readonly<Record<string, (a: Interval, b: Interval) => Interval>> = {
  '+': sum,
  '-': difference,
  '*': product,
  '/': quotient,
  '%': remainder,
}

/** Truths that come of an order: less, equal, greater. */
const orders: Readonly<Record<string, number>> = { '<': 1, '<=': 3, '>': 4, '>=': 6, '==': 2, '!=': 5 }
export const ordersOf = (operator: string): number => orders[operator]!

const textTests: Readonly<Record<string, (a: string, b: string) => boolean>> = {
  starts_with: (a, b) => a.startsWith(b),
  ends_with: (a, b) => a.endsWith(b),
  contains: (a, b) => a.includes(b),
}

/** The orders that two numbers can have. */
export function possibleOrders(a: Interval, b: Interval): number {
  if (!hasValue(a) || !hasValue(b)) return 0
  return (a.low < b.high ? 1 : 0) | (hasValue(meet(a, b)) ? 2 : 0) | (a.high > b.low ? 4 : 0)
}

const orderBit = (order: number): number => (order < 0 ? 1 : order > 0 ? 4 : 2)

function textOrders(a: Texts, b: Texts): number {
  if (!hasText(a) || !hasText(b)) return 0
  const [x, y] = [onlyText(a), onlyText(b)]
  if (x !== undefined && y !== undefined) return orderBit(compareText(x, y))
  return hasText(meetTexts(a, b)) ? 7 : 5
}

export class Forward {
  readonly checked: Checked
  readonly classes: Classes
  readonly state: State
  /** What each node can be, after its conversion; of the subtrees looked at last. */
  readonly values: Known[] = []
  /** The first node of each subtree: a subtree is a stretch of nodes. */
  readonly first: number[] = []

  constructor(checked: Checked, classes: Classes, state: State) {
    this.checked = checked
    this.classes = classes
    this.state = state
    checked.ast.nodes.forEach(({ items }, at) => this.first.push(items.length === 0 ? at : this.first[items[0]!]!))
  }

  number(at: number): Interval {
    const value = this.values[at]
    return typeof value === 'object' && 'low' in value ? value : nothing
  }

  truth(at: number): number {
    const value = this.values[at]
    return typeof value === 'number' ? value : isUnknown
  }

  text(at: number): Texts {
    const value = this.values[at]
    return typeof value === 'object' && 'list' in value ? value : noText
  }

  /** As is_missing tells it. */
  missing(at: number): number {
    const value = this.values[at]!
    if (typeof value === 'number') return (value & isUnknown ? isTrue : 0) | (value & ~isUnknown ? isFalse : 0)
    const isThere = 'list' in value ? hasText(value) : hasValue(value)
    return (value.canMiss ? isTrue : 0) | (isThere ? isFalse : 0)
  }

  /** Looks at a subtree anew. */
  look(at: number): void {
    const start = this.first[at]!
    for (let i = start; i <= at; i += 1) this.values[i] = this.#of(i)
    this.state.work += at - start + 1
  }

  /** Before the conversion of its unit. */
  own(at: number): Interval {
    return meet(numberOf(this, at), this.state.cells[this.classes.own[at]!] as Interval)
  }

  #of(at: number): Known {
    const { types, conversions } = this.checked
    const known = this.state.cells[this.classes.converted[at]!]!
    const type = types[at]!
    if (type === 'boolean') return truthOf(this, at) & (known as number)
    if (type === 'string') return meetTexts(textOf(this, at), known as Texts)
    if (type !== 'number') return nothing
    const own = this.own(at)
    const step = conversions[at]
    return step === undefined
      ? own
      : meet(
          through(own, (x) => convert(x, step)),
          known as Interval,
        )
  }
}

function chained({ items, operators }: Node, forward: Forward): Interval {
  let value = forward.number(items[0]!)
  operators.forEach((operator, i) => (value = between[operator]!(value, forward.number(items[i + 1]!))))
  return value
}

/** What a choice can be, from what its condition can be. */
function chosen<T extends Known>(condition: number, yes: T, no: T, none: T): T {
  const parts = [[isTrue, yes], [isFalse, no], [isUnknown, none]] as const // prettier-ignore
  const used = parts.filter(([bit]) => (condition & bit) !== 0).map(([, part]) => part)
  return used.length === 0 ? none : used.reduce((a, b) => join(a, b) as T)
}

/** The first that has a value: without one only where the last has none. */
function firstOf<T extends Interval | Texts>(items: readonly T[]): T {
  return items.reduceRight((last, item) => (item.canMiss ? { ...(join(item, last) as T), canMiss: last.canMiss } : item))
}

const conditionOf = ({ items }: Node): readonly [condition: number, yes: number, no: number] => items as [number, number, number]
const isChoice = ({ kind, text }: Node): boolean => kind === 'conditional' || (kind === 'call' && text === 'if')
const isCoalesce = ({ kind, text }: Node): boolean => kind === 'coalesce' || (kind === 'call' && text === 'coalesce')

function calledNumber(forward: Forward, node: Node, at: number): Interval {
  const entry = forward.checked.entries[at]
  if (entry === undefined || forward.checked.options.functions.has(node.text)) return anything
  if (entry.kind === 'series') return ofSeries(node.text, elementOf(forward, node.items[0]!))
  const digits = node.text === 'round' && node.items.length > 1 ? literalValue(forward.checked, node.items[1]!)! : 0
  return ofFunction(node.text, node.items.map((item) => forward.number(item)), digits) // prettier-ignore
}

function elementOf({ checked }: Forward, at: number): Interval {
  const variable = checked.variables.get(checked.node(at).text)
  if (variable === undefined || checked.conversions[at] !== undefined) return anything
  return interval(variable.min, variable.max, true, variable.integer)
}

function numberOf(forward: Forward, at: number): Interval {
  const node = forward.checked.node(at)
  const { kind, value, text, items } = node
  if (kind === 'number') return interval(value, value, false, value === Math.floor(value))
  if (kind === 'name') return nameOf(forward, text)
  if (kind === 'sum' || kind === 'product') return chained(node, forward)
  if (kind === 'sign') return text === '-' ? negated(forward.number(items[0]!)) : forward.number(items[0]!)
  if (kind === 'power') return power(forward.number(items[0]!), forward.number(items[1]!))
  if (isChoice(node)) return choiceOfNumbers(forward, node)
  if (isCoalesce(node)) return firstOf(items.map((item) => forward.number(item)))
  return kind === 'call' ? calledNumber(forward, node, at) : nothing
}

function choiceOfNumbers(forward: Forward, node: Node): Interval {
  const [condition, yes, no] = conditionOf(node)
  return chosen(forward.truth(condition), forward.number(yes), forward.number(no), nothing)
}

function nameOf({ checked }: Forward, name: string): Interval {
  const value = checked.variables.has(name) ? undefined : constants.get(name)
  return value === undefined ? anything : interval(value, value, false, value === Math.floor(value))
}

function textOf(forward: Forward, at: number): Texts {
  const node = forward.checked.node(at)
  const { kind, text, items } = node
  if (kind === 'string') return texts(true, [text], false)
  if (isCoalesce(node)) return firstOf(items.map((item) => forward.text(item)))
  if (!isChoice(node)) return anyText
  const [condition, yes, no] = conditionOf(node)
  return chosen(forward.truth(condition), forward.text(yes), forward.text(no), noText)
}

/** By the orders that are possible and those that make it true. */
function truthOfOrders(possible: number, wanted: number, canMiss: boolean): number {
  return ((possible & wanted) !== 0 ? isTrue : 0) | ((possible & ~wanted) !== 0 ? isFalse : 0) | (canMiss ? isUnknown : 0)
}

function compared(forward: Forward, a: number, b: number, operator: string): number {
  const type = forward.checked.types[a]
  if (type === 'boolean') return anyTruth
  if (type === 'string') {
    const [x, y] = [forward.text(a), forward.text(b)]
    return truthOfOrders(textOrders(x, y), ordersOf(operator), x.canMiss || y.canMiss)
  }
  const [x, y] = [forward.number(a), forward.number(b)]
  return truthOfOrders(possibleOrders(x, y), ordersOf(operator), x.canMiss || y.canMiss)
}

function within(forward: Forward, { items }: Node): number {
  const results = items.slice(1).map((item) => compared(forward, items[0]!, item, '=='))
  if (forward.checked.types[items[0]!] === 'missing') return isUnknown
  return any(results)
}

/** Kleene, over sets. */
const any = (items: readonly number[]): number =>
  (items.some((item) => item & isTrue) ? isTrue : 0) |
  (items.every((item) => item & isFalse) ? isFalse : 0) |
  (items.some((item) => item & isUnknown) ? isUnknown : 0)

const turned = (truth: number): number => (truth & isUnknown) | (truth & isTrue ? isFalse : 0) | (truth & isFalse ? isTrue : 0)

function calledTruth(forward: Forward, { text, items }: Node, at: number): number {
  if (forward.checked.options.functions.has(text)) return anyTruth
  if (text === 'is_missing') return forward.missing(items[0]!)
  if (forward.checked.entries[at]?.kind !== 'string') return anyTruth
  const [a, b] = [forward.text(items[0]!), onlyText(forward.text(items[1]!))]
  if (!a.isOnly || b === undefined) return anyTruth
  const test = textTests[text]!
  return [...a.list].reduce((all, x) => all | (test(x, b) ? isTrue : isFalse), a.canMiss || forward.text(items[1]!).canMiss ? isUnknown : 0) // prettier-ignore
}

export const textTest = (name: string): ((a: string, b: string) => boolean) => textTests[name]!

function truthOf(forward: Forward, at: number): number {
  const node = forward.checked.node(at)
  const { kind, value, text, items } = node
  const truths = (): number[] => items.map((item) => forward.truth(item))
  if (kind === 'boolean') return value === 1 ? isTrue : isFalse
  if (kind === 'compare') return compared(forward, items[0]!, items[1]!, text)
  if (kind === 'in') return within(forward, node)
  if (kind === 'or') return any(truths())
  if (kind === 'and') return turned(any(truths().map(turned)))
  if (kind === 'not' || kind === 'negation') return turned(forward.truth(items[0]!))
  return isChoice(node) || isCoalesce(node) || kind !== 'call' ? anyTruth : calledTruth(forward, node, at)
}
