/**
 * The value of every node for one row: what explanations and derivatives are made of.
 * In: a checked tree and the value of each variable. Out: one value a node, the root as `evaluate` gives it, bit for bit.
 * One loop, bottom-up; also what no short circuit would reach, so a function of the user that fails there is only noted.
 * No twin yet.
 */
import type { Node } from './ast.ts'
import type { Checked } from './checked.ts'
import { compareText, orderHolds } from './compound.ts'
import { constants } from './grammar.ts'
import { power } from './scalar.ts'
import { approxCall, numberCall, seriesCall, textCall, type TraceValue } from './trace-call.ts'
import { convert } from './unit.ts'

export type { TraceValue }

export interface Row {
  /** Of a variable. */
  readonly read: (name: string) => TraceValue
  /** A function of the user; it may throw. */
  readonly call: (name: string, args: readonly TraceValue[]) => TraceValue
}

export interface Trace {
  readonly checked: Checked
  readonly values: readonly TraceValue[]
  /** What functions of the user threw, by node. */
  readonly failures: ReadonlyMap<number, unknown>
}

export type Truth = 0 | 1 | 2

/** Whether there is a value. */
export function isThere(checked: Checked, at: number, value: TraceValue): boolean {
  if (checked.types[at] === 'boolean') return value !== 1
  return value !== undefined && value === value
}

const noneOf = (type: string): TraceValue => (type === 'boolean' ? 1 : type === 'string' ? undefined : NaN)

const steps: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
}

/** The value so far in a chain, and one more operand. */
export const stepOf = (operator: string, a: number, b: number): number => steps[operator]!(a, b)

function orderOf(a: TraceValue, b: TraceValue): number {
  if (typeof a === 'string') return compareText(a, b as string)
  return a! < b! ? -1 : a! > b! ? 1 : 0
}

class Tracer {
  readonly checked: Checked
  readonly values: TraceValue[] = []
  readonly failures = new Map<number, unknown>()
  readonly #row: Row

  constructor(checked: Checked, row: Row) {
    this.checked = checked
    this.#row = row
    checked.ast.nodes.forEach((node, at) => {
      const value = this.#of(node, at)
      const step = checked.conversions[at]
      this.values.push(step === undefined ? value : convert(value as number, step))
    })
  }

  #args({ items }: Node): TraceValue[] {
    return items.map((item) => this.values[item])
  }

  #numbers(node: Node): number[] {
    return this.#args(node) as number[]
  }

  /** The literal without a value is one of every type. */
  #as(at: number, type: string): TraceValue {
    return this.checked.types[at] === 'missing' ? noneOf(type) : this.values[at]
  }

  #isThere(at: number): boolean {
    return isThere(this.checked, at, this.values[at])
  }

  #of(node: Node, at: number): TraceValue {
    const { kind, value, text, items, operators } = node
    if (kind === 'number') return value
    if (kind === 'boolean') return 2 * value
    if (kind === 'string') return text
    if (kind === 'name') return this.checked.variables.has(text) ? this.#row.read(text) : constants.get(text)!
    if (kind === 'sum' || kind === 'product') return this.#numbers(node).reduce((a, b, i) => stepOf(operators[i - 1]!, a, b))
    if (kind === 'sign') return text === '-' ? -(this.values[items[0]!] as number) : this.values[items[0]!]
    if (kind === 'power') return power(this.values[items[0]!] as number, this.values[items[1]!] as number)
    if (kind === 'call') return this.#call(node, at)
    return this.#logic(node, at)
  }

  #logic(node: Node, at: number): TraceValue {
    const { kind, items } = node
    const truths = items.map((item) => this.#as(item, 'boolean')) as Truth[]
    if (kind === 'and') return truths.reduce((a, b) => (a < b ? a : b))
    if (kind === 'or') return truths.reduce((a, b) => (a > b ? a : b))
    if (kind === 'not' || kind === 'negation') return 2 - truths[0]!
    if (kind === 'compare') return this.#compare(node)
    if (kind === 'in') return this.#within(node)
    if (kind === 'conditional') return this.#choose(items, at)
    return kind === 'coalesce' ? this.#first(items, at) : noneOf(this.checked.types[at]!)
  }

  #compare({ items, text }: Node): Truth {
    const [a, b] = items as [number, number]
    if (!this.#isThere(a) || !this.#isThere(b)) return 1
    return orderHolds[text]!(orderOf(this.values[a], this.values[b])) ? 2 : 0
  }

  #within({ items }: Node): Truth {
    const [left, ...list] = items as [number, ...number[]]
    if (!this.#isThere(left)) return 1
    if (list.some((item) => this.#isThere(item) && this.values[item] === this.values[left])) return 2
    return list.every((item) => this.#isThere(item)) ? 0 : 1
  }

  #choose([condition, yes, no]: readonly number[], at: number): TraceValue {
    const [truth, type] = [this.values[condition!], this.checked.types[at]!]
    return truth === 2 ? this.#as(yes!, type) : truth === 0 ? this.#as(no!, type) : noneOf(type)
  }

  #first(items: readonly number[], at: number): TraceValue {
    const found = items.find((item) => this.#isThere(item))
    return found === undefined ? noneOf(this.checked.types[at]!) : this.values[found]
  }

  #call(node: Node, at: number): TraceValue {
    const { checked } = this
    const { text, items } = node
    const entry = checked.entries[at]
    if (entry === undefined || entry.kind === 'window') return noneOf(checked.types[at]!)
    if (checked.options.functions.has(text)) return this.#userCall(node, at)
    if (entry.kind === 'scalar') return numberCall(checked, node, this.#numbers(node))
    if (entry.kind === 'series') return seriesCall(text, this.#args(node))
    if (entry.kind === 'string') return textCall(text, this.#args(node))
    if (text === 'is_missing') return this.#isThere(items[0]!) ? 0 : 2
    if (text === 'approx') return approxCall(this.#numbers(node))
    return text === 'if' ? this.#choose(items, at) : this.#first(items, at)
  }

  #userCall(node: Node, at: number): TraceValue {
    const types = this.checked.entries[at]!.arguments
    try {
      return this.#row.call(
        node.text,
        node.items.map((item, i) => this.#as(item, types[i]!)),
      )
    } catch (cause) {
      this.failures.set(at, cause)
      return noneOf(this.checked.types[at]!)
    }
  }
}

export function traceOf(checked: Checked, row: Row): Trace {
  const { values, failures } = new Tracer(checked, row)
  return { checked, values, failures }
}

/** The nodes that `evaluate` looks at in this row: a side that cannot change the result is left out. */
export function reachedOf({ checked, values }: Trace): boolean[] {
  const marks: boolean[] = []
  marks[checked.ast.root] = true
  const until = (items: readonly number[], isLast: (item: number) => boolean): readonly number[] => {
    const end = items.findIndex(isLast)
    return end < 0 ? items : items.slice(0, end + 1)
  }
  for (let at = checked.ast.root; at >= 0; at -= 1) {
    if (marks[at] !== true) continue
    const { kind, text, items } = checked.node(at)
    let reached = items
    if (kind === 'and') reached = until(items, (item) => values[item] === 0)
    else if (kind === 'or') reached = until(items, (item) => values[item] === 2)
    else if (isChoice(kind, text))
      reached = [items[0]!, ...(values[items[0]!] === 1 ? [] : [items[values[items[0]!] === 2 ? 1 : 2]!])]
    else if (isCoalesce(kind, text)) reached = until(items, (item) => isThere(checked, item, values[item]))
    for (const item of reached) marks[item] = true
  }
  return marks
}

export const isChoice = (kind: string, text: string): boolean => kind === 'conditional' || (kind === 'call' && text === 'if')
export const isCoalesce = (kind: string, text: string): boolean => kind === 'coalesce' || (kind === 'call' && text === 'coalesce')
