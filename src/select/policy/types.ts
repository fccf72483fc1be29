/** What a policy is: from evidence to probabilities. */
import type { Resumable } from '../../reference/random/sfc32.ts'
import type { Clock } from '../clock.ts'
import type { Evidence } from '../evidence.ts'
import type { Load } from '../load.ts'
import type { Vector } from '../vector.ts'

export interface PolicySettings {
  /** Of each head, for 'weighted'. */
  readonly weights: Float64Array | undefined
  /** Of 'ucb1': the width of the range of rewards. */
  readonly alpha: number
  /** Of 'epsilon-greedy'. */
  readonly epsilon: number
  /** Of 'softmax'. */
  readonly temperature: number
}

/** Everything a policy may look at. */
export interface View {
  readonly evidence: Evidence
  readonly vector: Vector
  readonly load: Load
  readonly clock: Clock
  /** A stream of its own, so that draws for tables and draws of picks do not mix. */
  readonly chance: Resumable
  readonly settings: PolicySettings
}

export interface Policy {
  /** Makes the vector of the heads that are in. */
  remake(): void
  /** After an observation. True where the policy has brought the vector up to date by itself. */
  observed?(head: number, reward: number, probability: number): boolean
  /** An observation turned out to be worth something else. */
  corrected?(head: number, before: number, after: number, probability: number): void
  /** Picks by itself, where probabilities change from pick to pick; `probabilityOf` is asked before the pick counts as under way. */
  choose?(): number
  /** Told of a pick that it did not choose by itself. */
  picked?(head: number): void
  probabilityOf?(head: number): number
  /** The number by which it ranks a head, for `explain`. */
  index?(head: number): number
  /** State of its own, for a snapshot. */
  save?(): readonly number[]
  load?(state: readonly number[]): void
}

export interface PolicyKind {
  /** How many observations may come before the vector is made anew, for this much evidence. */
  readonly every: (total: number) => number
  /** Of all picks, spread evenly, when the user says nothing; 'epsilon': that setting. */
  readonly explore: number | 'epsilon'
  /** Plays of each head before the policy is asked, in the order of heads. */
  readonly firstPlays: number
  /** Rewards change what it picks: changes of them are looked for. */
  readonly learns: boolean
  /** Probabilities change from pick to pick, or with each pick. */
  readonly isDynamic?: true
  /** Rewards are taken as they are, also outside 0 to 1. */
  readonly isRaw?: true
  make(view: View): Policy
}
