/**
 * The least set of clauses that fixes the value of a rule: while they stay as they are, the others may be anything.
 * In: parts with their truths. Out: marks by node. Where there is no value, those without one that the rule waits for.
 * Each clause stands once in the tree, so the least set of a whole is made of least sets of its items.
 */
import type { Node } from '../reference/formula/ast.ts'
import { isChoice, isCoalesce, type Trace } from '../reference/formula/trace.ts'
import { lookedAt, takenOf, truthAt, type Parts } from './explain-parts.ts'

type Costs = readonly number[]

/** The cheapest of the items that have a truth. */
function cheapest(trace: Trace, items: readonly number[], truth: number, costs: Costs): number[] {
  const fitting = items.filter((item) => truthAt(trace, item) === truth)
  return [fitting.reduce((best, item) => (costs[item]! < costs[best]! ? item : best))]
}

/** The items that must stay as they are, for the group to stay as it is. */
function fixing(trace: Trace, node: Node, at: number, costs: Costs): readonly number[] {
  const { kind, text, items } = node
  const truth = truthAt(trace, at)
  if (kind === 'and') return truth === 0 ? cheapest(trace, items, 0, costs) : items
  if (kind === 'or') return truth === 2 ? cheapest(trace, items, 2, costs) : items
  if (isCoalesce(kind, text)) return lookedAt(trace, node)
  if (isChoice(kind, text)) {
    const taken = takenOf(trace, node)
    return taken === undefined ? [items[0]!] : [items[0]!, taken]
  }
  return kind === 'compare' && truth === 1 ? cheapest(trace, items, 1, costs) : items
}

/** The items without a value that a group without one waits for. */
function waited(trace: Trace, node: Node): readonly number[] {
  const { kind, text, items } = node
  if (isCoalesce(kind, text)) return items
  const taken = isChoice(kind, text) ? takenOf(trace, node) : undefined
  const asked = !isChoice(kind, text) ? items : taken === undefined ? [items[0]!] : [taken]
  return asked.filter((item) => truthAt(trace, item) === 1)
}

/** How many clauses fix each part. */
function costsOf({ trace, parts }: Parts): number[] {
  const costs: number[] = []
  trace.checked.ast.nodes.forEach((node, at) => {
    const part = parts[at]
    const items = part === 'group' ? fixing(trace, node, at, costs) : []
    costs.push(part === 'clause' ? 1 : items.reduce((total, item) => total + costs[item]!, 0))
  })
  return costs
}

export function decisiveOf(all: Parts): boolean[] {
  const { trace, parts, tops } = all
  const costs = costsOf(all)
  const { nodes } = trace.checked.ast
  const marks = nodes.map(() => false)
  for (const top of tops) {
    const isUnknown = truthAt(trace, top) === 1
    const todo = [top]
    for (let at = todo.pop(); at !== undefined; at = todo.pop()) {
      marks[at] = true
      if (parts[at] === 'group') todo.push(...(isUnknown ? waited(trace, nodes[at]!) : fixing(trace, nodes[at]!, at, costs)))
    }
  }
  return marks.map((isMarked, at) => isMarked && parts[at] === 'clause')
}
