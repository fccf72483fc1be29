/**
 * The least set of clauses that fixes the value of a rule: while they stay as they are, the others may be anything.
 * In: parts with their truths. Out: marks by node. Where there is no value, those without one that the rule waits for.
 * Each clause stands once in the tree, so the least set of a whole is made of least sets of its items. What is asked of an item is a set of
 * truths to stay in, as bits: `a and b` is not true as long as one of them stays false or unknown, whichever of the two.
 */
import type { Node } from '../reference/formula/ast.ts'
import { isChoice, isCoalesce, type Trace } from '../reference/formula/trace.ts'
import { takenOf, truthAt, type Parts } from './explain-parts.ts'

/** An item, and the truths that it must stay in: bit 0 false, bit 1 unknown, bit 2 true. */
type Pick = readonly [item: number, within: number]

interface Fix {
  /** How many clauses; Infinity where the truth is none of those asked for. */
  readonly cost: number
  readonly picks: readonly Pick[]
}

const [no, unknown, yes, anything] = [1, 2, 4, 7]
const allSets = [1, 2, 3, 4, 5, 6, 7]
const impossible: Fix = { cost: Infinity, picks: [] }
const free: Fix = { cost: 0, picks: [] }

/** False and true change places. */
const turned = (within: number): number => (within & unknown) | (within & no ? yes : 0) | (within & yes ? no : 0)

/** Costs by node and set. */
class Fixes {
  readonly #all: Parts
  readonly #costs: (readonly number[])[] = []

  constructor(all: Parts) {
    this.#all = all
    all.trace.checked.ast.nodes.forEach((_, at) => {
      const isPart = all.parts[at] !== undefined
      this.#costs.push(isPart ? [Infinity, ...allSets.map((within) => this.fix(at, within).cost)] : [])
    })
  }

  fix(at: number, within: number): Fix {
    const { trace, parts } = this.#all
    if (((1 << truthAt(trace, at)) & within) === 0) return impossible
    if (within === anything || parts[at] === 'literal') return free
    return parts[at] === 'clause' ? { cost: 1, picks: [] } : this.#group(trace.checked.node(at), within)
  }

  #group(node: Node, within: number): Fix {
    const { kind, text, items } = node
    if (kind === 'and') return this.#every(items, within, (set) => set)
    if (kind === 'or') return this.#every(items, turned(within), turned)
    if (kind === 'not' || kind === 'negation') return this.#sum([[items[0]!, turned(within)]])
    if (isChoice(kind, text)) return this.#choice(items, within)
    return isCoalesce(kind, text) ? this.#first(items, within) : this.#equal(items, within, text === '==')
  }

  #sum(picks: readonly Pick[]): Fix {
    return { cost: picks.reduce((total, [item, within]) => total + this.#costs[item]![within]!, 0), picks }
  }

  #least(fixes: readonly Fix[]): Fix {
    return fixes.reduce((best, fix) => (fix.cost < best.cost ? fix : best), impossible)
  }

  /** The least of all items stays within a set; `as` turns the sets of `or`. */
  #every(items: readonly number[], within: number, as: (set: number) => number): Fix {
    const one = (set: number): Fix => this.#least(items.map((item) => this.#sum([[item, as(set)]])))
    const all = (set: number): Fix => this.#sum(items.map((item) => [item, as(set)]))
    if (within === no || within === (no | unknown)) return one(within)
    if (within === (no | yes)) return this.#least([one(no), all(within)])
    return within === unknown ? this.#lowest(items, as) : all(within)
  }

  /** None is false, and one is unknown: the one for which that costs least on top. */
  #lowest(items: readonly number[], as: (set: number) => number): Fix {
    const extra = (item: number): number => this.#costs[item]![as(unknown)]! - this.#costs[item]![as(unknown | yes)]!
    const found = items.filter((item) => this.#costs[item]![as(unknown)]! < Infinity)
    if (found.length === 0) return impossible
    const lowest = found.reduce((best, item) => (extra(item) < extra(best) ? item : best))
    return this.#sum(items.map((item) => [item, as(item === lowest ? unknown : unknown | yes)]))
  }

  /** The condition stays in some set, and each branch that it can lead to within what is asked. */
  #choice([condition, one, other]: readonly number[], within: number): Fix {
    const sets = allSets.filter((set) => (set & unknown & ~within) === 0)
    return this.#least(sets.map((set) => this.#sum([[condition!, set], ...(set & yes ? [[one!, within] as const] : []), ...(set & no ? [[other!, within] as const] : [])]))) // prettier-ignore
  }

  /** Each item is there within what is asked, or may be missing and the next one is asked. */
  #first(items: readonly number[], within: number): Fix {
    let rest = this.#sum([[items.at(-1)!, within]])
    for (const item of items.slice(0, -1).reverse()) {
      const alone = this.#sum([[item, within & ~unknown]])
      const both = this.#sum([[item, within | unknown]])
      rest = this.#least([alone, { cost: both.cost + rest.cost, picks: [...both.picks, ...rest.picks] }])
    }
    return rest
  }

  #equal([a, b]: readonly number[], within: number, isSame: boolean): Fix {
    const pairs = allSets.flatMap((left) => allSets.map((right) => [left, right] as const))
    const fitting = pairs.filter(([left, right]) => (equalities(left, right, isSame) & ~within) === 0)
    return this.#least(fitting.map(([left, right]) => this.#sum([[a!, left], [b!, right]]))) // prettier-ignore
  }
}

/** What an equality of truths can be. */
function equalities(left: number, right: number, isSame: boolean): number {
  const canEqual = (left & right & (no | yes)) !== 0
  const canDiffer = (left & turned(right) & (no | yes)) !== 0
  const known = (canEqual ? yes : 0) | (canDiffer ? no : 0)
  return (isSame ? known : turned(known)) | ((left | right) & unknown)
}

/** The items without a value that a group without one waits for. */
function waited(trace: Trace, node: Node): readonly number[] {
  const { kind, text, items } = node
  if (isCoalesce(kind, text)) return items
  const taken = isChoice(kind, text) ? takenOf(trace, node) : undefined
  const asked = !isChoice(kind, text) ? items : taken === undefined ? [items[0]!] : [taken]
  return asked.filter((item) => truthAt(trace, item) === 1)
}

export function decisiveOf(all: Parts): boolean[] {
  const { trace, parts, tops } = all
  const { nodes } = trace.checked.ast
  const fixes = new Fixes(all)
  const marks = nodes.map(() => false)
  for (const top of tops) {
    const truth = truthAt(trace, top)
    const todo: Pick[] = [[top, 1 << truth]]
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const [at, within] = next
      if (parts[at] === 'clause') marks[at] = within !== anything
      else if (parts[at] === 'group' && truth !== 1) todo.push(...fixes.fix(at, within).picks)
      else if (parts[at] === 'group') todo.push(...waited(trace, nodes[at]!).map((item) => [item, unknown] as const))
    }
  }
  return marks
}
