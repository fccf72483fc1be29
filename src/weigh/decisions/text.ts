/** The sentence that says what decided, of weights judged by logged picks. */
import { visible } from '../../errors/index.ts'
import { amount } from '../figures.ts'
import type { Estimates } from './estimate.ts'
import { leastSample, mostBound, type Judged, type Refusal } from './verdict.ts'

const reward = (value: number): string => value.toFixed(4)
const picks = (count: number): string => `${count} ${count === 1 ? 'pick' : 'picks'}`

function endsText({ interval }: Judged, alpha: number): string {
  const [low, high] = interval!
  return `${reward(low)} to ${reward(high)}, ${amount((1 - alpha) * 100)} % sure at every look`
}

function unreachedText(heads: readonly string[], { count, leftOut }: Estimates): string {
  if (count === 0)
    return 'every pick was certain, so what other heads are worth is not known; log picks of a policy that draws by chance'
  const [first, more] = [visible(heads[0]!), heads.length - 1]
  const others = more === 0 ? '' : ` (and ${more} more)`
  const certain = leftOut.certain === 0 ? '' : ', but where the pick was certain'
  return `head ${first}${others} has weight and was never picked${certain}; give each head a share of the picks (explore, floor)`
}

function refusalText(refusal: Refusal, estimates: Estimates, needed: number | undefined): string {
  if (refusal.why === 'unreached') return unreachedText(refusal.heads, estimates)
  if (refusal.why === 'bound') {
    const most = amount(estimates.bound)
    return `a pick counts up to ${most} times (${mostBound} at most), since a head whose share shall change much was rarely picked; explore more`
  }
  if (refusal.why === 'untrue') {
    const mean = refusal.mean.toFixed(3)
    return `(after - before) / probability is ${mean} on average where 0 is due, so the probabilities are not those of the picks, or heads were out that the log does not list as excluded`
  }
  const more = needed === undefined ? '' : `; about ${picks(needed)} more would do`
  return `the log is worth ${amount(estimates.effectiveSample)} picks under the new weights, ${leastSample} are needed${more}`
}

function undecidedText(judged: Judged, { count, bound }: Estimates, alpha: number): string {
  const { gain, interval, needed } = judged
  if (bound === 0) return `both sets of weights are the same among the heads that could be picked; ${picks(count)}`
  if (interval === undefined)
    return `no single gain fits the ${picks(count)}: it changed under way (mean ${reward(gain ?? 0)}); judge a part of the log`
  const more = needed === undefined ? '' : `; about ${picks(needed)} more would decide`
  return `the reward of a pick changes by ${reward(gain ?? 0)} (${endsText(judged, alpha)}), from ${picks(count)}${more}`
}

/** One sentence, which begins with the verdict. */
export function reasonText(judged: Judged, estimates: Estimates, alpha: number): string {
  const { verdict, gain = 0, refusal, needed } = judged
  if (refusal !== undefined) return `refused: ${refusalText(refusal, estimates, needed)}`
  if (verdict === 'undecided') return `undecided: ${undecidedText(judged, estimates, alpha)}`
  const way = verdict === 'better' ? 'rises' : 'falls'
  return `${verdict}: the reward of a pick ${way} by ${reward(Math.abs(gain))} (${endsText(judged, alpha)}), from ${picks(estimates.count)}`
}
