/**
 * Holds heads of a study against each other: which differences are real.
 * In: recorded trials in interleaved blocks. Out: one Comparison a pair; ratio = time of a / time of b, the verdict speaks of a.
 * Per block d = ln(sum of a's times / sum of b's times); ratio = exp(centre of d). The same for a metric, or for the trials of one input.
 * All verdicts of a study hold together: see verdict/judge-pairs. How d is judged: src/reference/stats/pair.
 * Why medians of blocks: drift and load hit all heads of a block alike and cancel; a mean would follow its worst block.
 */
import { didYouMean, hydraError, kindOf, show } from '../errors/index.ts'
import type { EngineOption } from '../engine/index.ts'
import { byName } from './by-name.ts'
import type { Better, ByName, ClockChoice, Comparison, HeadStudy, InputInfo, MetricComparison } from './types.ts'
import { engineChoiceOf } from './verdict/judge-pairs.ts'
import { compareMetric } from './verdict/metrics.ts'
import { familyOf, pairsOf, type Pair } from './verdict/pairs.ts'
import { pairwise, type Judged } from './verdict/pairwise.ts'

export const defaultMargin = 0.01
export const defaultConfidence = 0.98

export interface CompareOptions extends EngineOption {
  /** The smallest ratio that matters, less 1: 0 up to, not including, 1. @defaultValue .01, or the study's */
  readonly margin?: number
  /** Two-sided level, between 0 and 1. @defaultValue .98, or the study's */
  readonly confidence?: number
  /** The clock that the verdict goes by. @defaultValue 'auto', or the study's */
  readonly clock?: ClockChoice
  /** Name of a metric to compare in place of time. */
  readonly metric?: string
  /** Name of the only input whose trials count. */
  readonly input?: string
}

/** What a study is compared on: a metric in place of time, the trials of one input, or both. */
export type CompareOn = Pick<CompareOptions, 'metric' | 'input'>

/** What a comparison needs of a study. */
export interface Comparable {
  readonly names: readonly string[]
  readonly heads: Readonly<Record<string, HeadStudy>>
  readonly margin: number
  readonly confidence: number
  readonly clock?: ClockChoice
  readonly inputs?: readonly InputInfo[]
  readonly metrics?: ByName<Better>
  /** Share of the level that one look has; 1 when left out. */
  readonly lookShare?: number
  readonly noiseFloor?: { readonly margin: number } | undefined
}

function refuse(option: string, expected: string, got: unknown): never {
  throw hydraError('1003', { option, expected, got: show(got), type: kindOf(got) }, { where: { option } })
}

/** Checks margin and confidence. */
export function checkLevels(margin: number, confidence: number): void {
  if (!(typeof margin === 'number' && margin >= 0 && margin < 1)) refuse('margin', 'a number from 0 to below 1', margin)
  if (!(typeof confidence === 'number' && confidence > 0 && confidence < 1)) {
    refuse('confidence', 'a number between 0 and 1', confidence)
  }
}

function headOf(study: Comparable, name: string): HeadStudy {
  const head = study.heads[name]
  if (head !== undefined) return head
  const known = study.names.join(', ')
  const suggestion = didYouMean(name, study.names, `Heads of this study: ${known}.`)
  throw hydraError('5004', { head: name, known, suggestion }, { where: { head: name } })
}

export const clockChoices: readonly string[] = ['auto', 'wall', 'cpu']

/** Checks the choice of the clock. */
export function checkClock(clock: ClockChoice): void {
  if (!clockChoices.includes(clock)) refuse('clock', '"auto", "wall" or "cpu"', clock)
}

function unknownKey(kind: string, key: string, names: readonly string[]): never {
  const known = names.length === 0 ? 'none' : names.join(', ')
  const suggestion = didYouMean(key, names, `This study has: ${known}.`)
  throw hydraError('1002', { kind, key, place: ' of this study', known, suggestion }, { where: { option: kind } })
}

/** The input of a name, as the trials know it. */
function inputOf({ inputs = [] }: Comparable, name: string | undefined): Pick<Judged, 'input'> {
  if (name === undefined) return {}
  const index = inputs.findIndex((input) => input.name === name)
  return index >= 0 ? { input: { name, index } } : unknownKey('input', name, inputs.map((input) => input.name)) // prettier-ignore
}

function betterOf({ metrics = byName([]) }: Comparable, metric: string): Better {
  return metrics[metric] ?? unknownKey('metric', metric, Object.keys(metrics))
}

/** What less of is better, of each head: who is the best when there are too many pairs. */
function figuresOf(heads: readonly HeadStudy[], { metric, input }: CompareOn, better: Better): (number | undefined)[] {
  return heads.map(({ summary, stopped }) => {
    // Its trials are those of the beginning: beside the figures of heads that went on they say nothing.
    if (stopped !== undefined) return undefined
    if (metric === undefined) return (input === undefined ? summary.durationMs : summary.byInput[input]?.durationMs)?.median
    const median = summary.metrics[metric]?.median
    return median !== undefined && better === 'higher' ? -median : median
  })
}

/** How sure the verdicts of a study are, with what was asked for instead. */
function levelsOf(study: Comparable, options: CompareOptions): Judged {
  const { margin = study.margin, confidence = study.confidence, clock = study.clock ?? 'auto' } = options
  const { lookShare = 1, noiseFloor } = study
  checkLevels(margin, confidence)
  checkClock(clock)
  return { margin, confidence, clock, lookShare, noiseFloor: noiseFloor?.margin, ...engineChoiceOf(options) }
}

function judge(
  study: Comparable,
  heads: readonly HeadStudy[],
  choose: (figures: readonly (number | undefined)[]) => readonly Pair[],
  options: CompareOptions,
  reference?: number,
): (Comparison | MetricComparison)[] {
  const { metric } = options
  const judged = { ...levelsOf(study, options), ...inputOf(study, options.input) }
  const better = metric === undefined ? 'lower' : betterOf(study, metric)
  const pairs = choose(figuresOf(heads, options, better))
  const levels = { ...judged, family: familyOf(heads.length, pairs.length, reference) }
  return metric === undefined ? pairwise(heads, pairs, levels) : compareMetric(heads, pairs, { ...levels, metric, better })
}

/** Place of the head that all others are held against. @throws HYD-5004 there is none of this name */
export function placeOf(study: Comparable, reference: string | undefined): number | undefined {
  return reference === undefined ? undefined : study.names.indexOf(headOf(study, reference).name)
}

/** All comparisons of a study: all against the reference if there is one; else every pair up to 8 heads, beyond that each against the best. */
export function compareAll(
  study: Comparable,
  reference: string | undefined,
  options: CompareOptions & { readonly metric: string },
): MetricComparison[]
export function compareAll(
  study: Comparable,
  reference?: string,
  options?: CompareOptions & { readonly metric?: undefined },
): Comparison[]
export function compareAll(study: Comparable, reference?: string, options?: CompareOptions): (Comparison | MetricComparison)[]
export function compareAll(
  study: Comparable,
  reference?: string,
  options: CompareOptions = {},
): (Comparison | MetricComparison)[] {
  const heads = study.names.map((name) => study.heads[name]!)
  const place = placeOf(study, reference)
  return judge(study, heads, (figures) => pairsOf(figures, place), options, place)
}

export function compare(
  study: Comparable,
  a: string,
  b: string,
  options: CompareOptions & { readonly metric: string },
): MetricComparison
export function compare(
  study: Comparable,
  a: string,
  b: string,
  options?: CompareOptions & { readonly metric?: undefined },
): Comparison
export function compare(study: Comparable, a: string, b: string, options?: CompareOptions): Comparison | MetricComparison
/**
 * Judges two heads by the trials of a study.
 *
 * Fewer than 7 blocks in which both succeeded (14 trials) give figures and the verdict 'undecided'; equal times in all blocks give the
 * ratio 1 and 'equivalent'.
 *
 * @param a - name of a head; the verdict speaks of it
 * @param b - name of the head it is held against
 * @param options - margin, confidence, clock; `metric` compares that in place of time, `input` the trials of one input only
 * @returns ratio = time of a / time of b (below 1: a is faster) with its interval; both undefined without a common block
 * @throws HYD-5004 unknown head, HYD-1002 unknown metric or input, HYD-1003 margin, confidence or clock refused
 * @example
 * ```ts
 * import { compare, profile } from 'hydra-profiler'
 * const study = await profile({ heads: { slice: () => [1, 2, 3].slice(), spread: () => [...[1, 2, 3]] }, trials: 20 })
 * compare(study, 'slice', 'spread', { margin: 0.05 }).verdict // 'faster', 'slower', 'equivalent' or 'undecided'
 * ```
 * @since 0.1.0
 */
export function compare(study: Comparable, a: string, b: string, options: CompareOptions = {}): Comparison | MetricComparison {
  return judge(study, [headOf(study, a), headOf(study, b)], () => [[0, 1]], options)[0]!
}
