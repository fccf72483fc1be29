/**
 * What a look at an adaptive study says: who is sent away, and whether it is over.
 * In: the study so far, judged at the level of one look, and the names still in. Out: names with reasons; true when no pair can be decided any more.
 */
import type { Comparison, HeadStudy } from '../types.ts'
import { sentAway, type Contender, type StopReason } from './rounds.ts'
import { stopAt } from './sequential.ts'

/** From so many epochs on a study may be given up as undecidable: few of them make intervals far too wide. */
const epochsForHope = 10

/** What a look needs of a study. */
export interface Looked {
  readonly heads: Readonly<Record<string, HeadStudy>>
  readonly comparisons: readonly Comparison[]
}

/** Time of a good answer, relative to the head that others are held against; undefined before there is one. */
function scoreOf({ heads, comparisons }: Looked, name: string): number | undefined {
  const { successRate = 0 } = heads[name]?.summary ?? {}
  const against = comparisons.find(({ a }) => a === name)
  const isOne = comparisons.some(({ b }) => b === name)
  const ratio = against?.ratio ?? (isOne ? 1 : undefined)
  return ratio === undefined || successRate === 0 ? undefined : ratio / successRate
}

/**
 * Who is sent away, with the reason.
 *
 * @param keep - most heads that go on, a reference beside them
 */
export function awayAt(
  study: Looked,
  names: readonly string[],
  keep: number,
  reference: string | undefined,
): Map<string, StopReason> {
  const contenders = names.map((name): Contender => ({ name, score: scoreOf(study, name), stays: name === reference }))
  return sentAway(contenders, study.comparisons, keep)
}

const blocksOf = (comparisons: readonly Comparison[]): number =>
  comparisons.reduce((most, { blocks }) => (blocks > most ? blocks : most), 0)

/**
 * Is every pair of these heads decided that can be? One with a head that never succeeded cannot.
 *
 * @param share - of the limit that is used, above 0 to 1
 */
export function isOverAt(study: Looked, names: readonly string[], epochs: number, share: number): boolean {
  const able = new Set(names.filter((name) => (study.heads[name]?.summary.successes ?? 0) > 0))
  const open = study.comparisons.filter(({ a, b }) => able.has(a) && able.has(b))
  const stop = stopAt(open, share > 0 ? (blocksOf(open) / share) * (1 - share) : Infinity)
  return stop === 'decided' || (stop === 'hopeless' && epochs >= epochsForHope)
}
