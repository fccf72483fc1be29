/** Counts of a head from its trials: what `trials`, `successes` and `avg_time` of a profile file say. Aborted trials say nothing of a head. */
import { abortedCode, successCode, type Columns } from '../../study/index.ts'

export interface Counts {
  readonly trials: number
  readonly successes: number
  /** Seconds: total wall time of successes / max(successes, 1). */
  readonly averageSeconds: number
}

/** Counts the trials of a head. */
export function countTrials({ outcome, wallMs }: Pick<Columns, 'outcome' | 'wallMs'>): Counts {
  let [trials, successes, totalMs] = [0, 0, 0]
  outcome.forEach((code, i) => {
    if (code !== abortedCode) trials += 1
    if (code !== successCode) return
    successes += 1
    totalMs += wallMs[i]!
  })
  return { trials, successes, averageSeconds: totalMs / Math.max(successes, 1) / 1000 }
}
