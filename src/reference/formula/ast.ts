/**
 * The tree of a formula: an arena of nodes that name their children by index.
 * A node is made after its children, so the order of indices is bottom-up: every later walk is one loop, never a recursion.
 * Chains of one level (`a - b + c`) are one node with many items, so that height does not grow with length.
 * Twin: crates/hydra-core/src/formula/ast.rs
 */
export type NodeKind =
  | 'number' | 'string' | 'boolean' | 'missing' | 'name' | 'call' | 'sign' | 'negation' | 'not'
  | 'power' | 'product' | 'sum' | 'coalesce' | 'compare' | 'in' | 'and' | 'or' | 'conditional' | 'error' // prettier-ignore

export interface Node {
  readonly kind: NodeKind
  /** Place in the text, UTF-16 units. */
  readonly start: number
  readonly end: number
  /** Of a number; 1 for true. */
  readonly value: number
  /** Name, function, text of a string, unit of a number, operator of a comparison or sign. */
  readonly text: string
  /** Indices of the children, in order of the text. */
  readonly items: readonly number[]
  /** Operators of a sum or product, one fewer than items. */
  readonly operators: readonly string[]
}

export interface Ast {
  readonly nodes: readonly Node[]
  /** Index of the whole formula. */
  readonly root: number
}

/** Only the nodes below the root, in order: parts that an error cut off are left out. */
export function reachable({ nodes, root }: Ast): boolean[] {
  const marks = nodes.map(() => false)
  marks[root] = true
  for (let at = root; at >= 0; at -= 1) {
    if (marks[at]!) for (const item of nodes[at]!.items) marks[item] = true
  }
  return marks
}
