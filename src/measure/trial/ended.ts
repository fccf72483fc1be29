/** How one call of a head ended, before anybody judged its answer. */
import type { TrialContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import type { Span } from '../collect/watch.ts'
import type { Scope } from './scope.ts'

/** `blocked`: it held the thread until it was ended. */
export type How = 'returned' | 'threw' | 'timeout' | 'blocked' | 'aborted' | 'exit'

export interface Ended {
  readonly how: How
  /** The output when it returned, what was thrown when it threw, what was called when it tried to exit. */
  readonly value: unknown
  readonly wallMs: number
  readonly cpuMs?: number | undefined
  readonly heapBytes?: number | undefined
  readonly rssBytes?: number | undefined
  /** Involuntary context switches and minor page faults of the thread. */
  readonly switches?: number | undefined
  readonly faults?: number | undefined
  /** CPU time of the other threads of the process meanwhile. */
  readonly otherCpuMs?: number | undefined
  /** When it ran, for what the collector did meanwhile. */
  readonly span?: Span
  /** It answered with a promise. */
  readonly waited?: boolean
}

/** What a call is given besides its input. */
export interface CallSettings {
  readonly context: TrialContext
  readonly scope: Scope
  readonly deadline: Deadline
  readonly limitMs: number
  /** Other calls run beside it: what the process uses cannot be told apart. */
  readonly isBesideOthers?: boolean
  /** Ms that the study has left. */
  readonly left?: () => number
  /** It is ended at its limit, also where it does not let go of the thread. */
  readonly isArmed?: boolean
}

/** Calls a head once and takes its time; never throws. Functions that answer at once are not awaited. */
export type Call = (input: unknown, settings: CallSettings) => Ended | Promise<Ended>
