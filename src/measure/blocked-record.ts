/** The record of a study whose head holds the thread for good: what was finished until then. */
import { hydraError, type HydraError } from '../errors/index.ts'
import type { StudyRecord } from '../study/index.ts'

/** @param fault - HYD-3018. @param total - trials that were asked for, in words where time is the limit */
export function blockedRecord(draft: StudyRecord, fault: HydraError, total: number | string): StudyRecord {
  const { heads, warnings } = draft
  const done = heads.reduce((sum, { columns, failures }) => sum + columns.outcome.length - failures.aborted, 0)
  const details = { reason: fault.message }
  return { ...draft, partial: true, warnings: [...warnings, hydraError('3005', { done, total }, { details }), fault] }
}
