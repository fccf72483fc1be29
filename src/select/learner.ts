/**
 * Evidence, policy and drift of one set of heads: what a selector learns, for all or for one context.
 * In: which heads are in, picks, rewards. Out: the vector that picks are drawn from, brought up to date as the policy asks for.
 */
import type { Resumable } from '../reference/random/sfc32.ts'
import type { Clock } from './clock.ts'
import type { Correction, Drift, Restart } from './drift/types.ts'
import type { Evidence, EvidenceState, Part } from './evidence.ts'
import type { Load } from './load.ts'
import type { Policy, PolicyKind, PolicySettings } from './policy/types.ts'
import { rounds as mostWinners } from './policy/rounds.ts'
import { Vector, type VectorState } from './vector.ts'

export interface LearnerParts {
  readonly kind: PolicyKind
  readonly settings: PolicySettings
  readonly evidence: Evidence
  readonly makeDrift: (evidence: Evidence) => Drift
  readonly load: Load
  readonly clock: Clock
  readonly chance: Resumable
  /** Least share of each head, and what is spread evenly beside it. */
  readonly floor: number
  readonly explore: number
  readonly isIn: (head: number) => boolean
  /** Pins and incumbent, put on before each remake. */
  readonly shape?: (vector: Vector) => void
  /** Told of each new vector. */
  readonly told?: ((learner: Learner, cause: Cause) => void) | undefined
}

/** Why a vector was made anew. */
export type Cause = 'start' | 'refresh' | 'restart' | 'ejection' | 'merge' | 'pin' | 'scale' | 'heads'

/** An observation that can be learned again. */
export interface Lesson {
  readonly head: number
  readonly reward: number
  readonly probability: number
}

/** The vector is made anew when what is known of the head observed has grown by 10 %, */
const headGrowth = 1.1
/** where there are so few heads that this costs little. */
const fewHeads = 50
/** And no more often than once for so many heads: an observation costs the same for ten heads and for thousands. */
const headsAnObservation = 50

export class Learner {
  readonly evidence: Evidence
  readonly vector: Vector
  readonly policy: Policy
  drift: Drift
  /** Raised when the vector is made anew; by ranked policies at each observation. */
  revision = 0
  readonly #parts: LearnerParts
  /** Plays that each head still has before the policy is asked. */
  readonly #plays: Uint8Array
  #firstLeft = 0
  /** Heads before this one have had their plays. */
  #firstAt = 0
  #remakeAt = 0
  /** Evidence of each head that asks for a new vector: so much more than the last one was made of. */
  readonly #most: Float64Array

  constructor(parts: LearnerParts) {
    const { kind, evidence, settings, load, clock, chance, makeDrift } = parts
    this.#parts = parts
    this.evidence = evidence
    this.#most = new Float64Array(evidence.heads).fill(Infinity)
    this.drift = makeDrift(evidence)
    this.vector = new Vector(evidence.heads, mostWinners)
    this.policy = kind.make({ evidence, vector: this.vector, load, clock, chance, settings })
    this.#plays = new Uint8Array(evidence.heads)
    this.#setPlays(evidence.all.n.map((n) => Math.max(0, kind.firstPlays - n)))
    this.remake('start')
  }

  #setPlays(plays: ArrayLike<number>): void {
    this.#plays.set(plays)
    this.#firstAt = 0
    this.#firstLeft = this.#plays.reduce((sum, own) => sum + own, 0)
  }

  /** A head whose turn it is without being asked: those never tried, in their order; -1 for none. */
  first(isOut: (head: number) => boolean): number {
    if (this.#firstLeft === 0) return -1
    while (this.#plays[this.#firstAt] === 0) this.#firstAt += 1
    for (let head = this.#firstAt; head < this.#plays.length; head += 1) {
      if (this.#plays[head] === 0 || !this.vector.isWithin(head) || isOut(head)) continue
      this.#plays[head]! -= 1
      this.#firstLeft -= 1
      if (this.#firstLeft === 0) this.remake('refresh')
      return head
    }
    return -1
  }

  get hasFirst(): boolean {
    return this.#firstLeft > 0
  }

  /** Makes the vector anew, for the heads that are in now. */
  remake(cause: Cause): void {
    const { kind, evidence, isIn } = this.#parts
    evidence.fade()
    this.#frame(this.vector, isIn)
    if (this.vector.size > 0) this.policy.remake()
    const grown = kind.every(evidence.total)
    const least = this.vector.size / headsAnObservation
    this.#remakeAt = evidence.steps + (grown > least ? grown : least)
    this.#limit()
    this.#tell(cause)
  }

  /** The vector is another one. */
  #tell(cause: Cause): void {
    this.revision += 1
    this.#parts.told?.(this, cause)
  }

  /** Which heads are in, and what is spread evenly over them. */
  #frame(vector: Vector, isIn: (head: number) => boolean): void {
    const { floor, explore, shape } = this.#parts
    shape?.(vector)
    vector.setWithin(isIn)
    const even = explore + (1 - explore) * floor * vector.size
    vector.setEven(even < 1 ? even : 1)
  }

  /** A head of which little is known changes much by one observation. */
  #limit(): void {
    const most = this.#most
    if (this.#remakeAt === Infinity || most.length > fewHeads) return
    const counts = this.evidence.all.n
    for (let head = 0; head < most.length; head += 1) most[head] = headGrowth * counts[head]!
  }

  /** After an observation. */
  observe(head: number, reward: number, probability: number): Restart | undefined {
    const { evidence, drift, policy } = this
    evidence.add(head, reward)
    const restart = drift.observed(head, reward)
    const isFresh = policy.observed?.(head, reward, probability) === true
    if (restart !== undefined) this.remake('restart')
    else if (isFresh) this.#tell('refresh')
    // While each head has its first plays nobody asks for the vector; it is made when they are over.
    else if (this.#firstLeft === 0 && (evidence.steps >= this.#remakeAt || evidence.all.n[head]! > this.#most[head]!))
      this.remake('refresh')
    return restart
  }

  /** A reward turned out to be another one. */
  correct(correction: Correction, probability: number): void {
    const { evidence, drift, policy } = this
    const { head, before, after } = correction
    const weight = drift.corrected(correction)
    evidence.correct(head, weight * (after - before), weight * (after * after - before * before))
    policy.corrected?.(head, before, after, probability)
    // A correction counts as an observation does; policies that look after their vector themselves have not seen it.
    this.#remakeAt = this.#remakeAt === Infinity ? -Infinity : this.#remakeAt - 1
    if (evidence.steps >= this.#remakeAt) this.remake('refresh')
  }

  /** Forgets what was observed here, all of it, and learns these instead; each is the same observation as before. */
  relearn(lessons: readonly Lesson[]): void {
    this.evidence.clear()
    this.evidence.steps -= lessons.length
    this.drift = this.#parts.makeDrift(this.evidence)
    for (const { head, reward } of lessons) {
      this.evidence.add(head, reward)
      this.drift.observed(head, reward)
    }
    this.remake('scale')
  }

  /** A vector of the same evidence for some of the heads: for picks that most heads are out of. */
  spare(isIn: (head: number) => boolean): Vector {
    const { kind, evidence, settings, load, clock, chance } = this.#parts
    const vector = new Vector(evidence.heads, mostWinners)
    const policy = kind.make({ evidence, vector, load, clock, chance, settings })
    this.#frame(vector, (head) => this.vector.isWithin(head) && isIn(head))
    policy.load?.(this.policy.save?.() ?? [])
    if (vector.size > 0) policy.remake()
    return vector
  }

  /** For a snapshot, beside what the heads have shown. */
  save(): LearnerState {
    return {
      evidence: this.evidence.save(),
      drift: this.drift.save(),
      policy: this.policy.save?.() ?? [],
      vector: this.vector.save(),
      plays: [...this.#plays],
      revision: this.revision,
      remakeAt: this.#remakeAt === Infinity ? -1 : this.#remakeAt,
      most: Array.from(this.#most, (n) => (n === Infinity ? -1 : n)),
    }
  }

  /** Goes on where it was, with the very same vector. */
  load(state: LearnerState, parts: readonly Part[]): void {
    const { evidence, isIn } = this.#parts
    evidence.load(state.evidence, parts)
    this.drift = this.#parts.makeDrift(evidence)
    this.drift.load(state.drift)
    this.#setPlays(state.plays)
    this.#frame(this.vector, isIn)
    this.policy.load?.(state.policy)
    this.vector.load(state.vector)
    this.revision = state.revision
    this.#remakeAt = state.remakeAt < 0 ? Infinity : state.remakeAt
    state.most.forEach((n, head) => (this.#most[head] = n < 0 ? Infinity : n))
    this.#parts.told?.(this, 'start')
  }

  /** Goes on with what is known of other heads than it was saved with; `state` is of the heads there are now. */
  adopt(
    state: Pick<LearnerState, 'evidence' | 'drift' | 'policy' | 'plays' | 'revision'>,
    parts: readonly Part[],
    cause: Cause,
  ): void {
    const { evidence } = this
    evidence.load(state.evidence, parts)
    evidence.total = evidence.all.n.reduce((sum, n) => sum + n, 0)
    this.drift = this.#parts.makeDrift(evidence)
    if (state.drift !== null) this.drift.load(state.drift)
    if (state.policy.length > 0) this.policy.load?.(state.policy)
    const { firstPlays } = this.#parts.kind
    this.#setPlays(state.plays.map((plays, head) => Math.min(plays, Math.max(0, firstPlays - evidence.all.n[head]!))))
    this.revision = state.revision
    this.remake(cause)
  }
}

export interface LearnerState {
  readonly evidence: EvidenceState
  readonly drift: unknown
  readonly policy: readonly number[]
  readonly vector: VectorState
  readonly plays: readonly number[]
  readonly revision: number
  readonly remakeAt: number
  readonly most: readonly number[]
}
