/**
 * How long, deep and large a formula may be; counted, never timed.
 * Twin: crates/hydra-core/src/formula/limits.rs
 */
import { limitsOfGrammar } from './grammar.ts'

export interface Limits {
  /** UTF-16 units of text. */
  readonly text: number
  /** Brackets, calls, signs, `not`, right sides of `^`, branches of `? :` inside each other. */
  readonly nesting: number
  /** Nodes of the tree. */
  readonly nodes: number
  /** Arguments of one call, or items of one list. */
  readonly arguments: number
}

export const limitNames = ['text', 'nesting', 'nodes', 'arguments'] as const

export const standardLimits: Limits = {
  text: limitsOfGrammar.text.standard,
  nesting: limitsOfGrammar.nesting.standard,
  nodes: limitsOfGrammar.nodes.standard,
  arguments: limitsOfGrammar.arguments.standard,
}
