/**
 * Do the new weights beat the old ones? The judgement of a fresh, interleaved study.
 * In: a study made after the weights, the weights before and after, margin, confidence. Out: a Validation: verdict, one sentence, figures.
 * Pure: it measures nothing; `hydra validate` makes the study first. Fresh, because weights look best on the trials they were made from.
 */
import { hydraError } from '../errors/index.ts'
import { exp } from '../reference/math/index.ts'
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
export function validateWeights(study: WeighableStudy, options: ValidateOptions): Validation {
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
