/** What people hand to profile(). */
import type { Better, ClockChoice, Isolation } from '../study/types.ts'
import type { EngineOption } from '../engine/types.ts'
import type { LiveRatio } from './live.ts'

/** What a head is called with beside its input. */
export interface CallContext {
  /** Aborted when the trial times out or the study is aborted. */
  readonly signal: AbortSignal
  readonly head: string
  /** Counts from 0; warm-up trials count from -1 downwards. */
  readonly trial: number
}

export type HeadFunction<I = unknown, O = unknown> = (input: I, context: CallContext) => O | Promise<O>

/** A head that another machine answers, perhaps for money: an API, a model. */
interface RemoteSettings {
  /**
   * 'remote': called by its trials alone, without warm-up, copies or a twin; judged by wall time; the two halves of its trials are its noise floor.
   * An answer or error of status 429 or 503 with `retryAfter` (seconds) or the header Retry-After is waited for and asked again: that is
   * no trial, and no time of one, as long as it fits into `timeoutMs` and the budget; a command waits by itself.
   */
  readonly kind?: 'remote'
  /** Of what answers: stands in the study in place of the CPU. */
  readonly version?: string
}

interface HeadSettings {
  /** Limit of one call in ms; the study's when left out. */
  readonly timeoutMs?: number
  /** Price of one call in any one unit, the same for all heads. */
  readonly cost?: number
}

export interface HeadDefinition<I = unknown, O = unknown> extends HeadSettings, RemoteSettings {
  readonly run: HeadFunction<I, O>
  /**
   * Before the first and after the last trial, and around each one; all untimed. Whenever the head is made anew `teardown` and `setup` run
   * again, unless `setup` takes more than 20 ms.
   */
  readonly setup?: () => unknown
  readonly beforeEach?: (input: I) => unknown
  readonly afterEach?: (input: I) => unknown
  readonly teardown?: () => unknown
  /** The study's when left out. */
  readonly isolation?: Isolation
}

/** A head that stands in a module of its own, loaded before the study. */
export interface ModuleHead extends HeadSettings, RemoteSettings {
  /** The study's when left out. */
  readonly isolation?: Isolation
  readonly module: string | URL
  /** 'default' when left out. */
  readonly export?: string
}

/** A head that is a command: argv, never a shell unless `shell` is true (then one string). */
export interface CommandHead extends HeadSettings, RemoteSettings {
  readonly command: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Text for its standard input. */
  readonly input?: string
  readonly shell?: boolean
  readonly successCodes?: readonly number[]
  /** As of a definition: before the first and after the last trial, and around each one; all untimed. */
  readonly setup?: () => unknown
  readonly beforeEach?: (input: unknown) => unknown
  readonly afterEach?: (input: unknown) => unknown
  readonly teardown?: () => unknown
}

/** What a command head answers with: what `verify` and `metrics` see. */
export interface CommandOutput {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export type Head<I = unknown, O = unknown> = HeadFunction<I, O> | HeadDefinition<I, O> | ModuleHead | CommandHead
export type Heads = Readonly<Record<string, Head<never, unknown>>> | ReadonlyMap<string, Head<never, unknown>>

/** An array (named by index), name -> value, or a generator called once a visit with a seeded random. */
export type Inputs = readonly unknown[] | Readonly<Record<string, unknown>> | ((index: number, random: () => number) => unknown)

export interface Progress {
  readonly phase: 'setup' | 'warmup' | 'trials'
  /** Trials done and to do, over all heads. */
  readonly done: number
  readonly total: number
  /** The head that was measured last. */
  readonly head: string
  readonly elapsedMs: number
  /** Time left, from what the trials took so far; undefined until there are any. */
  readonly etaMs: number | undefined
  /** The pair whose ratio is nearest to 1, as it looked at most some seconds ago; absent in the first second, and while a look would cost too much. */
  readonly ratio?: LiveRatio
}

export interface ProfileOptions extends EngineOption {
  readonly heads: Heads
  readonly name?: string
  readonly inputs?: Inputs
  /** Left out: heads that answer one input differently are named by a warning (HYD-3024), on a sample of trials. */
  readonly verify?: (output: never, input: never) => boolean | Promise<boolean>
  readonly metrics?: (output: never, input: never) => Readonly<Record<string, number>>
  /** Direction of metrics: lower is better unless said here; `quality` and `success_rate` are higher. */
  readonly better?: Readonly<Record<string, Better>>
  /** Trials of each head, 1 to 1e9; default 100. */
  readonly trials?: number
  /**
   * Wall time of the whole study in ms, warm-up included: half of it at most where that is 'auto' (HYD-3026 says where it was not enough),
   * and each head has two trials in any case. With `trials` too, the first reached ends it.
   */
  readonly budgetMs?: number
  /**
   * 'auto': until heads are steady; short ones are measured in batches, and heads are made anew in every epoch. A number: exactly so
   * many calls of each head, and nothing else calls it; with `rebuild: true` heads are tuned, and warmed up in every epoch, beside those calls.
   */
  readonly warmup?: 'auto' | number
  /** 'auto': a trial of a synchronous function below 10 us a call is a batch of calls, each figure divided by them; 'call': never. */
  readonly unit?: 'auto' | 'call'
  /**
   * Make heads anew in every epoch: 'auto' where that is possible, true: refuse a study where it is not, and one with `warmup: 0`, where a
   * copy could be held against nothing.
   */
  readonly rebuild?: 'auto' | boolean
  /** Hold the fastest head against itself, for the noise floor; default true. */
  readonly selfCheck?: boolean
  /**
   * Record a V8 CPU profile of each head after its trials, 0.3 to 1 s each, in `study.record.cpuProfiles`; a text: and write them to this
   * folder, `<head>.cpuprofile`. Commands have none (HYD-3040). @defaultValue false
   */
  readonly cpuProfile?: boolean | string
  /**
   * 'fixed': exactly `trials` of each head. 'adaptive': the study ends as soon as every pair is decided, with `trials` or `budgetMs` as the
   * most; more than 8 heads become fewer on the way, and `heads[n].stopped` says why a head stopped before the others.
   */
  readonly mode?: 'fixed' | 'adaptive'
  /** The clock of the verdicts: 'auto' chooses by pair. */
  readonly clock?: ClockChoice
  /** The head that all others are held against; else all pairs up to 8 heads. */
  readonly reference?: string
  /**
   * Where heads run; 'inline' when left out. 'worker', 'process': each head in an isolate of its own, which is ended when the head blocks,
   * and opened anew for its next trial. A head is then a module, a function that needs nothing from outside itself, or one of `source`.
   */
  readonly isolation?: Isolation
  /** Collect garbage, untimed: 'once' before the first trial of each head, 'each' before every trial. @defaultValue 'none' */
  readonly gc?: 'none' | 'once' | 'each'
  /**
   * Closed loop: so many calls of a head at a time, 1 to 10 000; each ending starts the next. Every figure is that of one call; CPU time, heap
   * and collections cannot be told apart between calls that overlap, and are absent. With `ratePerSecond`: the most calls at a time.
   *
   * @defaultValue 1; with `ratePerSecond`: all that are due
   */
  readonly concurrency?: number
  /**
   * Open loop: calls of a head are due at equal distances, so many a second (above 0, at most 1e6), whether or not earlier ones have ended. The time
   * of a call counts from when it was due, so that a stall shows in every call that it held up, not in one. A head that falls 10 000
   * calls, or `timeoutMs`, behind is given up (HYD-3022).
   */
  readonly ratePerSecond?: number
  /** Most cost of all calls together, warm-up included, in the unit of `cost`; the study ends before the call that could exceed it (HYD-3023). */
  readonly budgetCost?: number
  /** Fresh isolates, one after the other, over the epochs of a study, 1 to 1000; default 1. A claim finer than 0.5 % wants 5. */
  readonly isolates?: number
  /** Memory of an isolate in MB, 64 or more: what grows beyond it is ended (HYD-3010). Left out: what V8 allows. */
  readonly memoryMb?: number
  /** The configuration file that heads, judges and inputs were loaded from: isolates load it too, and take functions from there. */
  readonly source?: { readonly file: string; readonly study?: string }
  /** Limit of one call in ms; default 10 000. */
  readonly timeoutMs?: number
  /** After so many timeouts in a row the rest of a head's trials is skipped; default 5. */
  readonly giveUpAfter?: number
  readonly seed?: number
  readonly margin?: number
  readonly confidence?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Called when a head has had its last trial. */
  readonly onHeadDone?: (head: string) => void
}
