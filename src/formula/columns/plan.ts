/**
 * The program of a rule for a dictionary of texts, made when first needed and kept for the next call.
 * Texts of the formula stand in a program as ranks: where these are the same, so is the program.
 */
import type { Checked } from '../../reference/formula/checked.ts'
import { reachable } from '../../reference/formula/ast.ts'
import { emit } from '../../reference/formula/emit.ts'
import { lower, type Lowered } from '../../reference/formula/lower.ts'
import { Graph } from '../../reference/formula/term.ts'
import type { Run } from '../closure.ts'

/** What columns need to know of a compiled formula. */
export interface ColumnRule {
  readonly checked: Checked
  /** The closure of the whole, for one row. */
  readonly run: Run
  readonly optimize: boolean
  /** Parts times rows. */
  readonly mostWork: number
}

export class Plan {
  readonly rule: ColumnRule
  /** Parts of the tree. */
  readonly nodes: number
  /** Texts in the formula. */
  readonly literals: readonly string[]
  #key: string | undefined
  #program: Lowered | undefined

  constructor(rule: ColumnRule) {
    const { ast } = rule.checked
    const isUsed = reachable(ast)
    const nodes = ast.nodes.filter((_, at) => isUsed[at])
    this.rule = rule
    this.nodes = nodes.length
    this.literals = nodes.filter(({ kind }) => kind === 'string').map(({ text }) => text)
  }

  /** Undefined where only the closures can do it: see `emit`. */
  program(rankOf: (text: string) => number): Lowered | undefined {
    const key = this.literals.map(rankOf).join(' ')
    if (key === this.#key) return this.#program
    const graph = new Graph(this.rule.optimize)
    const root = emit(graph, this.rule.checked, rankOf)
    this.#program = root === undefined ? undefined : lower(graph, root)
    this.#key = key
    return this.#program
  }
}
