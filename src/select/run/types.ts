/** What goes into run() and call(), and what comes out. Types only. */
import type { Pick, PickOptions } from '../types.ts'

/**
 * Whose fault a failure is. 'head': it failed, the next head is tried. 'caller': the call was wrong; thrown on, no other head is tried, nothing is
 * learned. 'abandoned': the caller gave up; likewise. `ejectMs`: the head failed, and is out for so long at once.
 */
export type Fault = 'head' | 'caller' | 'abandoned' | { readonly ejectMs: number }

export type Classify = (error: unknown, call: { readonly head: string; readonly attempt: number }) => Fault

/** Time limits and the like; those of createSelector() hold where a call says nothing. */
export interface CallLimits {
  /** Heads tried at most. @defaultValue 2, or 1 where there is one head */
  readonly attempts?: number
  /** Of one attempt, ms waited for the head. @defaultValue none */
  readonly timeoutMs?: number
  /** Of all attempts together. @defaultValue none */
  readonly totalTimeoutMs?: number
  /** Until the first chunk of a stream, or the answer where it is none. @defaultValue none */
  readonly firstTimeoutMs?: number
  /** After which a second head is tried beside the first; the first good answer wins. @defaultValue none */
  readonly hedgeAfterMs?: number
}

export interface CallOptions extends PickOptions, CallLimits {
  /** Of the caller: when it aborts, the call ends at once and teaches nothing. */
  readonly signal?: AbortSignal
}

/** One head called once. */
export interface CallAttempt {
  readonly head: string
  readonly ok: boolean
  /** Of the failure: its code, HTTP status or name. */
  readonly code?: string
  /** Waited for the head; of a stream, until its first chunk. */
  readonly durationMs: number
}

export interface CallResult<O = unknown> {
  readonly output: O
  /** Of the attempt that gave the output; rate() takes its ticket. */
  readonly pick: Pick
  /** In the order in which they began. */
  readonly attempts: readonly CallAttempt[]
}
