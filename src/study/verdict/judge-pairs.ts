/**
 * Verdicts on many pairs at once, whatever is compared: the steps that times and metrics share.
 * In: log ratios of all pairs, a rule each, margin, confidence, the noise floor. Out: one Judgement a pair, ratios no longer in logarithms.
 * All verdicts hold together: claims by Holm over the pairs, intervals by Bonferroni, and where Holm proves more the interval ends at the margin.
 * A difference smaller than the noise floor is not claimed, nor an equivalence at a margin finer than it.
 */
import { judgePairs, type EngineOption, type Interval, type JudgedPair, type PairRule } from '../../engine/index.ts'
import { exp } from '../../reference/math/index.ts'
import { holm } from '../../reference/stats/adjust.ts'
import type { Verdict } from '../types.ts'
import { agreeing, boundOf, claimOf } from './claim.ts'
import type { PairData } from './gather-pairs.ts'
import { blocksNeeded, leastBlocks, verdictOf } from './verdict.ts'

/** How sure verdicts shall be. */
export interface Levels extends EngineOption {
  readonly margin: number
  /** Two-sided level of all verdicts together. */
  readonly confidence: number
  /** Share of the level that one look has; 1 for a study that is looked at once. @defaultValue 1 */
  readonly lookShare?: number
  /** How many pairs verdicts are corrected for. @defaultValue those that are judged */
  readonly family?: number
  /** Margin of the noise floor; undefined when it is not known. */
  readonly noiseFloor?: number | undefined
}

export interface Judgement {
  readonly ratio: number | undefined
  readonly interval: Interval | undefined
  readonly verdict: Verdict
  readonly margin: number
  readonly confidence: number
  readonly adjusted: number
  readonly pValue: number | undefined
  readonly method: JudgedPair['method']
  readonly blocks: number
  readonly epochs: number
  readonly needed?: number
  readonly reason?: string
}

/** The engine option alone, left out where it is. */
export const engineChoiceOf = ({ engine }: EngineOption): EngineOption => (engine === undefined ? {} : { engine })

const tooFew = (blocks: number): string =>
  blocks === 0
    ? 'there is no block in which both succeeded'
    : `${blocks} blocks in which both succeeded are too few for this level`
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`

/** Why a verdict that was proven is not given after all, and how many more blocks would bring the floor below it. */
function belowFloor(
  verdict: Verdict,
  { estimate = 0, blocks }: JudgedPair,
  { margin, noiseFloor }: Levels,
): Pick<Judgement, 'needed' | 'reason'> | undefined {
  if (noiseFloor === undefined || verdict === 'undecided' || noiseFloor <= margin) return undefined
  const [floor, claim] = [boundOf(noiseFloor), verdict === 'equivalent' ? boundOf(margin) : Math.abs(estimate)]
  if (verdict !== 'equivalent' && claim > floor) return undefined
  const reason = `finer than the noise floor: a head and its twin differ by up to ${percent(noiseFloor)} here`
  // As any interval, the floor narrows with the root of the number of blocks.
  const needed = Math.ceil(((floor / claim) ** 2 - 1) * blocks)
  return { reason, needed: needed > 1 ? needed : 1 }
}

/** The verdict of one pair, and the interval that goes with it. @param pValue - by Holm */
function decide(
  pair: JudgedPair,
  pValue: number,
  alpha: number,
  levels: Levels,
): { verdict: Verdict; interval: Interval | undefined } {
  const { estimate, interval, blocks, p } = pair
  const verdict = verdictOf(interval, levels.margin, blocks)
  if (interval === undefined || estimate === undefined || verdict !== 'undecided' || blocks < leastBlocks || pValue > alpha) {
    return { verdict, interval }
  }
  const bound = boundOf(levels.margin)
  const claim = claimOf(estimate, bound, p)
  return { verdict: claim.verdict, interval: agreeing(interval, claim.verdict, bound) }
}

function whyUndecided(pair: JudgedPair, adjusted: number, { margin }: Levels): Pick<Judgement, 'needed' | 'reason'> {
  const { interval, estimate = 0, blocks, allowance } = pair
  const needed = blocksNeeded({ interval, median: estimate, blocks, adjusted, allowance }, margin)
  const open =
    needed === undefined ? 'too close to the margin to tell apart by more trials' : 'its interval reaches over the margin'
  const reason = interval === undefined || blocks < leastBlocks ? tooFew(blocks) : open
  return { reason, ...(needed === undefined ? {} : { needed }) }
}

function judgement(pair: JudgedPair, pValue: number, alpha: number, adjusted: number, levels: Levels): Judgement {
  const { estimate, method, blocks, epochs } = pair
  const { margin, confidence } = levels
  const { verdict, interval } = decide(pair, pValue, alpha, levels)
  const refusal = belowFloor(verdict, pair, levels)
  const open = verdict === 'undecided' ? whyUndecided(pair, adjusted, levels) : {}
  return {
    ratio: estimate === undefined ? undefined : exp(estimate),
    interval: interval === undefined ? undefined : [exp(interval[0]), exp(interval[1])],
    verdict: refusal === undefined ? verdict : 'undecided',
    margin,
    confidence,
    adjusted,
    pValue: estimate === undefined ? undefined : pValue,
    ...{ method, blocks, epochs },
    ...(refusal ?? open),
  }
}

/** Judges every pair. */
export function judgeAll({ values, epochs, offsets }: PairData, rules: readonly PairRule[], levels: Levels): Judgement[] {
  const alpha = (1 - levels.confidence) * (levels.lookShare ?? 1)
  const { family = rules.length } = levels
  const adjusted = 1 - alpha / family
  const bound = boundOf(levels.margin)
  const options = { confidence: adjusted, points: [-bound, bound], ...engineChoiceOf(levels) }
  const pairs = judgePairs({ values, epochs, offsets, rules }, options)
  const pValues = holm(
    pairs.map(({ estimate, p }) => (estimate === undefined ? 1 : claimOf(estimate, bound, p).p)),
    family,
  )
  return pairs.map((pair, i) => judgement(pair, pValues[i]!, alpha, adjusted, levels))
}
