/** What watches for rewards that change with time. */
import type { Change } from './glr.ts'

/** A head whose evidence began anew. */
export interface Restart extends Omit<Change, 'kept'> {
  readonly head: number
  /** Observation of the selector after which it was seen. */
  readonly step: number
}

/** A reward that turned out to be another one. */
export interface Correction {
  readonly head: number
  readonly before: number
  readonly after: number
  /** Which observation it was. */
  readonly step: number
}

export interface Drift {
  /** After an observation has been added to the evidence. */
  observed(head: number, reward: number): Restart | undefined
  /** An observation was corrected, later. Answers how much of it still counts, 0 to 1. */
  corrected(correction: Correction): number
  /** State for a snapshot, plain data. */
  save(): unknown
  load(state: unknown): void
}
