/**
 * Do the new weights beat the old ones, judged from picks that were logged? Nothing is measured and nobody is served by the new weights meanwhile.
 * In: decisions with true probabilities and rewards, weights before and after. Out: a DecisionValidation.
 */
import { estimate } from './estimate.ts'
import { readTask } from './read.ts'
import { reasonText } from './text.ts'
import type { DecisionValidation, ValidateDecisionsOptions } from './types.ts'
import { judge } from './verdict.ts'

/** @throws HYD-5014 decisions that cannot be judged by, HYD-5001 weights that cannot be, HYD-1002 and HYD-1003 options */
export function validateDecisions(options: ValidateDecisionsOptions): DecisionValidation {
  const task = readTask(options)
  const estimates = estimate(task)
  const judged = judge(estimates, task.alpha, task.option)
  const { verdict, gain, interval, needed, refusal } = judged
  const isKnown = refusal?.why !== 'unreached'
  return {
    verdict,
    reason: reasonText(judged, estimates, task.alpha),
    gain,
    interval,
    ips: isKnown ? estimates.ips : undefined,
    snips: isKnown ? estimates.snips : undefined,
    dr: isKnown ? estimates.dr : undefined,
    effectiveSample: estimates.effectiveSample,
    needed,
    alpha: task.alpha,
    decisions: estimates.count,
    leftOut: { ...task.leftOut, ...estimates.leftOut },
  }
}
