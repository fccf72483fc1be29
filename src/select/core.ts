/**
 * The state of a selector and what it is made of. Picking, observing and explaining are functions of it.
 * In: settings. Out: parts that know each other: learners by context, tickets, loads, states of heads.
 */
import { fnv32 } from '../reference/random/fnv.ts'
import { create, type Resumable } from '../reference/random/sfc32.ts'
import { Clock } from './clock.ts'
import { Recent } from './contexts.ts'
import { driftFor, type Restart } from './drift/index.ts'
import { Capacity } from './ejection/capacity.ts'
import { Health } from './ejection/health.ts'
import { growth } from './ejection/slow-start.ts'
import { Events } from './events.ts'
import { Evidence, type Column } from './evidence.ts'
import { Learner, type Cause, type Lesson } from './learner.ts'
import { Load } from './load.ts'
import { policies } from './policy/index.ts'
import type { PolicyKind } from './policy/types.ts'
import { enterPrior, resultsOf, scaleOfStudy } from './prior.ts'
import type { Result } from './reward.ts'
import { tellRevision } from './revision.ts'
import { Rewards } from './rewards.ts'
import type { Settings } from './settings.ts'
import { Tickets } from './tickets.ts'
import { Totals } from './totals.ts'
import type { Vector } from './vector.ts'

export interface LearnerOfContext {
  readonly id: number
  readonly learner: Learner
  /** Of `Health.revision` that the vector was made for. */
  healthRevision: number
  /** What it learned before the scale of rewards stood. */
  readonly lessons: (Lesson & { readonly result: Result })[]
}

/** The one copy of a text that the engine keeps for keys: two of them are the same where they lie in the same place, without a look at letters. */
const unique = (name: string): string => Object.keys({ [name]: 0 })[0]!

/** What depends on the heads is made anew when they change; clock, tickets, listeners, and who holds the core, stay. */
export class Core {
  settings!: Settings
  names!: readonly string[]
  /** Of each head, where no observation tells it. */
  prices!: readonly (number | undefined)[]
  places!: ReadonlyMap<string, number>
  kind!: PolicyKind
  readonly clock: Clock
  load!: Load
  readonly tickets: Tickets
  capacity!: Capacity
  rewards!: Rewards
  readonly events = new Events()
  /** Told when there is something new to save. */
  changed: (() => void) | undefined
  health: Health | undefined
  whole!: LearnerOfContext
  contexts!: Recent<LearnerOfContext>
  readonly byId = new Map<number, LearnerOfContext>()
  random!: Resumable
  chance!: Resumable
  /** Of times that heads are out. */
  jitter!: Resumable
  /** Restarts of each head, the last of which explain() tells. */
  restarts: (Restart & { readonly inContext: boolean })[] = []
  totals!: Totals
  pins: readonly (readonly [head: number, share: number])[] = []
  /** Heads whose share grows until then. */
  growingUntil = -Infinity
  /** Calls under way are looked through again then. */
  sweepAt = Infinity
  contextIds = 0
  /** Plain picks may go on until then. */
  quietUntil = -Infinity
  /** Time matters: heads may go out and come back. */
  isTimed!: boolean
  isDynamic!: boolean
  /** Of the whole. */
  learner!: Learner
  vector!: Vector
  /** Calls under way, by head. */
  pending!: Int32Array
  /** Count of the oldest ticket that may be under way. */
  oldest = 1

  constructor(settings: Settings) {
    this.clock = new Clock(settings.now)
    this.tickets = new Tickets(fnv32(settings.origin), (head) => {
      this.load.pending[head]! -= 1
      this.totals.late[head]! += 1
    })
    this.make(settings)
  }

  /** Everything that depends on the heads, empty. */
  make(settings: Settings): void {
    this.settings = settings
    this.names = settings.heads.map(({ name }) => unique(name))
    this.places = new Map(this.names.map((name, place) => [name, place]))
    this.prices = settings.heads.map(({ cost }) => cost)
    this.kind = policies[settings.policy]
    this.random = create(settings.seed, 'select.pick')
    this.chance = create(settings.seed, 'select.table')
    this.jitter = create(settings.seed, 'select.jitter')
    this.load = new Load(this.names.length)
    this.totals = new Totals(this.names.length)
    this.capacity = new Capacity(settings.capacity)
    this.rewards = new Rewards(settings.reward, settings.study && scaleOfStudy(settings.study, this.names))
    this.health = settings.ejection && this.#makeHealth(settings.ejection)
    if (settings.ejection !== undefined) this.sweepAt = settings.ejection.leaseMs
    this.byId.clear()
    const evidence = new Evidence(this.names.length, settings.drift.halfLife)
    this.#enterStudy(evidence.prior, -1)
    evidence.rebaseAll()
    this.whole = this.#makeLearner(0, evidence, undefined)
    this.learner = this.whole.learner
    this.vector = this.learner.vector
    this.pending = this.load.pending
    this.isTimed = this.health !== undefined
    this.isDynamic = this.kind.isDynamic === true
    this.settle()
    this.contexts = new Recent(settings.maxContexts, ({ id }) => void this.byId.delete(id))
  }

  /** The learner of a context; its prior is what all contexts together have shown, and what the study says of an input of this name. */
  of(context: string | undefined, id?: number): LearnerOfContext {
    if (context === undefined) return this.whole
    return this.contexts.get(context, () => {
      const evidence = new Evidence(this.names.length, this.settings.drift.halfLife)
      this.#enterWhole(evidence.prior)
      const input = this.settings.study?.inputs?.findIndex(({ name }) => name === context) ?? -1
      if (input >= 0) this.#enterStudy(evidence.prior, input)
      evidence.rebaseAll()
      this.contextIds += 1
      return this.#makeLearner(id ?? this.contextIds, evidence, context)
    })
  }

  /** Brings a vector up to date with the states of heads. */
  refresh(of: LearnerOfContext): Learner {
    if (this.health !== undefined && of.healthRevision !== this.health.revision) {
      of.healthRevision = this.health.revision
      of.learner.remake('ejection')
    }
    return of.learner
  }

  /** Until when plain picks may go on, by the states of heads as they are now. */
  settle(): void {
    const { health, whole, names } = this
    if (health === undefined) this.quietUntil = Infinity
    else if (whole.healthRevision !== health.revision || health.out.size === names.length) this.quietUntil = -Infinity
    else this.quietUntil = Math.min(this.sweepAt, health.quietUntil)
  }

  /** After a snapshot: vectors are of these states of heads. */
  restored(): void {
    for (const of of this.byId.values()) of.healthRevision = this.health?.revision ?? 0
    this.settle()
  }

  /** Picks of a head so far. */
  picksOf(head: number): number {
    return this.totals.calls[head]! + this.totals.abandoned[head]! + this.load.pending[head]! + this.totals.late[head]!
  }

  /** Every learner makes its vector anew. */
  remakeAll(cause: Cause): void {
    for (const { learner } of this.byId.values()) learner.remake(cause)
  }

  isIn(head: number): boolean {
    return (this.health === undefined || this.health.isIn(head)) && !this.pins.some(([pinned]) => pinned === head)
  }

  /** How much of its share a head has that came back a while ago. */
  growthOf(head: number, at: number): number {
    const { slowStart } = this.settings
    if (slowStart === undefined || this.health === undefined) return 1
    return growth(slowStart, at - this.health.breakers[head]!.closedAt)
  }

  #makeLearner(id: number, evidence: Evidence, context: string | undefined): LearnerOfContext {
    const { settings, kind, load, clock, chance } = this
    const { floor, explore, ofPolicy, drift } = settings
    const learner = new Learner({
      kind, evidence, load, clock, chance, floor, explore,
      settings: ofPolicy,
      makeDrift: (own) => driftFor(own, kind.learns ? drift : { ...drift, method: 'none' }, kind.isRaw === true),
      isIn: (head) => this.isIn(head),
      shape: (vector) => this.#shape(vector),
      told: settings.onRevision && ((own, cause) => tellRevision(this, own, cause, context)),
    }) // prettier-ignore
    const made = { id, learner, healthRevision: this.health?.revision ?? 0, lessons: [] }
    this.byId.set(id, made)
    return made
  }

  #shape(vector: Vector): void {
    vector.setPins(this.pins)
    vector.setIncumbent(this.settings.incumbent, this.settings.maxShare)
  }

  /** Evidence of all contexts, for no more than some trials' worth a head. */
  #enterWhole(prior: Column): void {
    const { all } = this.whole.learner.evidence
    for (let head = 0; head < this.names.length; head += 1) {
      const n = all.n[head]!
      const scale = n > this.settings.priorTrials ? this.settings.priorTrials / n : 1
      prior.n[head] = n * scale
      prior.s[head] = all.s[head]! * scale
      prior.s2[head] = all.s2[head]! * scale
    }
  }

  #enterStudy(prior: Column, input: number): void {
    const { study, priorTrials } = this.settings
    this.names.forEach((name, head) => {
      const known = study?.heads[name]
      if (known === undefined) return
      enterPrior(prior, head, resultsOf(known, input), this.rewards.rule, priorTrials)
    })
  }

  #makeHealth(settings: NonNullable<Settings['ejection']>): Health {
    const events = {
      ejected: (head: number, { reason, until, times }: { reason: string; until: number; times: number }, at: number): void => {
        this.quietUntil = -Infinity
        this.events.emit('ejected', { head: this.names[head]!, reason, forMs: until - at, times })
      },
      restored: (head: number, reason: string): void => {
        this.quietUntil = -Infinity
        const { slowStart } = this.settings
        if (slowStart !== undefined) this.growingUntil = this.clock.at + slowStart.windowMs
        this.events.emit('restored', { head: this.names[head]!, reason })
      },
    }
    return new Health(this.names.length, settings, events, { clock: this.clock, random: () => this.jitter.float() })
  }
}
