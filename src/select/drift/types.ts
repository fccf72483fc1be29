/** What watches for rewards that change with time. */
import type { Change } from './glr.ts'

/** A head whose evidence began anew. */
export interface Restart extends Omit<Change, 'kept'> {
  readonly head: number
  /** Observation of the selector after which it was seen. */
  readonly step: number
}

export interface Drift {
  /** After an observation has been added to the evidence. */
  observed(head: number, reward: number): Restart | undefined
  /** State for a snapshot, plain data. */
  save(): unknown
  load(state: unknown): void
}
