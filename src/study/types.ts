/** What a study is: plain data. Times in ms, shares 0 to 1, indexes from 0; absent figures are `undefined`, never 0. */
import type { EngineInfo, Interval, PairMethod, Summary } from '../engine/types.ts'
import type { HydraError } from '../errors/index.ts'
import type { HeadCpuProfile } from './cpu-profile/types.ts'

/** How a trial can end; the index is the code in `columns.outcome`. */
export const outcomes = ['success', 'wrong', 'error', 'timeout', 'aborted', 'exit'] as const
export type Outcome = (typeof outcomes)[number]

export type HeadKind = 'function' | 'module' | 'command' | 'remote' | 'imported'
/** Where a head runs. */
export const isolations = ['inline', 'worker', 'process'] as const
export type Isolation = (typeof isolations)[number]
export type Better = 'lower' | 'higher'

/** A record without a prototype: names may be `__proto__`, `constructor` or empty of meaning to JavaScript. */
export type ByName<T> = Readonly<Record<string, T>>

/** The recorded trials of one head, a value a trial, in order of execution. */
export interface Columns {
  readonly wallMs: Float64Array
  /** CPU time of the thread during the trial (of the process for a head that waits, and without the addon), or of the command. */
  readonly cpuMs?: Float64Array
  /** Growth of the heap during the trial; negative when a collection ran. */
  readonly heapBytes?: Float64Array
  /** Time of garbage collections that began in the trial, part of its wall time; absent where nobody could tell. */
  readonly gcMs?: Float64Array
  /** Of the thread during the trial; absent where the system cannot tell. */
  readonly involuntarySwitches?: Float64Array
  readonly pageFaults?: Float64Array
  /** Index into `outcomes`. */
  readonly outcome: Uint8Array
  /** The block a trial belongs to; trials of one block were interleaved and are compared with each other. */
  readonly block: Uint32Array
  readonly epoch: Uint32Array
  /** Index into `study.inputs`. */
  readonly input: Uint32Array
  /** What `metrics` reported, by name; NaN where a trial reported none. */
  readonly metrics: ByName<Float64Array>
}

/** Counts of trials that did not succeed; `late`: settled after the limit; `skipped`: never run. */
export interface Failures {
  readonly wrong: number
  readonly error: number
  readonly timeout: number
  readonly aborted: number
  readonly exit: number
  readonly late: number
  readonly skipped: number
}

export interface MetricSummary extends Summary {
  readonly better: Better
}

export interface InputSummary {
  readonly trials: number
  readonly successes: number
  readonly durationMs: Summary
}

/** Figures per call. `durationMs` speaks of successful trials only. */
export interface HeadSummary {
  /** Trials that say something of the head: aborted ones are left out. */
  readonly trials: number
  readonly successes: number
  readonly successRate: number
  /** Wilson 1927, 95 %; [0, 1] without trials. */
  readonly successInterval: Interval
  readonly durationMs: Summary
  /** Mean wall time of trials that failed (aborted ones left out). */
  readonly failedMs: number | undefined
  /** Variance of ln(wall time) of successes: what the spread of `weigh` comes from. */
  readonly logVariance: number | undefined
  /** Medians over successful trials. */
  readonly cpuMs: number | undefined
  readonly heapBytes: number | undefined
  /** 0 where at least half of the trials had no collection: `gcShare` says what all of them had. */
  readonly gcMs: number | undefined
  /** Time of collections / wall time, over successful trials, 0 to 1. */
  readonly gcShare: number | undefined
  readonly rssBytes: number | undefined
  readonly metrics: ByName<MetricSummary>
  readonly byInput: ByName<InputSummary>
}

/** A head that an adaptive study measured no further: its profile stays, and it is judged by the trials that it had. */
export interface Stopped {
  /** 'outclassed': proven more than 3 times slower than another; 'halving': not among the better half when it was time for halving. */
  readonly by: 'outclassed' | 'halving'
  /** A sentence. */
  readonly reason: string
}

export interface HeadStudy {
  readonly name: string
  readonly kind: HeadKind
  readonly isolation: Isolation
  readonly unit: 'call' | 'batch'
  /** Fresh isolates that its trials came from, where it had more than one. */
  readonly isolates?: number
  /** Calls of a batch, before it is varied from block to block; 1 where a trial is one call. Every figure is per call. */
  readonly callsPerTrial: number
  /** It was made anew in every epoch, so that the layout of its code is part of the spread. */
  readonly rebuilt?: boolean
  /** Its times had settled when its trials began; absent where nobody looked. */
  readonly steady?: boolean
  /** Whose CPU time `columns.cpuMs` is. */
  readonly cpuScope?: 'thread' | 'process'
  /** CPU time of other threads that helped to collect garbage / that of its own, as far as the two can be told apart. Absent where nobody looked. */
  readonly helperShare?: number
  /** Time of an empty loop that was taken off each call, in ns. */
  readonly loopNs?: number
  /** Trials in a row at each of its turns in a block, two turns a block; 1 when left out. */
  readonly trialsPerVisit?: number
  /** Why an adaptive study measured it no further, though others went on. */
  readonly stopped?: Stopped
  readonly cost: number | undefined
  /** What stands for the machine that a remote head runs on: its provider's version. */
  readonly version?: string
  /** How often a remote head was told to ask again later, and how long all that took, in ms; no part of its trials. */
  readonly paced?: { readonly times: number; readonly waitedMs: number }
  readonly summary: HeadSummary
  readonly columns: Columns
  readonly failures: Failures
  /** The first five, as errors with code and place. */
  readonly firstFailures: readonly HydraError[]
}

export type Verdict = 'faster' | 'slower' | 'equivalent' | 'undecided'

/** Of a metric: what is said of a, by the direction declared for it. */
export type MetricVerdict = 'better' | 'worse' | 'equivalent' | 'undecided'
export type Clock = 'wall' | 'cpu'
export type ClockChoice = 'auto' | Clock

/** What comparisons of times and of metrics have in common. */
interface Compared {
  readonly a: string
  readonly b: string
  /** a / b; undefined without a common block. */
  readonly ratio: number | undefined
  /** At the level `adjusted`; ends at the margin where the correction for many pairs proves no more than that. */
  readonly interval: Interval | undefined
  readonly margin: number
  /** Two-sided level of all verdicts together. */
  readonly confidence: number
  /** Level of the interval: corrected for the number of pairs (Bonferroni), and for looking more than once. */
  readonly adjusted: number
  /** Two-sided p of the verdict at the margin, corrected for the number of pairs (Holm); undefined without a common block. */
  readonly pValue: number | undefined
  readonly method: PairMethod
  /** Blocks in which both heads succeeded. */
  readonly blocks: number
  /** Epochs that count: those of fewer than 3 blocks are merged with their neighbour. */
  readonly epochs: number
  /** Both heads were made anew in every epoch, so that the layout of their code is part of the interval. */
  readonly rebuilt: boolean
  /** False for heads that were not measured in the same blocks: then there is no verdict. */
  readonly paired: boolean
  /** Name of the input, where only its trials were compared. */
  readonly input?: string
  /** Further blocks an undecided pair needs, estimated. */
  readonly needed?: number
  /** Why it is undecided, as a sentence. */
  readonly reason?: string
}

/** Two heads held against each other. `ratio` = time of a / time of b; `verdict` speaks of a. */
export interface Comparison extends Compared {
  readonly verdict: Verdict
  readonly clock: Clock
  readonly clockReason: string
  /** What to keep in mind, where there is something: HYD-3019, the claim is finer than 0.5 % and comes from fewer than 5 isolates. */
  readonly warnings?: readonly HydraError[]
}

/** Two heads held against each other in one metric. `ratio` = value of a / value of b; `verdict` speaks of a. */
export interface MetricComparison extends Compared {
  readonly metric: string
  readonly better: Better
  readonly verdict: MetricVerdict
}

/** What the machine tells apart in a head and its twin: differences below it are not claimed. */
export interface NoiseFloor {
  /** The end of the interval that is further from 1, less 1. */
  readonly margin: number
  /** Time of the head / time of its twin. */
  readonly ratio: number
  readonly interval: Interval
  readonly blocks: number
  /** 'halves': remote heads are not called for a twin; the two halves of their own trials are held against each other, the worst of them counts. */
  readonly by?: 'twin' | 'halves'
}

export interface Environment {
  /** Of a study whose heads are all remote: their versions. */
  readonly cpu: string
  readonly cores: number
  readonly memoryBytes: number
  readonly platform: string
  readonly arch: string
  readonly osRelease: string
  readonly node: string
  readonly v8: string
  readonly loadStart: number | undefined
  readonly loadEnd: number | undefined
  readonly hydra: string
}

export interface InputInfo {
  readonly name: string
}

/** Everything a study is made of, before summaries and comparisons are computed from it. */
/** A head against itself: its twin was measured in some of its blocks, and is shown nowhere as a head. */
export interface SelfCheck {
  /** The head whose own columns the twin is held against, block by block. */
  readonly head: string
  readonly twin: Columns
  /** The twin was made anew in every epoch, apart from its head. */
  readonly rebuilt: boolean
}

export interface StudyRecord {
  readonly id: string
  /** Name of a named study; undefined for the unnamed one. */
  readonly name: string | undefined
  readonly createdAt: string
  readonly seed: number
  readonly mode: 'fixed' | 'adaptive'
  readonly trials: number
  readonly environment: Environment
  readonly engine: EngineInfo
  readonly inputs: readonly InputInfo[]
  /** Direction of each metric. */
  readonly metrics: ByName<Better>
  readonly heads: readonly HeadRecord[]
  readonly warnings: readonly HydraError[]
  readonly partial: boolean
  readonly elapsedMs: number
  /** What the warm-up foretold for the whole study, itself included; undefined without a warm-up. */
  readonly estimatedMs: number | undefined
  /** What the verdicts were asked to hold: the smallest ratio that matters, less 1. .01 when left out. */
  readonly margin?: number
  /** Two-sided level of all verdicts together. .98 when left out. */
  readonly confidence?: number
  /** All heads were to be held against this one. */
  readonly reference?: string
  /** The clock that verdicts were to go by. 'auto' when left out. */
  readonly clock?: ClockChoice
  /** Calls of a head at a time, and calls a second: as they were asked for. */
  readonly concurrency?: number
  readonly ratePerSecond?: number
  /** The built-in A/A check: what the noise floor is computed from. */
  readonly selfCheck?: SelfCheck
  /** CPU profiles of heads, where they were asked for; not part of the profile files. */
  readonly cpuProfiles?: readonly HeadCpuProfile[]
}

/** One head as recorded: what is saved; the summary is computed from it. */
export type HeadRecord = Omit<HeadStudy, 'summary'> & { readonly rssBytes: number | undefined }
