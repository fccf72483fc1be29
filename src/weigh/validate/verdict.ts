/**
 * Better, worse, equivalent or undecided.
 * In: the ratio of costs (after / before) with its interval, the difference of success with its interval, margin m.
 * worse: ratio wholly above 1 + m, or success wholly lower by more than m.
 * better: ratio wholly below 1/(1 + m), and success not possibly lower by more than m.
 * equivalent: ratio wholly between those bounds, and success neither possibly lower nor possibly higher by more than m.
 * 'Not possibly': the interval excludes it, or none of the heads concerned ever failed: a head that never failed is not suspected to.
 * The interval is reported all the same, so that nobody takes 100 successes of 100 for a proof.
 */
import type { Interval } from '../../engine/types.ts'
import { blocksForLevel } from '../../study/index.ts'
import { log } from '../../reference/math/index.ts'
import type { ValidationVerdict } from '../types.ts'
import type { SuccessDifference } from './success.ts'

export interface Evidence {
  readonly ratio: number
  readonly interval: Interval
  readonly success: SuccessDifference
  readonly margin: number
  readonly blocks: number
}

export const mayLose = ({ success, margin }: Evidence): boolean => success.interval[0] <= -margin && !success.gainersNeverFailed
const mayWin = ({ success, margin }: Evidence): boolean => success.interval[1] >= margin && !success.losersNeverFailed

export function verdictOf(evidence: Evidence): ValidationVerdict {
  const { interval, success, margin } = evidence
  const [low, high] = interval
  if (low > 1 + margin || success.interval[1] < -margin) return 'worse'
  if (high < 1 / (1 + margin)) return mayLose(evidence) ? 'undecided' : 'better'
  const isInside = low > 1 / (1 + margin) && high < 1 + margin
  return isInside && !mayLose(evidence) && !mayWin(evidence) ? 'equivalent' : 'undecided'
}

/** Blocks that a verdict needs: those of a study's verdicts, and those of which the two ends are an interval of the median at a level. */
export const leastBlocks: (confidence: number) => number = blocksForLevel

/** (half-width / distance to the nearest bound)^2 - 1, times the blocks had; undefined where the estimate lies on the bound. */
function furtherBlocks(halfWidth: number, distance: number, blocks: number): number | undefined {
  if (!(distance > 0)) return undefined
  const further = Math.ceil(((halfWidth / distance) ** 2 - 1) * blocks)
  return further < 1e9 ? further : undefined
}

/** Further blocks until the interval of the ratio leaves the nearest bound behind. */
function forRatio({ ratio, interval, margin, blocks }: Evidence): number | undefined {
  const bound = log(1 + margin)
  const halfWidth = (log(interval[1]) - log(interval[0])) / 2
  return furtherBlocks(halfWidth, Math.abs(Math.abs(log(ratio)) - bound), blocks)
}

/** Further blocks until success is known to be no lower than the margin allows. */
const forSuccess = ({ success, margin, blocks }: Evidence): number | undefined =>
  furtherBlocks(success.difference - success.interval[0], success.difference + margin, blocks)

/** Further blocks an undecided answer needs, estimated; at least 1. */
export function neededBlocks(evidence: Evidence): number | undefined {
  const [ratio, success] = [forRatio(evidence), mayLose(evidence) ? forSuccess(evidence) : 0]
  if (ratio === undefined || success === undefined) return undefined
  return Math.max(1, ratio, success)
}
