/**
 * What the study says of one head, in a few words for a column of a table.
 * In: a study, the name of a head. Out: `fastest`, `1.52x slower than a`, `as fast as a`, `undecided against a`, `failed`.
 * Held against: the reference of the study if it has one, else the head of the lowest median, which is called the fastest only where
 * every other head is proven slower.
 */
import { fastestHead, shownName, times, turned } from '../report/index.ts'
import type { Comparison, Study } from '../study/index.ts'

/** The comparison that speaks of a head against the reference, or the fastest; undefined for that one itself. */
export function rivalry(study: Study, name: string): Comparison | undefined {
  const rival = study.reference ?? fastestHead(study)
  if (rival === undefined || rival === name) return undefined
  const found = study.comparisons.find(({ a, b }) => (a === name && b === rival) || (a === rival && b === name))
  return found === undefined || found.a === name ? found : turned(found)
}

function words({ b, ratio, verdict }: Comparison): string {
  const other = shownName(b)
  if (ratio === undefined || verdict === 'undecided') return `undecided against ${other}`
  if (verdict === 'equivalent') return `as fast as ${other}`
  return verdict === 'faster' ? `${times(1 / ratio)} faster than ${other}` : `${times(ratio)} slower than ${other}`
}

/** Of the head that the others are held against. */
function ownWords(study: Study, name: string): string {
  if (study.names.length === 1) return ''
  if (study.reference === name) return 'reference'
  const others = study.names.filter((other) => other !== name && (study.heads[other]?.summary.successes ?? 0) > 0)
  return others.every((other) => rivalry(study, other)?.verdict === 'slower') ? 'fastest' : 'lowest median'
}

/** @returns '' for what is no head of the study */
export function verdictWords(study: Study, name: string): string {
  if (study.heads[name] === undefined) return ''
  if ((study.heads[name]?.summary.successes ?? 0) === 0) return 'failed'
  const comparison = rivalry(study, name)
  return comparison === undefined ? ownWords(study, name) : words(comparison)
}
