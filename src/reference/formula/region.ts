/**
 * Where terms are computed. A link of a chain is skipped once the chain is settled, so what only this link reads is computed in it; what
 * several places read, in the innermost region that is run whenever one of them is.
 * Regions: the whole program, and each link of a chain after the first, inside the link before it. The common region of two is found by
 * going up from chain to chain, which nest no deeper than formulas do.
 * In: a graph, the order of its terms, the terms wanted. Out: region of each term.  Twin: crates/hydra-core/src/formula/region.rs
 */
import { isChain, type Graph } from './term.ts'

export interface Region {
  /** The chain's term; -1 for the whole program. */
  readonly chain: number
  readonly link: number
  /** Chains around it. */
  readonly depth: number
}

export const whole: Region = { chain: -1, link: 0, depth: 0 }

export function regionsOf({ terms }: Graph, order: readonly number[], roots: readonly number[]): (Region | undefined)[] {
  const regions: (Region | undefined)[] = terms.map(() => undefined)

  const common = (a: Region, b: Region): Region => {
    let [x, y] = [a, b]
    while (x.chain !== y.chain) {
      if (x.depth >= y.depth) x = regions[x.chain]!
      else y = regions[y.chain]!
    }
    return x.link <= y.link ? x : y
  }
  const meet = (term: number, region: Region): void => {
    const before = regions[term]
    regions[term] = before === undefined ? region : common(before, region)
  }

  for (const root of roots) meet(root, whole)
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const at = order[i]!
    const own = regions[at]!
    const { args } = terms[at]!
    const chained = isChain(terms[at]!)
    for (let k = 0; k < args.length; k += 1) {
      meet(args[k]!, chained && k > 0 ? { chain: at, link: k, depth: own.depth + 1 } : own)
    }
  }
  return regions
}
