/**
 * Do the new weights beat the old ones? The judgement of a fresh, interleaved study.
 * In: a study made after the weights, the weights before and after, margin, confidence. Out: a Validation: verdict, one sentence, figures.
 * Pure: it measures nothing; `hydra validate` makes the study first. Fresh, because weights look best on the trials they were made from.
 */
import type { EngineOption, Interval } from '../engine/types.ts'
import { hydraError } from '../errors/index.ts'
import { exp } from '../reference/math/index.ts'
import { checkKeys, nameAt, numberAt, shareAt, refusal } from './options.ts'
import { pricingOf, type Pricing } from './price.ts'
import { sharesOf } from './shares.ts'
import { figuresOf, isStudy, namesOf } from './source.ts'
import type { Expectation, Objective, ValidateOptions, Validation, WeighableStudy, WeightsLike } from './types.ts'
import { blocksOf, commonBlocks } from './validate/blocks.ts'
import { costRatios, knownPrices, type Priced } from './validate/cost.ts'
import { center, expectation } from './validate/expectation.ts'
import { successDifference } from './validate/success.ts'
import { sameText, tooFewText, verdictText } from './validate/text.ts'
import { leastBlocks, neededBlocks, verdictOf, type Evidence } from './validate/verdict.ts'
import { refuseHead } from './weights.ts'

interface Task {
  readonly study: WeighableStudy
  readonly before: ReadonlyMap<string, number>
  readonly after: ReadonlyMap<string, number>
  readonly pricing: Pricing
  readonly margin: number
  readonly confidence: number
  readonly option: EngineOption
}

const optionNames = ['before', 'after', 'price', 'costWeight', 'margin', 'confidence', 'engine']
const isBetween = (value: number): boolean => value > 0 && value < 1

function equalShares(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name) => [name, 1 / names.length]))
}

function knownShares(weights: WeightsLike, what: string, names: readonly string[]): ReadonlyMap<string, number> {
  const shares = sharesOf(weights, what)
  const known = new Set(names)
  for (const name of shares.keys()) if (!known.has(name)) refuseHead(name, names)
  return shares
}

/** The objective that was asked for; else that of the weights; else as weigh() would choose. */
function objectiveOf({ price, costWeight, after }: ValidateOptions): Partial<Objective> {
  const own = (after as { objective?: Objective }).objective
  const given = typeof own === 'object' && typeof own.costWeight === 'number' ? own : undefined
  const chosen = {
    price: nameAt(price, 'price') ?? given?.price,
    costWeight: shareAt(costWeight, 'costWeight') ?? given?.costWeight,
  }
  return chosen as Partial<Objective>
}

function readTask(study: WeighableStudy, options: ValidateOptions): Task {
  if (typeof study !== 'object' || study === null || !isStudy(study)) throw refusal('study', 'a study', study)
  checkKeys(options, optionNames, 'validateWeights')
  const names = namesOf(study)
  const after = knownShares(options.after, 'after', names)
  const { price, costWeight } = objectiveOf(options)
  return {
    study,
    before: options.before === undefined ? equalShares(names) : knownShares(options.before, 'before', names),
    after,
    pricing: pricingOf(figuresOf(study), price, costWeight),
    margin: numberAt(options.margin, 'margin', 'a number between 0 and 1', isBetween) ?? 0.01,
    confidence: numberAt(options.confidence, 'confidence', 'a number between 0 and 1', isBetween) ?? 0.98,
    option: options.engine === undefined ? {} : { engine: options.engine },
  }
}

/** The heads that carry weight before or after, with blocks and price. */
function movedHeads({ study, before, after, pricing }: Task): Priced[] {
  const carried = namesOf(study).map((name, index) => ({
    name,
    index,
    before: before.get(name) ?? 0,
    after: after.get(name) ?? 0,
  }))
  const heads = carried.filter((head) => head.before > 0 || head.after > 0)
  const blocks = blocksOf(study, heads.map(({ name }) => name), pricing.price) // prettier-ignore
  const prices = knownPrices(heads.map(({ index }) => pricing.values[index]!)) // prettier-ignore
  return heads.map((head, at) => ({ ...blocks[at]!, before: head.before, after: head.after, price: prices?.[at] }))
}

/** Heads that had a trial, their weights scaled to sum 1: of the others nothing is known. */
function measuredHeads(heads: readonly Priced[]): Priced[] {
  const measured = heads.filter(({ trials }) => trials > 0)
  const total = (read: (head: Priced) => number): number => measured.reduce((sum, head) => sum + read(head), 0)
  const [before, after] = [total((head) => head.before), total((head) => head.after)]
  if (measured.length === heads.length) return measured
  return measured.map((head) => ({
    ...head,
    before: before > 0 ? head.before / before : 0,
    after: after > 0 ? head.after / after : 0,
  }))
}

const isSame = (heads: readonly Priced[]): boolean => heads.every((head) => head.before === head.after)

const none: Interval = [0, 0]
const certain = (figure: Expectation): Expectation => ({ ...figure, interval: none })

function priceExpectation(
  heads: readonly Priced[],
  blocks: readonly number[],
  { confidence, option }: Task,
): Expectation | undefined {
  if (heads.some(({ price }) => price === undefined)) return undefined
  const inBlock = (head: Priced, block: number): number => head.priceByBlock.get(block) ?? head.price!
  return expectation(heads, blocks, { inBlock, overall: (head) => head.price! }, confidence, option)
}

type Figures = Pick<Validation, 'margin' | 'confidence' | 'blocks' | 'durationMs' | 'price'>

function figuresFor(heads: readonly Priced[], blocks: readonly number[], task: Task): Figures {
  const { margin, confidence, option } = task
  const time = { inBlock: (head: Priced, block: number) => head.timeByBlock.get(block)!, overall: (head: Priced) => head.meanMs }
  const durationMs = expectation(heads, blocks, time, confidence, option)
  return { margin, confidence, blocks: blocks.length, durationMs, price: priceExpectation(heads, blocks, task) }
}

const plain = ({ before, after, difference, interval }: Expectation): Expectation => ({ before, after, difference, interval })

/** The judgement where there are blocks enough. */
function judge(heads: readonly Priced[], blocks: readonly number[], task: Task): Validation | undefined {
  const { margin, confidence, option, pricing } = task
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
