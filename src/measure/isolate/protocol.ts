/**
 * What host and isolate say to each other: plain data that a structured clone carries.
 * The host asks, one thing at a time, and the isolate answers; between, it tells of what has no place in an answer.
 * Times are taken inside the isolate, by its own clock, so that a message (10 to 90 us there and back) is in none of them.
 */
import type { ErrorNumber } from '../../errors/index.ts'
import type { Warming } from '../epoch.ts'
import type { TuningPlan } from '../tuning.ts'
import type { TrialResult } from '../trial/run.ts'

/** A function by its text; it needs nothing from outside itself. */
export interface FunctionText {
  readonly text: string
  /** It was compiled in strict mode. */
  readonly strict: boolean
}

/** A configuration that the isolate loads by itself. */
export interface ConfigSource {
  readonly file: string
  readonly study?: string
}

/** How the isolate comes by a head. */
export type HeadRecipe =
  | { readonly from: 'text'; readonly run: FunctionText; readonly hooks?: Readonly<Record<string, FunctionText>> }
  | { readonly from: 'module'; readonly module: string; readonly export: string }
  | { readonly from: 'config'; readonly config: ConfigSource }

/** How it comes by a judge or a generator; 'host': the host calls it. */
export type FunctionRecipe = FunctionText | 'config' | 'host'

/** How it comes by inputs: values by their names, a generator, or none. */
export type InputsRecipe =
  { readonly values: readonly unknown[] | Readonly<Record<string, unknown>> } | { readonly generator: FunctionRecipe } | undefined

/** Everything that an isolate is told of its head. */
export interface Recipe {
  readonly name: string
  readonly head: HeadRecipe
  readonly config: ConfigSource | undefined
  readonly timeoutMs: number
  readonly seed: number
  readonly inputs: InputsRecipe
  readonly verify: FunctionRecipe | undefined
  readonly metrics: FunctionRecipe | undefined
  readonly tuning: TuningPlan
  /** Bytes that end it. */
  readonly memoryBytes: number | undefined
}

export interface BatchText {
  /** By place of the input. */
  readonly calls: readonly number[]
  readonly batchMs: number
  readonly loopMs: number
  readonly isShared: boolean
  /** What a batch took in the last warm-up. */
  readonly warmMs: number | undefined
}

/** What the host must know of the head there. */
export interface HeadState {
  readonly canRebuild: boolean
  readonly rebuilt: boolean
  readonly steady: boolean | undefined
  /** Undefined: a call a trial. */
  readonly batches: BatchText | undefined
  readonly canTwin: boolean
  readonly helperShare: number | undefined
}

/** A value that the host handed over, boxed: undefined is one too. */
export interface Boxed {
  readonly value: unknown
}

/** One trial; `calls` of a batch where the host made those of several heads alike. */
export interface VisitAsk {
  readonly do: 'visit'
  readonly block: number
  readonly epoch: number
  readonly trial: number
  readonly scale: number
  readonly calls?: readonly number[]
}

export type Ask =
  | { readonly do: 'open'; readonly recipe: Recipe }
  | { readonly do: 'warmUp'; readonly trial: number }
  | { readonly do: 'tune' }
  /** Take over what was found in an isolate before. */
  | { readonly do: 'adopt'; readonly state: HeadState }
  | { readonly do: 'renew' }
  | { readonly do: 'warmAnew'; readonly block: number; readonly warming: Warming }
  | VisitAsk
  | { readonly do: 'tearDown' }

/** Inputs by block, where the host makes them. */
export type Sent = ReadonlyMap<number, unknown>

/** An error as data. */
export interface ErrorText {
  readonly number: ErrorNumber
  readonly message: string
  readonly hint: string
  readonly where: object
  readonly details: object
  readonly cause: string | undefined
}

/** A trial as it crosses: its error as text; its span by the clock of the isolate. */
export interface TrialText extends Omit<TrialResult, 'error'> {
  readonly error: ErrorText | undefined
  /** What it answered, where the host is the judge. */
  readonly output: Boxed | undefined
}

/** What a head answered on a block that is looked at; undefined: it cannot be read. */
export interface DigestText {
  readonly block: number
  readonly digest: string | undefined
}

export interface Answer {
  readonly id: number
  readonly state?: HeadState
  readonly trial?: TrialText
  readonly tookMs?: number
  /** What went wrong in preparing, setting up or tearing down. */
  readonly error?: ErrorText
  /** Bytes in use after it. */
  readonly memoryBytes?: number
  /** Of the collector, since the answer before: starts and durations in turns; absent where nobody tells. */
  readonly collections?: readonly number[]
  /** Of answers, since the answer before. */
  readonly digests?: readonly DigestText[]
}

export type Tale =
  /** From here on the next call may take so long. */
  | { readonly tell: 'begins'; readonly limitMs: number }
  | { readonly tell: 'late' }
  | { readonly tell: 'orphan'; readonly what: string }
  | { readonly tell: 'warn'; readonly error: ErrorText }

export type ToIsolate = { readonly id: number; readonly ask: Ask; readonly sent?: Sent } | { readonly abort: string }
export type ToHost = Answer | Tale
