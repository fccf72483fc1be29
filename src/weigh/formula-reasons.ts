/** Why a head has its weight by a formula: its score, the formula, and the figures that it names. */
import { visible } from '../errors/index.ts'
import { amount, percent } from './figures.ts'
import { unknownNames, type Scored } from './formula.ts'
import type { NamedFigures } from './source.ts'
import type { WeightReason } from './types.ts'

const mostFigures = 12
const longest = 200

/** On one line, and not without end. */
export function formulaText(text: string): string {
  const line = visible(text.replaceAll(/\s+/g, ' ').trim())
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

const counts = ({ successes, trials }: NamedFigures): string => `${amount(successes)} of ${trials} right`

function figuresText({ rule, values }: Scored, index: number): string {
  const known = rule.variables.filter(({ name }) => values[index]![name] !== undefined)
  if (known.length === 0) return ''
  const shown = known.slice(0, mostFigures).map(({ name }) => `${visible(name)} ${amount(values[index]![name]!)}`)
  const more = known.length > mostFigures ? ` and ${known.length - mostFigures} more` : ''
  return ` with ${shown.join(', ')}${more}`
}

/** Zero, or the mean: what stands for a score that has no value. */
function withoutScore(scored: Scored, head: NamedFigures, index: number): string {
  if (head.trials === 0) return 'no trials, so the mean score of the others'
  const lacking = unknownNames(scored.rule, scored.values[index]!).map(visible)
  const why = lacking.length === 0 ? 'its figures give none' : `${lacking.join(', ')} not known`
  return `${counts(head)}; no score, which counts as 0: ${why}`
}

/** `gzip: 43.1 %: score 0.81 = success_rate ^ 2 / p95_ms with success_rate 1, p95_ms 1.23` */
export function scoreReason(scored: Scored, head: NamedFigures, index: number): string {
  const start = `${visible(head.name)}: ${percent(scored.weights[index]!)}`
  if (scored.nothingSucceeded) return `${start}: ${counts(head)}; no head had a success, so all are equal`
  const score = scored.scores[index]
  const text = formulaText(scored.rule.text)
  if (score === undefined) return `${start}: ${withoutScore(scored, head, index)}; ${text}${figuresText(scored, index)}`
  return `${start}: score ${amount(score)} = ${text}${figuresText(scored, index)}`
}

/** The reason of all weights together. */
export function formulaReason({ rule, nothingSucceeded, scores }: Scored, heads: readonly NamedFigures[]): WeightReason {
  const policy = 'formula'
  if (nothingSucceeded) return { policy, code: 'HYD-5011', text: 'no head had a success, so all get equal weights' }
  const isFlat = scores.every((score) => score === undefined || score === 0)
  const untried = heads.some(({ trials }, i) => trials === 0 && scores[i] === undefined)
  const shares = isFlat ? 'every score is 0, so all get equal weights' : 'its share of the sum of all scores'
  return { policy, text: `${formulaText(rule.text)}: ${shares}${untried ? '; heads without trials get the mean score' : ''}` }
}
