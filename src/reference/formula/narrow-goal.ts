/**
 * A rule and an outcome as one goal: all of, any of, and what single clauses must be; `not` is gone, each clause knows its outcome.
 * In: a checked tree and true or false. Out: goals in an arena, the first one the whole; its parts stand behind it.
 * What would make it grow too much, or is not understood, is `open`: always reachable, so no claim comes of it.
 * No twin yet.
 */
import type { Node } from './ast.ts'
import type { Checked } from './checked.ts'

export type GoalKind = 'all' | 'any' | 'relation' | 'approx' | 'atom' | 'missing' | 'present' | 'never' | 'open'

export interface Goal {
  readonly kind: GoalKind
  /** Parts of `all` and `any`. */
  readonly items: readonly number[]
  /** The node that it speaks of, and what that must be. */
  readonly at: number
  readonly wanted: boolean
  /** Operator and sides of a relation; the limit of `approx`. */
  readonly operator: string
  readonly a: number
  readonly b: number
  readonly c: number
}

const opposites: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '==': '!=', '!=': '==' }
const growth = 8

type Part = (slot: number) => void

class Goals {
  readonly list: Goal[] = []
  readonly #todo: (readonly [slot: number, at: number, wanted: boolean])[] = []
  readonly #checked: Checked
  readonly #most: number

  constructor(checked: Checked, wanted: boolean) {
    this.#checked = checked
    this.#most = growth * checked.ast.nodes.length + growth
    this.#node(checked.ast.root, wanted)(this.#slot())
    for (let next = this.#todo.pop(); next !== undefined; next = this.#todo.pop()) this.#expand(...next)
  }

  #slot(): number {
    return this.list.push(goal('open', -1, true)) - 1
  }

  /** A part that is a node, looked at later. */
  #node(at: number, wanted: boolean): Part {
    return (slot) => {
      if (this.list.length < this.#most) this.#todo.push([slot, at, wanted])
    }
  }

  #leaf(made: Goal): Part {
    return (slot) => void (this.list[slot] = made)
  }

  #group(kind: 'all' | 'any', at: number, wanted: boolean, parts: readonly Part[]): Part {
    return (slot) => {
      if (this.list.length >= this.#most) return
      const items = parts.map(() => this.#slot())
      this.list[slot] = { ...goal(kind, at, wanted), items }
      parts.forEach((part, i) => part(items[i]!))
    }
  }

  #expand(slot: number, at: number, wanted: boolean): void {
    this.#partOf(this.#checked.node(at), at, wanted)(slot)
  }

  #partOf(node: Node, at: number, wanted: boolean): Part {
    const { kind, items, value } = node
    if (kind === 'missing' || kind === 'error') return this.#leaf(goal('never', at, wanted))
    if (kind === 'boolean') return this.#leaf(goal((value === 1) === wanted ? 'open' : 'never', at, wanted))
    if (kind === 'not' || kind === 'negation') return this.#node(items[0]!, !wanted)
    if (kind === 'and' || kind === 'or') {
      const group = (kind === 'and') === wanted ? 'all' : 'any'
      return this.#group(group, at, wanted, items.map((item) => this.#node(item, wanted))) // prettier-ignore
    }
    if (kind === 'compare') return this.#compare(node, at, wanted)
    if (kind === 'in') return this.#within(node, at, wanted)
    if (kind === 'conditional') return this.#choice(node, at, wanted)
    if (kind === 'coalesce') return this.#first(node, at, wanted)
    return kind === 'call' ? this.#call(node, at, wanted) : this.#leaf(goal('atom', at, wanted))
  }

  #relation(at: number, wanted: boolean, operator: string, a: number, b: number): Part {
    return this.#leaf({ ...goal('relation', at, wanted), operator: wanted ? operator : opposites[operator]!, a, b })
  }

  #compare({ items, text }: Node, at: number, wanted: boolean): Part {
    const [a, b] = items as [number, number]
    if (this.#checked.types[a] !== 'boolean') return this.#relation(at, wanted, text, a, b)
    const isSame = (text === '==') === wanted
    const both = (first: boolean, second: boolean): Part =>
      this.#group('all', at, wanted, [this.#node(a, first), this.#node(b, second)])
    return this.#group('any', at, wanted, [both(true, isSame), both(false, !isSame)])
  }

  #within({ items }: Node, at: number, wanted: boolean): Part {
    const { types } = this.#checked
    const [left, ...list] = items as [number, ...number[]]
    const isLess = types[left] === 'missing' || (!wanted && list.some((item) => types[item] === 'missing'))
    if (isLess) return this.#leaf(goal('never', at, wanted))
    if (types[left] === 'boolean') return this.#leaf(goal('open', at, wanted))
    const parts = list.filter((item) => types[item] !== 'missing').map((item) => this.#relation(at, wanted, '==', left, item))
    return parts.length === 0 ? this.#leaf(goal('never', at, wanted)) : this.#group(wanted ? 'any' : 'all', at, wanted, parts)
  }

  #choice({ items }: Node, at: number, wanted: boolean): Part {
    const [condition, yes, no] = items as [number, number, number]
    return this.#group('any', at, wanted, [
      this.#group('all', at, wanted, [this.#node(condition, true), this.#node(yes, wanted)]),
      this.#group('all', at, wanted, [this.#node(condition, false), this.#node(no, wanted)]),
    ])
  }

  /** `a ?? b`: a is so, or a is missing and b is so. */
  #first({ items }: Node, at: number, wanted: boolean): Part {
    let part = this.#node(items.at(-1)!, wanted)
    for (const item of items.slice(0, -1).reverse()) {
      const otherwise = this.#group('all', at, wanted, [this.#leaf(goal('missing', item, true)), part])
      part = this.#group('any', at, wanted, [this.#node(item, wanted), otherwise])
    }
    return part
  }

  #call(node: Node, at: number, wanted: boolean): Part {
    const { text, items } = node
    const [a = 0, b = 0, c = 0] = items
    if (this.#checked.options.functions.has(text)) return this.#leaf(goal('open', at, wanted))
    if (text === 'if') return this.#choice(node, at, wanted)
    if (text === 'coalesce') return this.#first(node, at, wanted)
    if (text === 'is_missing') return this.#leaf(goal(wanted ? 'missing' : 'present', a, wanted))
    if (text === 'approx') return this.#leaf({ ...goal('approx', at, wanted), a, b, c })
    return this.#leaf(goal('atom', at, wanted))
  }
}

const goal = (kind: GoalKind, at: number, wanted: boolean): Goal => ({ kind, items: [], at, wanted, operator: '', a: 0, b: 0, c: 0 }) // prettier-ignore

export const goalsOf = (checked: Checked, wanted: boolean): readonly Goal[] => new Goals(checked, wanted).list
