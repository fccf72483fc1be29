/**
 * Weights by the user's own formula: one score a head, a share of the sum of all.
 * In: the text, figures of the heads, the floor. Out: scores, weights that sum to 1, and what each score was made of.
 * A score that has no value is 0, with a warning that names the head; of a head without trials it is the mean score of the others, as for
 * the other policies. Negative and infinite scores are refused: what no share can be made of must not turn the best head into the worst.
 * Nothing succeeded: all are equal. Shares by the code of the other policies, so that k * f gives the weights of f.
 */
import type { EngineOption } from '../engine/index.ts'
import { hydraError, show, warnOnce } from '../errors/index.ts'
import { compileFormula, headMetrics, type Formula } from '../formula/index.ts'
import { sumSorted } from '../reference/weight/order.ts'
import { floored } from '../reference/weight/shares.ts'
import { headValues, reportedNames } from './head-values.ts'
import type { NamedFigures } from './source.ts'

export interface Scored {
  readonly rule: Formula
  /** undefined: none, and the head counts with 0, or untried with the mean. */
  readonly scores: readonly (number | undefined)[]
  /** Figures that the formula names, of each head. */
  readonly values: readonly Readonly<Record<string, number | undefined>>[]
  readonly weights: Float64Array
  readonly nothingSucceeded: boolean
}

/** What may be lost is told where it is lost: with the score. */
const toldByScore: ReadonlySet<string> = new Set(['HYD-2008', 'HYD-2056'])

/**
 * A formula over figures of heads: a number; its units may mix, since scores are compared with each other only.
 *
 * @param reported - names of metrics that heads reported; a name of `headMetrics` keeps its meaning
 * @throws HYD-2001 to HYD-2013 what is wrong with the text
 */
export function weighFormula(text: string, reported: readonly string[]): Formula {
  const own = reported.filter((name) => !Object.hasOwn(headMetrics, name)).map((name) => [name, 'number'] as const)
  const variables = { ...headMetrics, ...Object.fromEntries(own) }
  const rule = compileFormula(text, { variables, units: 'warn', expect: 'number', name: 'weights' })
  if (rule.needsRows) rule.evaluate() // refuses with HYD-2013: heads are in no order
  return rule
}

function refuse(head: string, got: string, known: string): never {
  throw hydraError('5012', { head, got, known }, { where: { head } })
}

/** Names whose value a head has not. */
export const unknownNames = (rule: Formula, values: Readonly<Record<string, number | undefined>>): string[] =>
  rule.variables.map(({ name }) => name).filter((name) => values[name] === undefined)

function scoreOf(
  rule: Formula,
  { name }: NamedFigures,
  values: Readonly<Record<string, number | undefined>>,
): number | undefined {
  const score = rule.evaluate(values) as number | undefined
  if (score === undefined || (score >= 0 && score < Infinity)) return score === undefined ? undefined : score + 0
  const figures = rule.variables.map((variable) => `${variable.name} ${show(values[variable.name])}`)
  return refuse(name, show(score), figures.join(', '))
}

/** Where heads succeeded and none has a score, the formula asks for what the source does not hold. */
function refuseBlind(heads: readonly NamedFigures[], scored: Pick<Scored, 'rule' | 'scores' | 'values'>): void {
  if (scored.scores.some((score) => score !== undefined)) return
  const index = heads.findIndex(({ successes }) => successes > 0)
  if (index < 0) return
  const lacking = unknownNames(scored.rule, scored.values[index]!)
  refuse(heads[index]!.name, 'none, as has every head', lacking.length === 0 ? 'all names' : `not known: ${lacking.join(', ')}`)
}

function warn(heads: readonly NamedFigures[], { rule, scores, values }: Pick<Scored, 'rule' | 'scores' | 'values'>): void {
  for (const warning of rule.warnings) if (!toldByScore.has(warning.code)) warnOnce(warning)
  heads.forEach(({ name, trials }, index) => {
    if (scores[index] !== undefined || trials === 0) return
    const lacking = unknownNames(rule, values[index]!)
    const why = lacking.length === 0 ? 'its figures give none' : `not known: ${lacking.join(', ')}`
    warnOnce(hydraError('5015', { head: name, why }, { where: { head: name } }))
  })
}

function column(heads: readonly NamedFigures[], scores: readonly (number | undefined)[]): Float64Array {
  const known = Float64Array.from(scores.filter((score, i) => score !== undefined || heads[i]!.trials > 0), (score) => score ?? 0) // prettier-ignore
  const mean = known.length === 0 ? 1 : meanOf(known)
  return Float64Array.from(scores, (score, i) => score ?? (heads[i]!.trials > 0 ? 0 : mean))
}

/** Divided before they are added: scores near the largest double have a mean too. */
const meanOf = (values: Float64Array): number => sumSorted(values.map((value) => value / values.length))

/**
 * @throws HYD-2001 to HYD-2013 the text, HYD-5001 a figure, HYD-5012 a score that is negative or infinite, or no score at all
 */
export function scoreHeads(text: string, heads: readonly NamedFigures[], floor: number, option: EngineOption): Scored {
  const rule = weighFormula(text, reportedNames(heads))
  const names = rule.variables.map(({ name }) => name)
  const values = heads.map((head) => headValues(head, names, option))
  const nothingSucceeded = !heads.some(({ successes }) => successes > 0)
  const scores = heads.map((head, i) => (nothingSucceeded ? undefined : scoreOf(rule, head, values[i]!)))
  const scored = { rule, scores, values }
  refuseBlind(heads, scored)
  if (!nothingSucceeded) warn(heads, scored)
  const filled = nothingSucceeded ? new Float64Array(heads.length).fill(1) : column(heads, scores)
  return { ...scored, nothingSucceeded, weights: floored(filled, floor) }
}
