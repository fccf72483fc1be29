/**
 * Why a formula gave what it gave for one row: its clauses with their values and margins, those that decided, what was missing, a sentence.
 * In: the values of all nodes. Out: plain data. Every walk is a loop over the nodes.
 * Source: Donzé and Maler 2010, Robust satisfaction of temporal logic over real-valued signals (margins).
 */
import { canonicalOf } from '../reference/formula/canonical.ts'
import { isChoice, isCoalesce, isThere, type Trace, type TraceValue } from '../reference/formula/trace.ts'
import { unitText } from '../reference/formula/unit.ts'
import { decisiveOf } from './explain-decisive.ts'
import { marginsOf } from './explain-margin.ts'
import { missingOf } from './explain-missing.ts'
import { lookedAt, partsOf, takenOf, truthAt } from './explain-parts.ts'
import { clauseText, headText, missingText, thresholdOf, valueText } from './explain-text.ts'
import { clipped } from './figure.ts'
import type { FormulaClause, FormulaExplanation, FormulaMissing, FormulaValue } from './types.ts'

/** As people see it: true, false, or undefined. */
function outward({ checked }: Trace, at: number, value: TraceValue): FormulaValue | undefined {
  if (!isThere(checked, at, value) || value instanceof Float64Array) return undefined
  return checked.types[at] === 'boolean' ? value === 2 : value
}

const finite = (x: number): number | undefined => (x - x === 0 ? x + 0 : undefined)

/** The margin in shares of the threshold. */
function relativeOf({ checked, values }: Trace, at: number, margin: number | undefined): number | undefined {
  const { kind, items, text } = checked.node(at)
  const isNear = kind === 'call' && text === 'approx'
  if (margin === undefined || (kind !== 'compare' && !isNear)) return undefined
  const threshold = Math.abs(values[isNear ? items[2]! : thresholdOf(checked, items)[1]] as number)
  return threshold > 0 ? finite(margin / threshold) : undefined
}

function clauseOf(trace: Trace, at: number, margin: number, isDecisive: boolean): FormulaClause {
  const { checked, values } = trace
  const { kind, items, start, end } = checked.node(at)
  const [left, right] = kind === 'name' ? [at, undefined] : [items[0], kind === 'in' ? undefined : items[1]]
  const side = (item: number | undefined): FormulaValue | undefined => (item === undefined ? undefined : outward(trace, item, values[item])) // prettier-ignore
  const own = finite(margin)
  return {
    span: { start, end },
    text: canonicalOf(checked.ast, at),
    value: outward(trace, at, values[at]) as boolean | undefined,
    left: side(left),
    right: side(right),
    margin: own,
    relative: relativeOf(trace, at, own),
    decisive: isDecisive,
  }
}

/** The part of a number or string that its value came from, past all forks; undefined where there was none. */
function branchOf(trace: Trace): number | undefined {
  const { checked } = trace
  let at = checked.ast.root
  for (;;) {
    const node = checked.node(at)
    const next = isChoice(node.kind, node.text) ? takenOf(trace, node) : isCoalesce(node.kind, node.text) ? lookedAt(trace, node).at(-1) : undefined // prettier-ignore
    if (next === undefined) return at === checked.ast.root ? undefined : at
    at = next
  }
}

interface Story {
  readonly facts: readonly string[]
  readonly missing: readonly FormulaMissing[]
}

function ruleText(trace: Trace, { facts, missing }: Story): string {
  const head = headText(trace)
  if (truthAt(trace, trace.checked.ast.root) === 1) return `${head}: ${missingText(missing)}`
  return `${head}: ${facts.length === 0 ? 'it depends on no value' : facts.join(' and ')}`
}

function resultText(trace: Trace, { facts, missing }: Story): string {
  const { checked, values } = trace
  const { root } = checked.ast
  if (!isThere(checked, root, values[root])) return `no value: ${missingText(missing)}`
  const unit = checked.units[root]
  const branch = branchOf(trace)
  const from = branch === undefined ? '' : `, from ${clipped(canonicalOf(checked.ast, branch))}`
  return `${valueText(values[root], unit === undefined ? '' : unitText(unit))}${from}${facts.length === 0 ? '' : `, since ${facts.join(' and ')}`}`
}

/** Where a missing result is asked about: the clauses that wait, or the number itself. */
function waiting(trace: Trace, clauses: readonly number[]): readonly number[] {
  const { checked, values } = trace
  const { root } = checked.ast
  if (isThere(checked, root, values[root])) return []
  return checked.types[root] === 'boolean' ? clauses.filter((at) => truthAt(trace, at) === 1) : [root]
}

export function explain(trace: Trace): FormulaExplanation {
  const { checked, values } = trace
  const { root } = checked.ast
  const all = partsOf(trace)
  const margins = marginsOf(all)
  const isDecisive = decisiveOf(all)
  const places = all.parts.flatMap((part, at) => (part === 'clause' ? [at] : []))
  const clauses = places.map((at) => clauseOf(trace, at, margins[at]!, isDecisive[at]!))
  const decided = places.filter((at) => isDecisive[at]!)
  const missing = missingOf(trace, waiting(trace, decided))
  const facts = places.flatMap((at, i) => (isDecisive[at]! && clauses[i]!.value !== undefined ? [clauseText(trace, at, clauses[i]!)] : [])) // prettier-ignore
  const isRule = checked.types[root] === 'boolean'
  const text = isRule ? ruleText(trace, { facts, missing }) : resultText(trace, { facts, missing })
  return {
    value: outward(trace, root, values[root]),
    text,
    margin: isRule ? finite(margins[root]!) : undefined,
    clauses,
    missing,
  }
}
