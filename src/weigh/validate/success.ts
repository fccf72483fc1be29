/**
 * Expected success under two sets of weights, and an interval of the difference.
 * In: counts of each head, its weight before and after. Out: shares, difference (after - before), interval within -1 to 1.
 * Method: difference = sum of (after - before) * rate; each head's rate has its Wilson interval, and the distances to their ends are
 * joined by the square-and-add rule (MOVER; Newcombe 1998, Zou and Donner 2008): no Student, no normal shape of the result, and the
 * interval keeps a width where no head ever failed: 100 successes of 100 do not prove that the 101st comes.
 * Why not block by block: successes of a head are nearly constant, so the median of block differences hides a head that fails rarely.
 */
import { successIntervals } from '../../engine/index.ts'
import type { EngineOption } from '../../engine/types.ts'
import type { Expectation } from '../types.ts'
import type { HeadBlocks } from './blocks.ts'

/** A head with what it gets before and after. */
export interface Moved extends HeadBlocks {
  readonly before: number
  readonly after: number
}

export interface SuccessDifference extends Expectation {
  readonly interval: readonly [number, number]
  /** No head that gains weight ever failed, so the new weights lose nothing that was seen. */
  readonly gainersNeverFailed: boolean
  /** No head that loses weight ever failed, so the new weights win nothing that was seen. */
  readonly losersNeverFailed: boolean
}

const within = (value: number): number => (value < -1 ? -1 : value > 1 ? 1 : value)
const neverFailed = ({ trials, successes }: Moved): boolean => trials > 0 && successes === trials

/** Distances from the difference to its two ends, squared: what each head adds. */
function spreadOf(heads: readonly Moved[], low: Float64Array, high: Float64Array): [below: number, above: number] {
  let below = 0
  let above = 0
  heads.forEach(({ before, after, trials, successes }, index) => {
    const moved = after - before
    const rate = trials === 0 ? 0.5 : successes / trials
    const down = moved * ((moved > 0 ? low[index]! : high[index]!) - rate)
    const up = moved * ((moved > 0 ? high[index]! : low[index]!) - rate)
    below += down * down
    above += up * up
  })
  return [Math.sqrt(below), Math.sqrt(above)]
}

/** Expected share of failures; of these, so that heads that never failed give exactly 0. */
const failing = (heads: readonly Moved[], weight: (head: Moved) => number): number =>
  heads.reduce((sum, head) => sum + weight(head) * (head.trials === 0 ? 0.5 : (head.trials - head.successes) / head.trials), 0)

export function successDifference(heads: readonly Moved[], confidence: number, option: EngineOption): SuccessDifference {
  const successes = Float64Array.from(heads, (head) => head.successes)
  const trials = Float64Array.from(heads, (head) => head.trials)
  const { low, high } = successIntervals(successes, trials, { confidence, ...option })
  const failingBefore = failing(heads, (head) => head.before)
  const failingAfter = failing(heads, (head) => head.after)
  const difference = failingBefore - failingAfter
  const [below, above] = spreadOf(heads, low, high)
  return {
    before: 1 - failingBefore,
    after: 1 - failingAfter,
    difference,
    interval: [within(difference - below), within(difference + above)],
    gainersNeverFailed: heads.filter((head) => head.after > head.before).every(neverFailed),
    losersNeverFailed: heads.filter((head) => head.after < head.before).every(neverFailed),
  }
}
