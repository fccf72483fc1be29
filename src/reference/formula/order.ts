/**
 * In which order terms are computed: each after what it reads, the arguments that need more registers first (Sethi and Ullman 1970), equals
 * in their order; links of chains in theirs, since a chain may end early. No recursion: graphs may be as deep as formulas are long.
 * In: a graph, the terms wanted. Out: places of all terms that are needed.  Twin: crates/hydra-core/src/formula/order.rs
 */
import { isChain, isLeaf, type Graph, type Term } from './term.ts'

/** Registers that a term needs, were it a tree; each further argument holds one more. */
function needOf({ args }: Term, needs: readonly number[], sorted: readonly number[], chained: boolean): number {
  if (chained)
    return args.reduce((most, arg, i) => (needs[arg]! + (i > 0 ? 1 : 0) > most ? needs[arg]! + (i > 0 ? 1 : 0) : most), 1)
  return sorted.reduce((most, arg, i) => (needs[arg]! + i > most ? needs[arg]! + i : most), 1)
}

/** The arguments of each term as they are to be visited. */
function visits({ terms }: Graph): (readonly number[])[] {
  const needs: number[] = []
  return terms.map((term) => {
    const chained = isChain(term)
    const sorted = chained ? term.args : term.args.toSorted((a, b) => needs[b]! - needs[a]!)
    needs.push(isLeaf(term) ? 0 : needOf(term, needs, sorted, chained))
    return sorted
  })
}

export function orderOf(graph: Graph, roots: readonly number[]): number[] {
  const next = visits(graph)
  const seen = graph.terms.map(() => false)
  const order: number[] = []
  for (const root of roots) {
    const [path, places] = [[root], [0]]
    if (seen[root]!) continue
    seen[root] = true
    while (path.length > 0) {
      const term = path[path.length - 1]!
      const arg = next[term]![places[places.length - 1]!++]
      if (arg === undefined) {
        order.push(term)
        path.pop()
        places.pop()
      } else if (!seen[arg]!) {
        seen[arg] = true
        path.push(arg)
        places.push(0)
      }
    }
  }
  return order
}
