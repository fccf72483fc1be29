/** The sentence that says what decided. */
import { visible } from '../../errors/index.ts'
import { amount, percent } from '../figures.ts'
import type { Pricing } from '../price.ts'
import type { ValidationVerdict } from '../types.ts'
import { leastBlocks, mayLose, type Evidence } from './verdict.ts'

/** What is compared: `time`, or `time and bytes`. */
const measureOf = ({ price, costWeight }: Pricing): string =>
  costWeight === 0 ? 'time' : costWeight === 1 ? visible(price ?? 'cost') : `time and ${visible(price ?? 'cost')}`

const ratioText = (ratio: number): string => ratio.toFixed(3)
const sure = (confidence: number): string => `${amount(confidence * 100)} % sure`

/** `21.3 % less (18.2 to 24.1 %, 98 % sure)` */
function changeText({ ratio, interval: [low, high] }: Evidence, confidence: number): string {
  const less = ratio < 1
  const change = (value: number): string => ((less ? 1 - value : value - 1) * 100).toFixed(1)
  const [from, to] = less ? [high, low] : [low, high]
  return `${change(ratio)} % ${less ? 'less' : 'more'} (${change(from)} to ${change(to)} %, ${sure(confidence)})`
}

const successText = ({ success }: Evidence): string =>
  success.gainersNeverFailed && success.losersNeverFailed
    ? 'no head failed'
    : `success ${percent(success.after)} against ${percent(success.before)}`

const pointsText = (share: number): string => `${(Math.abs(share) * 100).toFixed(1)} points`

function undecidedText(evidence: Evidence, needed: number | undefined): string {
  const { ratio, interval, margin, success } = evidence
  const more =
    needed === undefined
      ? 'too close to a bound to say how many more blocks would decide'
      : `about ${needed} more blocks would decide`
  if (interval[1] < 1 / (1 + margin) && mayLose(evidence)) {
    return `a good answer costs less (ratio ${ratioText(ratio)}), but success may be lower by up to ${pointsText(success.interval[0])}; ${more}`
  }
  const ends = `${ratioText(interval[0])} to ${ratioText(interval[1])}`
  return `the cost of a good answer is ${ratioText(ratio)} of what it was (${ends}), at a margin of ${percent(margin)}; ${more}`
}

export interface Said {
  readonly verdict: ValidationVerdict
  readonly evidence: Evidence
  readonly pricing: Pricing
  readonly confidence: number
  readonly needed: number | undefined
}

/** One sentence for a verdict that had blocks enough. */
export function verdictText({ verdict, evidence, pricing, confidence, needed }: Said): string {
  const { success, interval, margin, blocks } = evidence
  if (verdict === 'undecided') return `undecided: ${undecidedText(evidence, needed)}`
  const end = `${successText(evidence)}; ${blocks} blocks`
  if (verdict === 'equivalent') {
    const ends = `${ratioText(interval[0])} to ${ratioText(interval[1])}`
    return `equivalent: the cost of a good answer (${measureOf(pricing)}) is the same within ${percent(margin)} (ratio ${ends}); ${end}`
  }
  if (verdict === 'worse' && !(interval[0] > 1 + margin)) {
    const ends = `${(-success.interval[1] * 100).toFixed(1)} to ${pointsText(success.interval[0])}`
    return `worse: success falls by ${pointsText(success.difference)} (${ends}, ${sure(confidence)}); ${end}`
  }
  return `${verdict}: a good answer costs ${changeText(evidence, confidence)} (${measureOf(pricing)}); ${end}`
}

/** The sentence for too few blocks; a block holds two trials of each head. */
export function tooFewText(blocks: number, confidence: number, without: readonly string[]): string {
  const least = leastBlocks(confidence)
  const had = without.length > 0 ? `${visible(without[0]!)} has no trial` : `${blocks} blocks with a trial of every head`
  return `undecided: ${had}; a verdict at ${sure(confidence)} is possible from ${least} blocks, ${2 * least - 1} trials of each head, on`
}

export const sameText = 'equivalent: both sets of weights are the same'
