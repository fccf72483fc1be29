/**
 * Verdicts in words. In: comparisons of a study (ratio = time of a / time of b, the verdict speaks of a). Out: one sentence a pair.
 * People read the winner first, so a slower `a` is turned round: "b is 1.52x faster than a", the ends of the interval with it.
 * Why a note on trials: the interval of a median needs ceil(1 - log2(1 - confidence)) blocks of two trials before it exists at all.
 */
import { blocksForLevel } from '../study/index.ts'
import type { Comparison } from '../study/types.ts'
import { shownName } from './names.ts'
import { percent, times } from './number.ts'
import { plain, type Paint } from './paint.ts'
import type { StudyView } from './types.ts'

/** More trials than this nobody wants to be told of. */
const mostTrials = 1e6

/** Trials a head from which on a verdict can be given: two a block, 7 blocks at least, more for many pairs. */
export const trialsForVerdicts = (adjusted: number): number => 2 * blocksForLevel(adjusted)

/** The same comparison seen from b. */
export function turned(comparison: Comparison): Comparison {
  const { a, b, ratio, interval, verdict } = comparison
  const other = verdict === 'faster' ? 'slower' : verdict === 'slower' ? 'faster' : verdict
  return {
    ...comparison,
    a: b,
    b: a,
    verdict: other,
    ratio: ratio === undefined ? undefined : 1 / ratio,
    interval: interval === undefined ? undefined : [1 / interval[1], 1 / interval[0]],
  }
}

const level = (confidence: number): string => `${Number((confidence * 100).toFixed(1))} %`

/** `(98 %: 1.49x to 1.55x)`, with the level that all pairs of the study hold together. */
function bounds({ confidence }: Comparison, low: number, high: number): string {
  return `(${level(confidence)}: ${times(low)} to ${times(high)})`
}

function undecided(comparison: Comparison): string {
  const { interval, adjusted, blocks, needed, paired, reason } = comparison
  if (!paired && reason !== undefined) return `undecided, ${reason}`
  const trials = needed === undefined ? Infinity : Math.max(2, 2 * Math.ceil(needed))
  const more =
    trials > mostTrials
      ? `; ${reason ?? 'too close to tell apart by more trials'}`
      : `; about ${trials} more trials of each would tell`
  if (interval !== undefined) return `undecided ${bounds(comparison, ...interval)}${more}`
  const least = trialsForVerdicts(adjusted)
  return blocks === 0
    ? 'undecided: no block in which both succeeded'
    : `undecided: verdicts are possible from ${least} good trials of both on`
}

/**
 * One comparison as a sentence.
 *
 * @example
 * verdictSentence(study.comparisons[0]) // 'gzip-6 is 1.52x faster than brotli-5 (98 %: 1.49x to 1.55x)'
 * @since 0.1.0
 */
export function verdictSentence(comparison: Comparison, paint: Paint = plain): string {
  if (comparison.verdict === 'slower') return verdictSentence(turned(comparison), paint)
  const { ratio, interval, verdict, margin } = comparison
  const [a, b] = [paint.bold(shownName(comparison.a)), shownName(comparison.b)]
  if (ratio === undefined || interval === undefined || verdict === 'undecided') return `${a} and ${b}: ${undecided(comparison)}`
  if (verdict === 'equivalent')
    return `${a} and ${b} take the same time within ${percent(margin).replace('.0', '')} ${bounds(comparison, ...interval)}`
  return `${a} is ${paint.green(`${times(1 / ratio)} faster`)} than ${b} ${bounds(comparison, 1 / interval[1], 1 / interval[0])}`
}

/** The fastest head by median of those that ever succeeded. */
export function fastestHead({ names, heads }: StudyView): string | undefined {
  let best: string | undefined
  for (const name of names) {
    const median = heads[name]?.summary.durationMs.median
    const least = best === undefined ? undefined : heads[best]?.summary.durationMs.median
    if (median !== undefined && (least === undefined || median < least)) best = name
  }
  return best
}

/**
 * Sentences of a study, indented: every head against the fastest, or all pairs; heads without a success have none.
 *
 * @param all - every pair that was compared
 */
export function verdictLines(study: StudyView, { all = false, paint = plain }: { all?: boolean; paint?: Paint } = {}): string[] {
  const fastest = fastestHead(study)
  const able = ({ a, b }: Comparison): boolean => [a, b].every((name) => (study.heads[name]?.summary.successes ?? 0) > 0)
  const chosen = study.comparisons.filter((one) => able(one) && (all || one.a === fastest || one.b === fastest))
  const median = (name: string): number => study.heads[name]?.summary.durationMs.median ?? Infinity
  const seen = chosen
    .map((one) => (one.b === fastest ? turned(one) : one))
    .sort((p, q) => median(p.a) - median(q.a) || median(p.b) - median(q.b))
  return seen.map((one) => `  ${verdictSentence(one, paint)}`)
}

/** A line that says from how many trials on verdicts are possible, when there were fewer; else nothing. */
export function tooFewNote({ comparisons, names, heads }: StudyView): string | undefined {
  const adjusted = comparisons[0]?.adjusted
  const most = Math.max(0, ...names.map((name) => heads[name]?.summary.trials ?? 0))
  if (adjusted === undefined || most >= trialsForVerdicts(adjusted)) return undefined
  return `${most} trials give figures; verdicts are possible from ${trialsForVerdicts(adjusted)} trials on.`
}
