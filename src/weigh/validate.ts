/**
 * Do the new weights beat the old ones? The judgement of a fresh, interleaved study; that by logged picks is in decisions/.
 * In: a study made after the weights, the weights before and after, margin, confidence. Out: a Validation: verdict, one sentence, figures.
 * Pure: it measures nothing; `hydra validate` makes the study first. Fresh, because weights look best on the trials they were made from.
 */
import { hydraError } from '../errors/index.ts'
import { exp } from '../reference/math/index.ts'
import type { DecisionValidation, ValidateDecisionsOptions } from './decisions/types.ts'
import { validateDecisions } from './decisions/validate.ts'
import type { ValidateOptions, Validation, WeighableStudy } from './types.ts'
import { commonBlocks } from './validate/blocks.ts'
import { costRatios, type Priced } from './validate/cost.ts'
import { center } from './validate/expectation.ts'
import { certain, figuresFor, plain } from './validate/figures.ts'
import { isSame, measuredHeads, movedHeads } from './validate/heads.ts'
import { successDifference } from './validate/success.ts'
import { readTask, type Task } from './validate/task.ts'
import { sameText, tooFewText, verdictText } from './validate/text.ts'
import { leastBlocks, neededBlocks, verdictOf, type Evidence } from './validate/verdict.ts'

/** The judgement where there are blocks enough. */
function judge(heads: readonly Priced[], blocks: readonly number[], task: Task): Validation | undefined {
  const { margin, confidence, option, pricing } = task
  if (blocks.length < leastBlocks(confidence)) return undefined
  const { median, interval } = center(costRatios(heads, blocks, pricing), confidence, option)
  if (median === undefined || interval === undefined) return undefined
  const success = successDifference(heads, confidence, option)
  const evidence: Evidence = {
    ratio: exp(median),
    interval: [exp(interval[0]), exp(interval[1])],
    success,
    margin,
    blocks: blocks.length,
  }
  const verdict = verdictOf(evidence)
  const needed = verdict === 'undecided' ? neededBlocks(evidence) : undefined
  const text = verdictText({ verdict, evidence, pricing, confidence, needed })
  const judged = { verdict, text, ...figuresFor(heads, blocks, task), success: plain(success) }
  const result = { ...judged, ratio: evidence.ratio, ratioInterval: evidence.interval }
  return needed === undefined ? result : { ...result, needed }
}

function tooFew(heads: readonly Priced[], measured: readonly Priced[], blocks: readonly number[], task: Task): Validation {
  const { confidence, option } = task
  const without = heads.filter(({ trials }) => trials === 0).map(({ name }) => name)
  const success = plain(successDifference(measured, confidence, option))
  const needed = Math.max(1, leastBlocks(confidence) - blocks.length)
  const text = tooFewText(blocks.length, confidence, without)
  const figures = figuresFor(measured, blocks, task)
  return { verdict: 'undecided', text, ...figures, success, ratio: undefined, ratioInterval: undefined, needed }
}

/** Identical weights need no blocks. */
function same(measured: readonly Priced[], blocks: readonly number[], task: Task): Validation {
  const { price, durationMs, ...figures } = figuresFor(measured, blocks, task)
  const success = plain(successDifference(measured, task.confidence, task.option))
  const all = {
    ...figures,
    durationMs: certain(durationMs),
    price: price === undefined ? undefined : certain(price),
    success: certain(success),
  }
  return { verdict: 'equivalent', text: sameText, ...all, ratio: 1, ratioInterval: [1, 1] }
}

function judgeStudy(study: WeighableStudy, options: ValidateOptions): Validation {
  const task = readTask(study, options)
  const heads = movedHeads(task)
  const measured = measuredHeads(heads)
  if (measured.length === 0) {
    const head = heads[0]?.name ?? ''
    throw hydraError('5001', { head, field: 'trials', expected: 'at least 1', got: '0' }, { where: { head } })
  }
  const blocks = commonBlocks(heads)
  if (isSame(heads)) return same(measured, blocks, task)
  return judge(heads, blocks, task) ?? tooFew(heads, measured, blocks, task)
}

const hasDecisions = (given: unknown): given is ValidateDecisionsOptions =>
  typeof given === 'object' && given !== null && 'decisions' in given

/**
 * Judges new weights against old ones on a fresh study.
 *
 * For every block b in which each head with weight had a trial: C_b = sum of weight * (t_b / q)^(1-w) * price^w, the expected cost of one good
 * answer (t_b mean wall time of the head's trials in b, q its Jeffreys share of success over the study, w = costWeight). `ratio` =
 * exp(median of ln(C_after,b / C_before,b)), below 1 is better; its interval is the distribution-free one of the median at `confidence`.
 * The verdict also looks at the difference of success: new weights that are cheaper but may fail more often by more than the margin are not
 * called better.
 *
 * Too few blocks (7 at .98): 'undecided', and the text says from how many trials on. A head with weight but without a trial: likewise.
 * Identical weights: 'equivalent' at once.
 *
 * @param study - fresh: not the one that the weights were made from
 * @param options - `after`, and `before` (equal weights when left out): Weights, a record or a Map; price and costWeight (those of `after`
 * when it has them, else as in weigh()); margin .01 and confidence .98, between 0 and 1; engine
 * @throws HYD-5004 a head that the study has not, HYD-5001 weights that are negative, not finite or do not sum to 1, or a study in which no
 * head with weight has a trial, HYD-1002 unknown option or metric, HYD-1003 a value refused
 * @example
 * ```ts
 * import { profile, validateWeights, weigh } from 'hydra-profiler'
 * const heads = { add: () => 1 + 1, parse: () => JSON.parse('2') as number }
 * const weights = weigh(await profile({ heads }))
 * const { verdict, text } = validateWeights(await profile({ heads, seed: 2 }), { after: weights })
 * ```
 * @since 0.1.0
 */
export function validateWeights(study: WeighableStudy, options: ValidateOptions): Validation
/**
 * Judges new weights against old ones by picks that were logged: nothing is measured, and no one is served by the new weights meanwhile.
 *
 * Of pick t, of head A with probability p: W = (after(A) - before(A))/p, gain term W (r - b), b the mean of earlier rewards; their mean is the gain,
 * its interval a confidence sequence (see `confidenceSequence`), so that one may judge after each pick and stop at the first answer. Where heads were
 * excluded, both sets of weights are scaled to sum 1 among the others. Probes, degraded picks, picks without a reward and picks that were certain
 * are left out and counted.
 *
 * Refused: a head with weight, before or after, that was never picked nor could have been; a pick that counts more than 100 times
 * (|after - before|/p); a log that is worth fewer than 100 picks under `after`; probabilities that cannot be true (mean of W not 0).
 * Identical weights: 'undecided', gain 0.
 *
 * @param options - `decisions` in their order, { head, probability, reward 0 to 1, excluded?, probe?, degraded?, probabilities? }; `after`, and `before`
 * (equal weights over the heads of `after` when left out): Weights, a record or a Map; `alpha` .05, chance of a wrong verdict; engine
 * @returns verdict, one sentence, gain with its interval, value of `after` by three estimates (ips, snips, dr), what is still needed
 * @throws HYD-5014 no decisions, or a head, a probability or a reward that cannot be; HYD-5001 weights that are negative, not finite or do not sum
 * to 1; HYD-1002 unknown option, HYD-1003 a value refused
 * @example
 * ```ts
 * import { createSelector, validateWeights } from 'hydra-profiler'
 * const weights = { a: 0.5, b: 0.5 }
 * const selector = createSelector({ weights, policy: 'weighted', seed: 1 })
 * const decisions = Array.from({ length: 500 }, () => {
 *   const pick = selector.pick()
 *   const ok = pick.head === 'a' || pick.ticket % 3 === 0
 *   selector.observe(pick, { ok })
 *   return { ...pick, reward: ok ? 1 : 0 }
 * })
 * validateWeights({ decisions, before: weights, after: { a: 0.9, b: 0.1 } }).verdict // 'better'
 * ```
 * Sources: Horvitz and Thompson 1952; Dudik, Langford and Li 2011; Waudby-Smith and Ramdas 2024.
 * @since 0.1.0
 */
export function validateWeights(options: ValidateDecisionsOptions): DecisionValidation
export function validateWeights(
  given: WeighableStudy | ValidateDecisionsOptions,
  options?: ValidateOptions,
): Validation | DecisionValidation {
  if (options === undefined && hasDecisions(given)) return validateDecisions(given)
  return judgeStudy(given as WeighableStudy, options as ValidateOptions)
}
