/** The times of a head that other tools speak of: those of its successful trials, ms a call, in ascending order. */
import { successCode, type HeadStudy } from '../study/index.ts'

export function sortedTimes({ columns }: HeadStudy): Float64Array {
  return columns.wallMs.filter((_, trial) => columns.outcome[trial] === successCode).sort()
}

/** What made a head fail first: what its function threw, else the trial's error; undefined where all trials succeeded. */
export function firstFault({ summary, failures, firstFailures }: HeadStudy): Error | undefined {
  const [first] = firstFailures
  const { cause } = first ?? {}
  if (first !== undefined) return cause instanceof Error ? cause : first
  return summary.successes === 0 && failures.skipped > 0 ? new Error('no trial was run') : undefined
}
