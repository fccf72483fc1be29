/** What goes into a selector and what comes out. Types only. */
import type { HeadStudy } from '../study/types.ts'
import type { ByName } from '../study/index.ts'
import type { WeightsLike } from '../weigh/types.ts'
import type { DriftMethod } from './drift/index.ts'
import type { Cause } from './learner.ts'
import type { SelectorPolicy } from './policy/index.ts'
import type { Result, RewardName, RewardRule } from './reward.ts'
import type { CallLimits, Classify } from './run/types.ts'

export type { Cause, SelectorPolicy, Result, RewardName, RewardRule, DriftMethod }

/** As much of a study as a selector needs. */
export interface SelectableStudy {
  readonly id: string
  readonly names?: readonly string[]
  /** Their names are contexts. */
  readonly inputs?: readonly { readonly name: string }[]
  readonly heads: ByName<HeadStudy>
}

/** How a head is called by run() and call(). */
export interface CallContext {
  /** Aborts when the caller gives up, or the time of this attempt is over. */
  readonly signal: AbortSignal
  readonly head: string
  /** From 1. */
  readonly attempt: number
  /** Until the whole chain must be done; Infinity without a limit. */
  readonly remainingMs: number
}

export type SelectorFunction<I = unknown, O = unknown> = (input: I, context: CallContext) => O | PromiseLike<O>

export interface SelectorHead<I = unknown, O = unknown> {
  readonly run?: SelectorFunction<I, O>
  /** Least time limit of an attempt, instead of the selector's. */
  readonly timeoutMs?: number
  /** Price of a call, where no observation tells it. */
  readonly cost?: number
  /** False: a failure of this head ends the chain, since it may have had effects. @defaultValue true */
  readonly retry?: boolean
  /** False: an output that comes in chunks is handed on as it is, and observed when it is there. @defaultValue true */
  readonly stream?: boolean
}

export type SelectorHeads<I = unknown, O = unknown> =
  | readonly string[]
  | Readonly<Record<string, SelectorFunction<I, O> | SelectorHead<I, O>>>
  | ReadonlyMap<string, SelectorFunction<I, O> | SelectorHead<I, O>>

export interface EjectionOptions {
  /** In a row. @defaultValue 5 */
  readonly consecutiveFailures?: number
  /** Share of failures in the window that ejects, 0 to 1. @defaultValue .5 */
  readonly failureRate?: number
  /** @defaultValue 10 000 */
  readonly windowMs?: number
  /** Calls in the window below which its share says nothing. @defaultValue 20 */
  readonly minimumCalls?: number
  /** A call that takes longer counts as failed, ms. @defaultValue off */
  readonly slowerThanMs?: number
  /** Eject a head whose success share, or mean time, lies 1.9 sd outside those of the others, with 100 calls each and 5 heads. @defaultValue false */
  readonly outlier?: boolean
  /** Of the first ejection; each further one takes twice as long. @defaultValue 30 000 */
  readonly baseMs?: number
  /** @defaultValue 300 000 */
  readonly maxMs?: number
  /** Share by which the time varies, 0 to 1. @defaultValue .1 */
  readonly jitter?: number
  /** Probes at a time. @defaultValue 1 */
  readonly probes?: number
  /** Good probes until the head is back. @defaultValue 3 */
  readonly successesToClose?: number
  /** After which a call under way counts as failed, and a probe as lost. @defaultValue 30 000 */
  readonly leaseMs?: number
  /** Of heads that may be out, 0 to 1. @defaultValue .5 */
  readonly maxEjectedShare?: number
  /** When all are out: answer from all by weight, or from the one that returns first. @defaultValue 'weight' */
  readonly whenAllOut?: 'weight' | 'first-back' | 'refuse'
}

export interface DriftOptions {
  /** @defaultValue 'glr' */
  readonly method?: DriftMethod
  /** Of 'glr': chance of a false alarm a head. @defaultValue .001 */
  readonly delta?: number
  /** After a restart evidence halves every so many observations. @defaultValue 300 */
  readonly halfLife?: number
  /** Of 'window'. @defaultValue 800 */
  readonly window?: number
  /** Of 'discount'. @defaultValue .99 */
  readonly discount?: number
}

export interface SlowStartOptions {
  /** Over which the share of a head that came back grows to the whole. */
  readonly windowMs: number
  /** @defaultValue .1 */
  readonly minShare?: number
  /** Above 1 faster at first. @defaultValue 1 */
  readonly aggression?: number
}

export interface CapacityOptions {
  /** Calls under way. */
  readonly maxPending?: number
  readonly perSecond?: number
  readonly perMinute?: number
  /** Of what observations report as `tokens`. */
  readonly tokensPerMinute?: number
}

export interface SelectorOptions<I = unknown, O = unknown> extends CallLimits {
  /** Whose fault an error is. @defaultValue classifyError */
  readonly classify?: Classify
  /** Names, or functions and definitions by name; those of the study or the weights when left out. */
  readonly heads?: SelectorHeads<I, O>
  /** What was measured: priors, and the scale of times and costs. */
  readonly study?: SelectableStudy
  readonly weights?: WeightsLike
  /** @defaultValue 'thompson'; 'weighted' when only weights are given */
  readonly policy?: SelectorPolicy
  /** @defaultValue chosen by chance, and told by explain() */
  readonly seed?: number
  /** Least share of each head, 0 to 1/K. @defaultValue 0 */
  readonly floor?: number
  /** Of all picks, spread evenly. @defaultValue .01 for policies that learn, 0 when `floor` is 0 */
  readonly explore?: number
  /** A name, a formula over ok, duration_ms, cost and quality, or a function. @defaultValue 'balanced' */
  readonly reward?: RewardName | RewardRule | (string & {})
  /** Of 'speed'. */
  readonly scaleMs?: number
  /** How much of 'balanced' is cost, 0 to 1. @defaultValue .5 once a head has a cost, else 0 */
  readonly costWeight?: number
  /** A head that stays in charge: the others together get at most `maxShare`. */
  readonly incumbent?: string
  /** @defaultValue .05 */
  readonly maxShare?: number
  /** What a study counts for, in trials a head. @defaultValue 20 */
  readonly priorTrials?: number
  /** Of 'ucb1'. @defaultValue 1 */
  readonly alpha?: number
  /** Of 'epsilon-greedy'. @defaultValue .1 */
  readonly epsilon?: number
  /** Of 'softmax'. @defaultValue .1 */
  readonly temperature?: number
  readonly ejection?: EjectionOptions | false
  readonly drift?: DriftOptions | false
  readonly slowStart?: SlowStartOptions
  readonly capacity?: Readonly<Record<string, CapacityOptions>>
  /** Contexts remembered. @defaultValue 1000 */
  readonly maxContexts?: number
  /** Name of this process in merged state. @defaultValue by chance */
  readonly origin?: string
  /** Merged state of other processes that is older than the newest by so much is forgotten, ms. @defaultValue 7 days */
  readonly originTtlMs?: number
  /** Milliseconds; may jump, time then goes on from there. @defaultValue performance.now */
  readonly now?: () => number
  /** Time of day, ms: tells how old a snapshot is. @defaultValue Date.now */
  readonly wall?: () => number
  /** Told of each pick before it is given out. */
  readonly onDecision?: (decision: Decision) => void
  /** Told of each observation, after it was learned. */
  readonly onObservation?: (observation: Observed) => void
  /** Told whenever the probabilities are made anew. */
  readonly onRevision?: (revision: Revision) => void
}

export interface PickOptions {
  /** One learner for each context. */
  readonly context?: string
  /** Heads that must not be picked. */
  readonly exclude?: Iterable<string>
  /** Same key, same head, while the probabilities stand. */
  readonly sticky?: string
}

export interface Pick {
  readonly head: string
  /** With which this head was picked, given which were in. */
  readonly probability: number
  readonly ticket: number
  /** A trial call of a head that was out. */
  readonly probe?: true
  /** All heads are out: this is the least bad answer. */
  readonly degraded?: true
  /** Of a degraded pick that waits for the first head to return: in how many ms that is. */
  readonly waitMs?: number
}

/** What came of a pick. */
export interface Outcome extends Omit<Result, 'ok'> {
  readonly ok?: boolean
  /** For so long the head wants no calls. */
  readonly retryAfterMs?: number
  /** Cancelled by the caller: frees what the pick held, teaches nothing. */
  readonly abandoned?: boolean
  /** Used of a budget that `capacity` limits. */
  readonly tokens?: number
  /** What went wrong, for explain(). */
  readonly error?: unknown
}

export type HeadState = 'closed' | 'open' | 'half-open'

/** A pick as it is logged, before it is given out. */
export interface Decision {
  readonly ticket: number
  /** Selector's clock, ms. */
  readonly atMs: number
  readonly origin: string
  readonly revision: number
  readonly policy: SelectorPolicy
  readonly head: string
  readonly probability: number
  readonly excluded: readonly string[]
  readonly probe: boolean
  readonly degraded: boolean
  readonly context?: string
}

/** An observation as it is logged. */
export interface Observed {
  readonly ticket: number
  /** Selector's clock, ms. */
  readonly atMs: number
  readonly origin: string
  readonly head: string
  /** With which the head was picked. */
  readonly probability: number
  /** What was learned; undefined where the caller gave up. */
  readonly reward: number | undefined
  readonly ok: boolean | undefined
  readonly durationMs?: number
}

/** New probabilities of heads, which picks are drawn from until the next revision. Lists are in the order of `heads`. */
export interface Revision {
  /** Selector's clock, ms. */
  readonly atMs: number
  readonly origin: string
  readonly revision: number
  /** Why they were made anew: more evidence, a change of rewards, a head that went out or came back, what another process told ... */
  readonly cause: Cause
  readonly policy: SelectorPolicy
  readonly heads: readonly string[]
  readonly probabilities: readonly number[]
  /** Observations that count. */
  readonly counts: readonly number[]
  /** Mean rewards; 0 without observations. */
  readonly means: readonly number[]
  readonly context?: string
}

export interface SelectorEvents {
  readonly ejected: { readonly head: string; readonly reason: string; readonly forMs: number; readonly times: number }
  readonly restored: { readonly head: string; readonly reason: string }
  readonly probe: { readonly head: string; readonly ticket: number }
  readonly drift: { readonly head: string; readonly before: number; readonly after: number; readonly statistic: number; readonly threshold: number; readonly step: number; readonly inContext: boolean } // prettier-ignore
  readonly degraded: { readonly head: string }
}
