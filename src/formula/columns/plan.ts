/**
 * The programs of rules for a dictionary of texts, made when first needed and kept for the next call.
 * All rules share one graph, so that what several compute is computed once; rules too many for one program have one each.
 * Texts of the formulas stand in a program as ranks: where these are the same, so is the program.
 */
import { reachable, type Node } from '../../reference/formula/ast.ts'
import type { Checked, UsedVariable } from '../../reference/formula/checked.ts'
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

/** A program, and the rules whose results it gives, by their place. */
export interface Program extends Lowered {
  readonly rules: readonly number[]
}

interface Emitted {
  readonly rule: number
  readonly root: number
}

type RankOf = (text: string) => number

function partsOf({ ast }: Checked): Node[] {
  const isUsed = reachable(ast)
  return ast.nodes.filter((_, at) => isUsed[at])
}

function together(graph: Graph, emitted: readonly Emitted[]): Program | undefined {
  const lowered = lower(graph, emitted.map(({ root }) => root)) // prettier-ignore
  return lowered === undefined ? undefined : { ...lowered, rules: emitted.map(({ rule }) => rule) }
}

function programsOf(rules: readonly ColumnRule[], rankOf: RankOf): Program[] {
  const graph = new Graph(rules.every(({ optimize }) => optimize))
  const emitted = rules.flatMap(({ checked }, rule): Emitted[] => {
    const root = emit(graph, checked, rankOf)
    return root === undefined ? [] : [{ rule, root }]
  })
  if (emitted.length === 0) return []
  const all = together(graph, emitted)
  if (all !== undefined) return [all]
  return emitted.flatMap((one) => together(graph, [one]) ?? unshared(rules[one.rule]!, one.rule, rankOf) ?? [])
}

/** A rule in which so much is shared that it needs more registers than there are: the same without sharing. */
function unshared({ checked }: ColumnRule, rule: number, rankOf: RankOf): Program | undefined {
  const graph = new Graph(false)
  const root = emit(graph, checked, rankOf)
  return root === undefined ? undefined : together(graph, [{ rule, root }])
}

export class Plan {
  readonly rules: readonly ColumnRule[]
  /** Of all rules, each once, in order of first use. */
  readonly variables: readonly UsedVariable[]
  /** Parts of all trees. */
  readonly nodes: number
  /** Texts in the formulas. */
  readonly literals: readonly string[]
  #key: string | undefined
  #programs: readonly Program[] = []

  constructor(rules: readonly ColumnRule[]) {
    const parts = rules.flatMap(({ checked }) => partsOf(checked))
    this.rules = rules
    this.variables = [...new Map(rules.flatMap(({ checked }) => [...checked.variables])).values()]
    this.nodes = parts.length
    this.literals = parts.filter(({ kind }) => kind === 'string').map(({ text }) => text)
  }

  /** A rule that no program has is one for the closures: see `emit`. */
  programs(rankOf: RankOf): readonly Program[] {
    const key = this.literals.map(rankOf).join(' ')
    if (key !== this.#key) this.#programs = programsOf(this.rules, rankOf)
    this.#key = key
    return this.#programs
  }
}
