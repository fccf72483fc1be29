/** What every kind of head is made into: one way to call it, its hooks, its limit. */
import type { Call } from '../trial/ended.ts'
import type { Run } from '../trial/loop.ts'
import type { Paced } from '../remote/pace.ts'
import type { HeadKind } from '../../study/types.ts'

export type Hook = (input?: unknown) => unknown

export interface Hooks {
  readonly setup?: Hook
  readonly teardown?: Hook
  readonly beforeEach?: Hook
  readonly afterEach?: Hook
}

/** A head as given, checked. */
export interface HeadPlan {
  readonly name: string
  readonly kind: HeadKind
  readonly cost: number | undefined
  readonly timeoutMs: number
  /** Of what answers a remote head. */
  readonly version?: string | undefined
  /** It is a command, of this kind or remote. */
  readonly isCommand?: boolean
  /** It is an async function: what follows its awaits cannot be ended inline. */
  readonly isAsync?: boolean
  /** Calls of an automatic warm-up. */
  readonly warmups: number
  /** Makes it callable; a module is loaded here. Failure costs this head alone. */
  readonly prepare: () => PreparedHead | Promise<PreparedHead>
}

/** The function behind a head that is called in this process. */
export interface Body {
  /** What is called now: the original, or a copy of it. */
  run: Run
  readonly original: Run
  /** Makes a fresh copy; undefined where there can be none. */
  readonly copy: () => Run | undefined | Promise<Run | undefined>
  /** The same head once more, for holding it against itself. */
  readonly twin: () => PreparedHead
}

export interface PreparedHead {
  readonly call: Call
  readonly hooks: Hooks
  /** Not there for commands, nor for remote heads: nothing calls those but a trial. */
  readonly body?: Body
  /** What a remote head was told to wait. */
  readonly paced?: Paced
}
