/** The terms of a tree made so far, by node.  Twin: crates/hydra-core/src/formula/emitter.rs */
import type { Checked, ValueType } from './checked.ts'
import type { Graph } from './term.ts'

/** The place of a text in the sorted dictionary of a call. */
export type RankOf = (text: string) => number

/** The literal without value. */
export const none = -1
/** What no program can compute. */
export const impossible = -2

export class Emitter {
  readonly graph: Graph
  readonly checked: Checked
  readonly rankOf: RankOf
  /** Term of each node; below 0 for the literal without value. */
  readonly terms: number[] = []

  constructor(graph: Graph, checked: Checked, rankOf: RankOf) {
    this.graph = graph
    this.checked = checked
    this.rankOf = rankOf
  }

  number(at: number): number {
    const term = this.terms[at]!
    return term === none ? this.graph.constant(NaN) : term
  }

  truth(at: number): number {
    const term = this.terms[at]!
    return term === none ? this.graph.fill(1) : term
  }

  /** As its type is; the literal without value as `type` is. */
  ofType(at: number, type: ValueType): number {
    return type === 'boolean' ? this.truth(at) : this.number(at)
  }
}
