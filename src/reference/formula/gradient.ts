/**
 * How fast a number changes with one of its variables: dual numbers, forward over the tree, one pass a variable.
 * In: the values of all nodes in one row. Out: d result / d variable; NaN where there is none.
 * abs'(0) = 0; of equal arguments min and max follow the first; floor, round, sign and comparisons are flat; of a choice the branch taken.
 * Source: Wengert 1964, A simple automatic derivative evaluation program.  No twin yet.
 */
import type { Node } from './ast.ts'
import { literalValue } from './check-number.ts'
import { along, angleChange, hypotChange, logarithmChange, powerChange, stepChange, unarySlope } from './derivative.ts'
import { hypot, max } from './scalar.ts'
import { isChoice, isCoalesce, isThere, reachedOf, stepOf, type Trace } from './trace.ts'
import { convert } from './unit.ts'

/** Slopes of a function of the user by its arguments. */
export type Slopes = (at: number, values: readonly number[]) => readonly number[]

/** The numbers that the result depends on smoothly: nothing below a boolean, which is flat, and no branch that was not taken. */
export function countedOf(trace: Trace): boolean[] {
  const { ast, types } = trace.checked
  const reached = reachedOf(trace)
  const marks = ast.nodes.map(() => false)
  marks[ast.root] = true
  for (let at = ast.root; at >= 0; at -= 1) {
    if (marks[at]!) for (const item of ast.nodes[at]!.items) marks[item] = types[item] === 'number' && reached[item] === true
  }
  return marks
}

class Pass {
  readonly changes: number[] = []
  readonly #trace: Trace
  readonly #name: string
  readonly #slopes: Slopes

  constructor(trace: Trace, counted: readonly boolean[], name: string, slopes: Slopes) {
    this.#trace = trace
    this.#name = name
    this.#slopes = slopes
    const { ast, conversions } = trace.checked
    ast.nodes.forEach((node, at) => {
      const change = counted[at]! ? this.#of(node, at) : 0
      const step = conversions[at]
      this.changes.push(step === undefined ? change : convert(change, step))
    })
  }

  #value(at: number): number {
    return this.#trace.values[at] as number
  }

  #of(node: Node, at: number): number {
    const { kind, text, items } = node
    if (kind === 'name') return text === this.#name ? 1 : 0
    if (kind === 'sum' || kind === 'product') return this.#chain(node)
    if (kind === 'sign') return text === '-' ? -this.changes[items[0]!]! : this.changes[items[0]!]!
    if (kind === 'power' || (kind === 'call' && text === 'pow')) return this.#pair(items, powerChange)
    if (isChoice(kind, text)) return this.#choice(items)
    if (isCoalesce(kind, text)) return this.#first(items)
    return kind === 'call' ? this.#call(node, at) : 0
  }

  #pair([a, b]: readonly number[], change: (a: number, b: number, da: number, db: number) => number): number {
    return change(this.#value(a!), this.#value(b!), this.changes[a!]!, this.changes[b!]!)
  }

  #chain({ items, operators }: Node): number {
    let [value, change] = [this.#value(items[0]!), this.changes[items[0]!]!]
    operators.forEach((operator, i) => {
      const item = items[i + 1]!
      change = stepChange(operator, value, this.#value(item), change, this.changes[item]!)
      value = stepOf(operator, value, this.#value(item))
    })
    return change
  }

  #choice([condition, yes, no]: readonly number[]): number {
    const truth = this.#value(condition!)
    return truth === 2 ? this.changes[yes!]! : truth === 0 ? this.changes[no!]! : NaN
  }

  #first(items: readonly number[]): number {
    const found = items.find((item) => isThere(this.#trace.checked, item, this.#trace.values[item]))
    return found === undefined ? NaN : this.changes[found]!
  }

  /** The first item that has the value of the whole. */
  #extreme(items: readonly number[], at: number): number {
    const found = items.find((item) => this.#value(item) === this.#value(at))
    return found === undefined ? NaN : this.changes[found]!
  }

  #hypot(items: readonly number[]): number {
    let [value, change] = [0, 0]
    for (const item of items) {
      const root = hypot(value, this.#value(item))
      change = hypotChange(value, this.#value(item), root, change, this.changes[item]!)
      value = root
    }
    return change
  }

  /** min(max(x, low), high) */
  #clamp([x, low, high]: readonly number[]): number {
    const raised = max(this.#value(x!), this.#value(low!))
    if (raised > this.#value(high!)) return this.changes[high!]!
    return this.changes[this.#value(x!) === raised ? x! : low!]!
  }

  #logarithm(items: readonly number[], at: number): number {
    const base = literalValue(this.#trace.checked, items[1]!)
    if (base !== 2 && base !== 10) return this.#pair(items, logarithmChange)
    return along(unarySlope(`log${base}`, this.#value(items[0]!), this.#value(at))!, this.changes[items[0]!]!)
  }

  #call({ text, items }: Node, at: number): number {
    const { checked } = this.#trace
    if (checked.options.functions.has(text)) return this.#user(items, at)
    if (checked.entries[at]?.kind !== 'scalar') return 0
    if (text === 'min' || text === 'max') return this.#extreme(items, at)
    if (text === 'clamp') return this.#clamp(items)
    if (text === 'hypot') return this.#hypot(items)
    if (text === 'atan2') return this.#pair(items, angleChange)
    if (text === 'log') return this.#logarithm(items, at)
    return along(unarySlope(text, this.#value(items[0]!), this.#value(at))!, this.changes[items[0]!]!)
  }

  #user(items: readonly number[], at: number): number {
    const changes = items.map((item) => this.changes[item]!)
    if (changes.every((change) => change === 0)) return 0
    const slopes = this.#slopes(at, items.map((item) => this.#value(item))) // prettier-ignore
    return changes.reduce((total, change, i) => total + along(slopes[i]!, change), 0)
  }
}

/** In a row where the result has a value. */
export function derivativeOf(trace: Trace, counted: readonly boolean[], name: string, slopes: Slopes): number {
  return new Pass(trace, counted, name, slopes).changes[trace.checked.ast.root]!
}
