/** What is judged by logged picks, and what comes of it. Types only. */
import type { EngineOption, Interval } from '../../engine/types.ts'
import type { WeightsLike } from '../types.ts'

/** A pick and what came of it, as a selector logs them. */
export interface LoggedDecision {
  readonly head: string
  /** With which the head was picked, given which could be: above 0, at most 1. */
  readonly probability: number
  /** 0 to 1; left out: the caller gave up, nothing came of it. */
  readonly reward?: number | undefined
  /** Heads that could not be picked. */
  readonly excluded?: readonly string[] | undefined
  /** Of all heads when this one was picked, before heads were excluded: tells what could have been picked instead. */
  readonly probabilities?: ReadonlyMap<string, number> | undefined
  readonly probe?: boolean | undefined
  readonly degraded?: boolean | undefined
}

export interface ValidateDecisionsOptions extends EngineOption {
  /** In the order of the picks. */
  readonly decisions: Iterable<LoggedDecision>
  /** Equal weights over the heads of `after` when left out. */
  readonly before?: WeightsLike | undefined
  readonly after: WeightsLike
  /** Chance of a wrong verdict, however often one looks; between 0 and 1. @defaultValue 0.05 */
  readonly alpha?: number | undefined
}

export type DecisionVerdict = 'better' | 'worse' | 'undecided' | 'refused'

/** Picks that tell nothing of the weights, by why. */
export interface LeftOut {
  readonly probes: number
  readonly degraded: number
  /** Without a reward. */
  readonly unobserved: number
  /** The head was picked for sure, or another one with weight could not be, though it was not excluded. */
  readonly certain: number
  /** All heads with weight, before or after, were excluded. */
  readonly excluded: number
}

export interface DecisionValidation {
  readonly verdict: DecisionVerdict
  /** One sentence: what decided. */
  readonly reason: string
  /** Reward of a pick, after - before; `undefined` when refused. */
  readonly gain: number | undefined
  /** Of the gain, valid at every look; `undefined` when refused, or where no single gain fits the whole log. */
  readonly interval: Interval | undefined
  /** Expected reward of a pick under `after`, by inverse probability; `undefined` where a head with weight was never picked. */
  readonly ips: number | undefined
  /** The same, weights scaled to sum 1. */
  readonly snips: number | undefined
  /** The same, doubly robust: means of heads, corrected by inverse probability. */
  readonly dr: number | undefined
  /** How many picks under `after` the log is worth: (sum w)^2 / sum w^2. */
  readonly effectiveSample: number
  /** Further decisions that an answer needs, estimated; `undefined` where there is one, or none can be told. */
  readonly needed: number | undefined
  readonly alpha: number
  /** That were used. */
  readonly decisions: number
  readonly leftOut: LeftOut
}
