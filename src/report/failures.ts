/** What went wrong with a head, in words: `97 of 100 right; 2 wrong, 1 timeout`. In: counts. Out: text; empty when nothing did. */
import type { Failures, HeadStudy } from '../study/types.ts'
import { counted } from './number.ts'

const words: readonly (readonly [keyof Failures, string, string])[] = [
  ['wrong', 'wrong answer', 'wrong answers'],
  ['error', 'error', 'errors'],
  ['timeout', 'timeout', 'timeouts'],
  ['exit', 'exit', 'exits'],
  ['aborted', 'aborted', 'aborted'],
  ['late', 'late', 'late'],
  ['skipped', 'skipped', 'skipped'],
]

/** The counts that are not 0: `2 wrong answers, 1 timeout`. */
export const failureCounts = (failures: Failures): string =>
  words.flatMap(([key, one, many]) => (failures[key] > 0 ? [counted(failures[key], one, many)] : [])).join(', ')

/** One sentence a head that did not always succeed. */
export function failureSentence({ summary, failures }: HeadStudy): string {
  const counts = failureCounts(failures)
  return counts === '' ? '' : `${summary.successes} of ${summary.trials} right; ${counts}`
}
