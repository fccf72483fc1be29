/** The sentence of a claim: which clause cannot be, and what its sides were known to be. Numbers are written in full: claims are exact. */
import type { Ast } from '../reference/formula/ast.ts'
import { analyse, type Side, type Verdict } from '../reference/formula/analysis.ts'
import { canonicalOf } from '../reference/formula/canonical.ts'
import type { Checked } from '../reference/formula/checked.ts'
import type { FormulaFault } from '../reference/formula/fault.ts'
import { isTrue, isUnknown, type Known } from '../reference/formula/known.ts'
import type { Texts } from '../reference/formula/texts.ts'
import { nextDown, nextUp } from '../reference/formula/ulp.ts'
import { clipped } from './figure.ts'
import type { FormulaAnalysis } from './types.ts'

const isShorter = (a: number, b: number): boolean => String(a).length < String(b).length

/** An end that is one step beside a round number came of < or >. */
function lowText(low: number): string {
  return isShorter(nextDown(low), low) ? `above ${nextDown(low)}` : `at least ${low}`
}

function highText(high: number): string {
  return isShorter(nextUp(high), high) ? `below ${nextUp(high)}` : `at most ${high}`
}

const none = 'without a value'

/** Ends at infinity, or one step before it, say nothing to people. */
function rangeText(low: number, high: number): string | undefined {
  if (low > high) return none
  if (low === high) return String(low)
  const ends = [nextDown(low) === -Infinity ? '' : lowText(low), nextUp(high) === Infinity ? '' : highText(high)]
  return ends.filter((end) => end !== '').join(' and ') || undefined
}

function listText({ isOnly, list }: Texts): string | undefined {
  if (list.size === 0) return isOnly ? none : undefined
  const names = [...list].slice(0, 3).map((text) => JSON.stringify(text))
  return `${isOnly ? '' : 'not '}${names.join(' or ')}${list.size > names.length ? ' or others' : ''}`
}

function truthText(truth: number): string | undefined {
  if ((truth & ~isUnknown) === 0) return none
  return truth & isTrue ? (truth === isTrue ? 'true' : undefined) : 'false'
}

function knownText(known: Known): string | undefined {
  if (typeof known === 'number') return truthText(known)
  return 'list' in known ? listText(known) : rangeText(known.low, known.high)
}

function sideText({ ast }: Checked, { at, known }: Side): string[] {
  const text = knownText(known)
  if (text === undefined) return []
  return [`${clipped(canonicalOf(ast, at))} ${text === none ? 'has no value' : `is ${text}`}`]
}

function whyNot(checked: Checked, { refuted, sides }: Verdict): string {
  if (refuted === undefined) return 'it has the same value in every row'
  const { kind, at, wanted } = refuted
  const clause = clipped(canonicalOf(checked.ast, at))
  const aim = kind === 'missing' ? 'without a value' : kind === 'present' ? 'with a value' : wanted ? 'true' : 'false'
  const facts = sides.flatMap((side) => sideText(checked, side))
  if (facts.length > 0) return `${clause} cannot be ${aim} while ${facts.join(' and ')}`
  return `${clause} cannot be ${aim}${at === checked.ast.root || kind === 'never' ? '' : ' beside the other clauses'}`
}

export function analysisOf(checked: Checked): FormulaAnalysis {
  const verdict = analyse(checked)
  const { outcome, refuted } = verdict
  if (outcome === 'either') {
    const isRule = checked.types[checked.ast.root] === 'boolean'
    return { outcome, reason: isRule ? 'both outcomes may be, or no proof was found' : 'the formula is no boolean' }
  }
  const { start, end } = checked.node(refuted?.at ?? checked.ast.root)
  return { outcome, reason: whyNot(checked, verdict), span: { start, end } }
}

/** HYD-2051 or HYD-2052. */
export function warningOf({ outcome, reason, span }: FormulaAnalysis, ast: Ast): FormulaFault | undefined {
  if (outcome === 'either') return undefined
  const { start, end } = span ?? ast.nodes[ast.root]!
  const [code, sentence] = outcome === 'never' ? ([2051, 'never-fires'] as const) : ([2052, 'always-fires'] as const)
  return { code, reason: sentence, values: [reason], start, end, suggestions: [] }
}
