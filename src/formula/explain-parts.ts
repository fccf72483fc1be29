/**
 * What an explanation speaks of: the clauses of a rule, and how `and`, `or`, `not` and choices join them.
 * In: the values of all nodes. Out: marks by node. A clause is a boolean that is not made of booleans; of a number, the conditions on its way.
 */
import type { Node } from '../reference/formula/ast.ts'
import { isChoice, isCoalesce, isThere, type Trace, type Truth } from '../reference/formula/trace.ts'

export type Part = 'group' | 'clause' | 'literal'

export interface Parts {
  readonly trace: Trace
  /** By node; undefined for all that no outcome is told of. */
  readonly parts: readonly (Part | undefined)[]
  /** Booleans that stand by themselves: the rule, or the conditions of a number. */
  readonly tops: readonly number[]
}

const groups: ReadonlySet<string> = new Set(['and', 'or', 'not', 'negation', 'conditional', 'coalesce'])

export function truthAt({ checked, values }: Trace, at: number): Truth {
  return checked.types[at] === 'missing' ? 1 : (values[at] as Truth)
}

/** The branch that a choice took; undefined where its condition has no value. */
export function takenOf(trace: Trace, { items }: Node): number | undefined {
  const truth = truthAt(trace, items[0]!)
  return truth === 1 ? undefined : items[truth === 2 ? 1 : 2]
}

/** The items of `??` up to the first that has a value. */
export function lookedAt({ checked, values }: Trace, { items }: Node): readonly number[] {
  const found = items.findIndex((item) => isThere(checked, item, values[item]))
  return found < 0 ? items : items.slice(0, found + 1)
}

function partOf({ checked }: Trace, node: Node): Part {
  const { kind, text, items } = node
  if (kind === 'boolean' || kind === 'missing') return 'literal'
  if (groups.has(kind) || isChoice(kind, text) || isCoalesce(kind, text)) return 'group'
  return kind === 'compare' && checked.types[items[0]!] === 'boolean' ? 'group' : 'clause'
}

/** Of a number or string: the parts that its value went through, and the conditions that stood at its forks. */
function wayOf(trace: Trace, node: Node): { readonly way: readonly number[]; readonly forks: readonly number[] } {
  const { kind, text, items } = node
  if (isCoalesce(kind, text)) return { way: lookedAt(trace, node), forks: [] }
  if (!isChoice(kind, text)) return { way: items.filter((item) => trace.checked.types[item] !== 'boolean'), forks: [] }
  const taken = takenOf(trace, node)
  return { way: taken === undefined ? [] : [taken], forks: [items[0]!] }
}

export function partsOf(trace: Trace): Parts {
  const { ast, types } = trace.checked
  const parts: (Part | undefined)[] = ast.nodes.map(() => undefined)
  const isOnWay = ast.nodes.map(() => false)
  const tops: number[] = []
  const top = (at: number): void => {
    tops.push(at)
    parts[at] = partOf(trace, ast.nodes[at]!)
  }
  if (types[ast.root] === 'boolean') top(ast.root)
  else isOnWay[ast.root] = true
  for (let at = ast.root; at >= 0; at -= 1) {
    const node = ast.nodes[at]!
    if (parts[at] === 'group') for (const item of node.items) parts[item] = partOf(trace, ast.nodes[item]!)
    if (!isOnWay[at]!) continue
    const { way, forks } = wayOf(trace, node)
    for (const item of way) isOnWay[item] = true
    forks.forEach(top)
  }
  return { trace, parts, tops: tops.sort((a, b) => a - b) }
}
