/** Codes of `columns.outcome`, by name: the places in `outcomes`. */
import { outcomes, type Outcome } from './types.ts'

/** The code of an outcome. */
export const outcomeCode = (outcome: Outcome): number => outcomes.indexOf(outcome)

export const successCode = outcomeCode('success')
export const abortedCode = outcomeCode('aborted')
