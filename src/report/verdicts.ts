/**
 * Verdicts in words. In: comparisons of a study (ratio = time of a / time of b, the verdict speaks of a). Out: one sentence a pair.
 * People read the winner first, so a slower `a` is turned round: "b is 1.52x [1.49, 1.55] faster than a", the ends of the interval with it.
 * What holds for all sentences (level, clock) is said once above them; where the clocks differ each says its own.
 * Why a note on trials: the interval of a median needs ceil(1 - log2(1 - confidence)) blocks of two trials before it exists at all.
 */
import { blocksForLevel } from '../study/index.ts'
import type { Clock, Comparison, Verdict } from '../study/types.ts'
import { shownName } from './names.ts'
import { counted, fixedDigits, percent, times } from './number.ts'
import { plain, type Paint } from './paint.ts'
import { spanLines, spanText, type Span } from './spans.ts'
import type { ReportOptions, StudyView } from './types.ts'

/** More blocks than this nobody wants to be told of. */
const mostBlocks = 5e5

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
const clockName = (clock: Clock): string => (clock === 'cpu' ? 'CPU time' : 'wall time')

/** `[1.49, 1.55]` */
export const bracketed = (low: number, high: number): string =>
  `[${[low, high].map((end) => times(end).slice(0, -1)).join(', ')}]`

/** `1 %`, `0.5 %`: a margin as it was asked for. */
const marginText = (margin: number): string => percent(margin).replace('.0', '')

/** What would decide an undecided pair, or why nothing will. */
function remedy({ needed, reason }: Comparison): string {
  const blocks = needed === undefined ? Infinity : Math.max(1, Math.ceil(needed))
  if (blocks > mostBlocks) return reason ?? 'too close to tell apart by more trials'
  return `about ${counted(blocks, 'further block')} (${2 * blocks} trials of each) would tell`
}

function undecided(comparison: Comparison, sure: string): string {
  const { ratio, interval, adjusted, blocks, paired, reason } = comparison
  if (!paired && reason !== undefined) return `undecided, ${reason}`
  if (ratio !== undefined && interval !== undefined)
    return `undecided, ${times(ratio)} ${bracketed(...interval)}${sure}; ${remedy(comparison)}`
  if (blocks === 0) return 'undecided: no block in which both succeeded'
  const least = trialsForVerdicts(adjusted)
  if (2 * blocks >= least && ratio !== undefined) return `undecided, ${times(ratio)} so far; ${remedy(comparison)}`
  return `undecided: verdicts are possible from ${least} good trials of both on`
}

/** What a claim is too fine for. */
const doubt = ({ warnings = [] }: Comparison): string =>
  warnings.some(({ code }) => code === 'HYD-3019') ? '; finer than 0.5 %, which takes 5 isolates to be sure of' : ''

interface Wording {
  readonly paint: Paint
  /** Columns of a name. */
  readonly columns: number
  /** What is said behind the interval: level and clock, where they are not said above. */
  readonly sure: string
}

/** A comparison as a sentence in parts. */
function spansOf(comparison: Comparison, wording: Wording): Span[] {
  if (comparison.verdict === 'slower') return spansOf(turned(comparison), wording)
  const { paint, columns, sure } = wording
  const { ratio, interval, verdict, margin } = comparison
  const a: Span = { text: shownName(comparison.a, columns), brush: paint.bold }
  const b = shownName(comparison.b, columns)
  if (ratio === undefined || interval === undefined || verdict === 'undecided')
    return [a, ` and ${b}: ${undecided(comparison, sure)}`]
  if (verdict === 'equivalent')
    return [a, ` and ${b} take `, { text: 'the same time', brush: paint.cyan }, ` within ${marginText(margin)} ${bracketed(...interval)}${sure}${doubt(comparison)}`] // prettier-ignore
  const much: Span = { text: `${times(1 / ratio)} ${bracketed(1 / interval[1], 1 / interval[0])} faster`, brush: paint.green }
  return [a, ' is ', much, ` than ${b}${sure}${doubt(comparison)}`]
}

/**
 * One comparison as a sentence.
 *
 * @example
 * verdictSentence(study.comparisons[0]) // 'gzip-6 is 1.52x [1.49, 1.55] faster than brotli-5 (98 %, wall time)'
 * @since 0.1.0
 */
export function verdictSentence(comparison: Comparison, paint: Paint = plain): string {
  const sure = ` (${level(comparison.confidence)}, ${clockName(comparison.clock)})`
  return spanText(spansOf(comparison, { paint, columns: 40, sure }))
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

const kinds: readonly Verdict[] = ['faster', 'equivalent', 'undecided']

/** Decided pairs first, then equal ones, then open ones; in each group by the times of both. */
function inOrder(study: StudyView, comparisons: readonly Comparison[]): Comparison[] {
  const median = (name: string): number => study.heads[name]?.summary.durationMs.median ?? Infinity
  const kind = ({ verdict }: Comparison): number => kinds.indexOf(verdict)
  const compare = (p: number, q: number): number => (p === q ? 0 : p - q)
  return [...comparisons].sort(
    (p, q) => kind(p) - kind(q) || compare(median(p.a), median(q.a)) || compare(median(p.b), median(q.b)),
  )
}

/** Each pair once, the winner as `a`; of an undecided or equal pair the one that all are held against. */
function facing(comparison: Comparison, centre: string | undefined): Comparison {
  const { verdict, b } = comparison
  return verdict === 'slower' || (verdict !== 'faster' && b === centre) ? turned(comparison) : comparison
}

/** What holds for all sentences: how sure they are together, and by which clock when it is one. */
function heading(shown: readonly Comparison[], clocks: ReadonlySet<Clock>): string {
  const [first] = shown
  if (first === undefined || !shown.some(({ interval, paired }) => interval !== undefined && paired)) return ''
  const by = clocks.size === 1 ? `, by ${clockName(first.clock)}` : ''
  return `${level(first.confidence)} sure${shown.length > 1 ? ' of all together' : ''}${by}:`
}

/**
 * Sentences of a study, indented: every head against the fastest (or the reference), or all pairs; heads without a success have none.
 *
 * @param all - every pair that was compared
 * @returns a line that says how sure they are, then a sentence a pair; none when nothing was compared
 */
export function verdictLines(study: StudyView, options: ReportOptions & { readonly all?: boolean } = {}): string[] {
  const { all = false, paint = plain, columns = Infinity } = options
  const centre = study.reference ?? fastestHead(study)
  const able = ({ a, b }: Comparison): boolean => [a, b].every((name) => (study.heads[name]?.summary.successes ?? 0) > 0)
  const chosen = study.comparisons.filter((one) => able(one) && (all || one.a === centre || one.b === centre))
  const shown = inOrder(study, chosen.map((one) => facing(one, centre))) // prettier-ignore
  const clocks = new Set(shown.map(({ clock }) => clock))
  const nameColumns = Math.min(40, Math.max(8, Math.floor(columns / 2) - 4))
  const sentence = (one: Comparison): string[] => {
    const sure = clocks.size > 1 ? ` (${clockName(one.clock)})` : ''
    return spanLines(spansOf(one, { paint, columns: nameColumns, sure }), { columns, first: '  ', rest: '      ' })
  }
  const above = heading(shown, clocks)
  const title = above === '' ? [] : spanLines([{ text: above, brush: paint.dim }], { columns, first: '  ' })
  return [...title, ...shown.flatMap(sentence)]
}

/** What the machine cannot tell apart: a sentence on the noise floor; nothing where it was not measured. */
export function noiseLines({ noiseFloor }: StudyView, { paint = plain, columns = Infinity }: ReportOptions = {}): string[] {
  if (noiseFloor === undefined) return []
  const { margin, ratio, interval, blocks, by } = noiseFloor
  const who = by === 'halves' ? 'a head in one half of its trials held against the other' : 'the fastest head held against itself'
  const text = `noise floor ${fixedDigits(margin * 100, 2)} %: ${who} came out ${times(ratio)} ${bracketed(...interval)} in ${counted(blocks, 'block')}; nothing finer is claimed`
  return spanLines([{ text, brush: paint.dim }], { columns, first: '  ', rest: '      ' })
}

/** A line that says from how many trials on verdicts are possible, when there were fewer; else nothing. */
export function tooFewNote({ comparisons, names, heads }: StudyView): string | undefined {
  const adjusted = comparisons[0]?.adjusted
  const most = Math.max(0, ...names.map((name) => heads[name]?.summary.trials ?? 0))
  if (adjusted === undefined || most >= trialsForVerdicts(adjusted)) return undefined
  return `${most} trials give figures; verdicts are possible from ${trialsForVerdicts(adjusted)} trials on.`
}
