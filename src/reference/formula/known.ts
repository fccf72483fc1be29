/**
 * What is known of the values of a tree at one moment of a proof: by class of equal subtrees, with a trail that takes steps back.
 * In: narrowings. Out: the state, and what changed since a mark. A number is an interval, a truth a set of bits, a string a set.
 * Two subtrees of one shape have one class, so `a / b > 3 and a / b < 2` is seen although nothing is known of a and b.
 * No twin yet.
 */
import type { Checked } from './checked.ts'
import { anything, hull, interval, type Interval } from './interval.ts'
import { anyText, joinTexts, type Texts } from './texts.ts'

/** Bits of what a truth can be. */
export const isFalse = 1
export const isUnknown = 2
export const isTrue = 4
export const anyTruth = 7

export type Known = Interval | Texts | number

/** By class of each node: the value before its conversion of unit, and after it. */
export interface Classes {
  readonly own: readonly number[]
  readonly converted: readonly number[]
  readonly count: number
}

/** Equal keys, equal values in every row; a call of a user's function is equal to nothing. */
export function classesOf({ ast, conversions, options }: Checked): Classes {
  const keys = new Map<string, number>()
  const idOf = (key: string): number => {
    const known = keys.get(key) ?? keys.size
    keys.set(key, known)
    return known
  }
  const [own, converted]: [number[], number[]] = [[], []]
  ast.nodes.forEach(({ kind, text, value, operators, items }, at) => {
    const parts = [kind, value, operators.join(''), ...items.map((item) => converted[item]!)]
    const isOwn = kind === 'call' && options.functions.has(text)
    const id = idOf(isOwn ? `one ${at}` : `${parts.join(' ')} ${text}`)
    const step = conversions[at]
    own.push(id)
    converted.push(step === undefined ? id : idOf(`to ${id} ${step.times} ${step.over}`))
  })
  return { own, converted, count: keys.size }
}

export function join(a: Known, b: Known): Known {
  if (typeof a === 'number') return a | (b as number)
  return 'list' in a ? joinTexts(a, b as Texts) : hull(a, b as Interval)
}

/** Of two of which one is a narrowing of the other. */
export function isSame(a: Known, b: Known): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b
  if ('list' in a) return 'list' in b && a.isOnly === b.isOnly && a.list.size === b.list.size && a.canMiss === b.canMiss
  return 'low' in b && a.low === b.low && a.high === b.high && a.canMiss === b.canMiss
}

function firstOf(checked: Checked, at: number): Known {
  const type = checked.types[at]!
  if (type === 'boolean') return anyTruth
  return type === 'string' ? anyText : anything
}

/** A string of a list is copied several times over. */
const workOfString = 8

/** How much there is to copy or compare. */
export const sizeOf = (known: Known): number =>
  typeof known === 'object' && 'list' in known ? 1 + workOfString * known.list.size : 1

/** All orders that two values can have: less, equal, greater. */
export const anyOrder = 7

export class State {
  readonly cells: Known[] = []
  /** What was done so far: narrowings by their size. */
  work = 0
  readonly #pairs = new Map<number, number>()
  readonly #classes: number
  readonly #trail: (readonly [cell: number, before: Known])[] = []

  constructor(checked: Checked, { own, converted, count }: Classes) {
    this.#classes = count
    checked.ast.nodes.forEach((node, at) => {
      this.cells[own[at]!] = firstOf(checked, at)
      this.cells[converted[at]!] = firstOf(checked, at)
      const variable = node.kind === 'name' ? checked.variables.get(node.text) : undefined
      if (variable?.type === 'number') this.cells[own[at]!] = interval(variable.min, variable.max, true, variable.integer)
    })
  }

  /** The cell that holds the orders of two classes, the lower one first. */
  pair(low: number, high: number): number {
    const key = low * this.#classes + high
    const cell = this.#pairs.get(key) ?? this.cells.push(anyOrder) - 1
    this.#pairs.set(key, cell)
    return cell
  }

  set(cell: number, value: Known): void {
    const before = this.cells[cell]!
    this.work += sizeOf(value)
    if (isSame(before, value)) return
    this.#trail.push([cell, before])
    this.cells[cell] = value
  }

  get mark(): number {
    return this.#trail.length
  }

  /** The cells that were narrowed since a mark. */
  changedSince(mark: number): Set<number> {
    return new Set(this.#trail.slice(mark).map(([cell]) => cell))
  }

  backTo(mark: number): void {
    while (this.#trail.length > mark) {
      const [cell, before] = this.#trail.pop()!
      this.cells[cell] = before
    }
  }
}
