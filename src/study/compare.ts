/**
 * Holds heads of a study against each other: which differences are real.
 * In: recorded trials in interleaved blocks. Out: one Comparison a pair; ratio = time of a / time of b, the verdict speaks of a.
 * Per block d = ln(sum of a's times / sum of b's times); ratio = exp(median d) with the distribution-free interval of that median.
 * The level of each interval is corrected for the number of pairs (Bonferroni 1936), so that all verdicts hold together.
 * Why medians of blocks: drift and load hit all heads of a block alike and cancel; a mean would follow its worst block.
 */
import { engineChoiceOf, pairwise, type Judged } from './verdict/pairwise.ts'
import { pairsOf } from './verdict/pairs.ts'
import { didYouMean, hydraError, kindOf, show } from '../errors/index.ts'
import type { EngineOption } from '../engine/index.ts'
import type { Comparison, HeadStudy } from './types.ts'

export const defaultMargin = 0.01
export const defaultConfidence = 0.98

export interface CompareOptions extends EngineOption {
  /** The smallest ratio that matters, less 1: 0 up to, not including, 1. @defaultValue .01, or the study's */
  readonly margin?: number
  /** Two-sided level, between 0 and 1. @defaultValue .98, or the study's */
  readonly confidence?: number
}

/** What a comparison needs of a study. */
export interface Comparable {
  readonly names: readonly string[]
  readonly heads: Readonly<Record<string, HeadStudy>>
  readonly margin: number
  readonly confidence: number
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

/** All comparisons of a study: every pair up to 8 heads, else each head against the fastest. */
export function compareAll(heads: readonly HeadStudy[], judged: Judged): Comparison[] {
  return pairwise(heads, pairsOf(heads.map(({ summary }) => summary.durationMs.median)), judged)
}

/**
 * Judges two heads by the trials of a study.
 *
 * Fewer than 7 blocks in which both succeeded (14 trials) give figures and the verdict 'undecided'; equal times in all blocks give the
 * ratio 1 and 'equivalent'.
 *
 * @param a - name of a head; the verdict speaks of it
 * @param b - name of the head it is held against
 * @returns ratio = time of a / time of b (below 1: a is faster) with its interval; both undefined without a common block
 * @throws HYD-5004 unknown head, HYD-1003 margin or confidence out of range
 * @example
 * ```ts
 * import { compare, profile } from 'hydra-profiler'
 * const study = await profile({ heads: { slice: () => [1, 2, 3].slice(), spread: () => [...[1, 2, 3]] }, trials: 20 })
 * compare(study, 'slice', 'spread', { margin: 0.05 }).verdict // 'faster', 'slower', 'equivalent' or 'undecided'
 * ```
 * @since 0.1.0
 */
export function compare(study: Comparable, a: string, b: string, options: CompareOptions = {}): Comparison {
  const { margin = study.margin, confidence = study.confidence } = options
  checkLevels(margin, confidence)
  const heads = [headOf(study, a), headOf(study, b)]
  return pairwise(heads, [[0, 1]], { margin, confidence, ...engineChoiceOf(options) })[0]!
}
