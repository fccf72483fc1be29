/**
 * What a study says before the first pick: of each head the rewards of its trials, for no more than some trials' worth.
 * Yesterday's bench must not outvote today's traffic. In: a study, the rule of rewards. Out: columns by head; scale of times and costs.
 */
import { abortedCode, successCode } from '../study/index.ts'
import type { HeadStudy } from '../study/types.ts'
import type { Column } from './evidence.ts'
import type { Result, RewardRule, Scale } from './reward.ts'
import { scaleOf } from './reward.ts'
import type { SelectableStudy } from './types.ts'

function costsOf({ columns, cost }: HeadStudy): (trial: number) => number | undefined {
  const told = columns.metrics['cost']
  return (trial) => (told !== undefined && told[trial]! >= 0 ? told[trial] : cost)
}

/** Trials as results; aborted ones say nothing. Of one input when it is given. */
export function resultsOf(head: HeadStudy, input = -1): Result[] {
  const { outcome, wallMs, metrics, input: inputs } = head.columns
  const costOf = costsOf(head)
  const quality = metrics['quality']
  const results: Result[] = []
  for (let trial = 0; trial < outcome.length; trial += 1) {
    if (outcome[trial] === abortedCode || (input >= 0 && inputs[trial] !== input)) continue
    const told = quality?.[trial]
    results.push({
      ok: outcome[trial] === successCode,
      durationMs: wallMs[trial],
      cost: costOf(trial),
      quality: told !== undefined && told === told ? told : undefined,
    })
  }
  return results
}

/** Median time and cost of the successes of all heads. */
export const scaleOfStudy = ({ heads }: SelectableStudy, names: readonly string[]): Scale =>
  scaleOf(names.flatMap((name) => (heads[name] === undefined ? [] : resultsOf(heads[name]))))

/** Enters the rewards of a head, scaled so that they count as `most` observations at most. */
export function enterPrior(column: Column, head: number, results: readonly Result[], rule: RewardRule, most: number): void {
  let [n, s, s2] = [0, 0, 0]
  for (const result of results) {
    const reward = rule(result)
    if (!Number.isFinite(reward)) continue
    n += 1
    s += reward
    s2 += reward * reward
  }
  if (n === 0) return
  const scale = n > most ? most / n : 1
  column.n[head] = n * scale
  column.s[head] = s * scale
  column.s2[head] = s2 * scale
}
