/**
 * The states of all heads together: who is out, who may be probed, how many may be out at once.
 * In: results with the time. Out: `isIn` for the vector; a number that changes with every change; events.
 * Of heads that fail at most floor(maxEjectedShare K) are out at once. Who asks to be left alone, is refused for good or put out by hand goes out
 * beyond that, but the last one only where the share is 1.
 */
import type { Clock } from '../clock.ts'
import { Window, windowWidth } from './window.ts'
import { outlierReason } from './outlier.ts'
import { Breaker, type BreakerSettings, type BreakerState } from './breaker.ts'

export interface HealthSettings extends BreakerSettings {
  readonly outlier: boolean
  readonly slowerThanMs: number
  readonly maxEjectedShare: number
}

/** Told of changes of state. */
export interface HealthEvents {
  ejected(head: number, breaker: Breaker, at: number): void
  restored(head: number, reason: string): void
}

interface HealthParts {
  readonly clock: Clock
  /** From [0, 1), for jitter. */
  readonly random: () => number
}

export class Health {
  readonly breakers: readonly Breaker[]
  /** Raised at every change of state. */
  revision = 0
  /** Heads that are open or half-open. */
  readonly out = new Set<number>()
  /** Until then nothing changes by time alone, and no head can be probed. */
  quietUntil = Infinity
  readonly #settings: HealthSettings
  readonly #events: HealthEvents
  readonly #totals: Totals
  readonly #clock: Clock

  constructor(heads: number, settings: HealthSettings, events: HealthEvents, { clock, random }: HealthParts) {
    this.#clock = clock
    this.#settings = settings
    this.#events = events
    const counts = new Uint32Array(heads * windowWidth)
    const window = (head: number): Window => new Window(settings.windowMs, counts, head)
    this.breakers = Array.from({ length: heads }, (_, head) => new Breaker(settings, random, window(head)))
    this.#totals = { calls: new Float64Array(heads), good: new Float64Array(heads), ms: new Float64Array(heads) }
  }

  isIn(head: number): boolean {
    return !this.out.has(head)
  }

  /** Time passes. */
  tick(at: number): void {
    for (const head of this.out) {
      const breaker = this.breakers[head]!
      const before = breaker.state
      breaker.tick(at)
      if (breaker.state !== before) this.revision += 1
    }
    this.#settle()
  }

  /** A probe of a head is out. */
  lease(head: number, ticket: number, at: number): void {
    this.breakers[head]!.lease(ticket, at)
    this.#settle()
  }

  /** A probe came to nothing. */
  release(head: number, ticket: number): void {
    if (this.breakers[head]!.release(ticket)) this.#settle()
  }

  /** A head that a probe may be sent to; -1 for none. */
  probe(isOut: (head: number) => boolean): number {
    for (const head of this.out) if (this.breakers[head]!.isProbeable && !isOut(head)) return head
    return -1
  }

  succeeded(head: number, ticket: number, durationMs: number | undefined): void {
    if (durationMs !== undefined && durationMs > this.#settings.slowerThanMs) {
      return this.failed(head, ticket, `a call of ${Math.round(durationMs)} ms`)
    }
    const breaker = this.breakers[head]!
    if (breaker.succeeded(ticket, this.#clock.glance())) this.#back(head, `${this.#settings.successesToClose} good probes`)
    else if (this.out.size > 0) this.#settle()
    if (this.#settings.outlier) this.#count(head, true, durationMs)
  }

  failed(head: number, ticket: number, what: string): void {
    const breaker = this.breakers[head]!
    // About now will do for counting; what ejects a head is looked at once more by the real time.
    if (breaker.failed(ticket, this.#clock.glance(), what)) {
      const reason = breaker.reasonToOpen(this.#clock.read())
      if (reason !== '') this.#eject(head, reason)
    }
    if (this.out.size > 0) this.#settle()
    if (this.#settings.outlier) this.#count(head, false, undefined)
  }

  /** Out by its own wish, for good reason, or by hand. Answers false where it is the last one. */
  eject(head: number, reason: string, forMs?: number): boolean {
    const isLast = this.out.size >= this.breakers.length - 1 && !this.out.has(head)
    if (isLast && this.#settings.maxEjectedShare < 1) return false
    this.#open(head, reason, forMs)
    return true
  }

  restore(head: number, reason: string): void {
    if (!this.out.has(head)) return
    this.breakers[head]!.close(this.#clock.read())
    this.#back(head, reason)
  }

  /** When the first head comes back. */
  firstBack(): { readonly head: number; readonly until: number } {
    let [first, until] = [-1, Infinity]
    for (const head of this.out) {
      const own = this.breakers[head]!.state === 'open' ? this.breakers[head]!.until : -Infinity
      if (first >= 0 && own >= until) continue
      first = head
      until = own
    }
    return { head: first, until }
  }

  #eject(head: number, reason: string): void {
    const most = Math.floor(this.#settings.maxEjectedShare * this.breakers.length)
    if (!this.out.has(head) && this.out.size >= most) return
    this.#open(head, reason, undefined)
  }

  #open(head: number, reason: string, forMs: number | undefined): void {
    const at = this.#clock.read()
    const breaker = this.breakers[head]!
    breaker.open(at, reason, forMs)
    this.out.add(head)
    this.revision += 1
    this.#settle()
    this.#events.ejected(head, breaker, at)
  }

  #back(head: number, reason: string): void {
    this.out.delete(head)
    this.#totals.calls[head] = this.#totals.good[head] = this.#totals.ms[head] = 0
    this.revision += 1
    this.#settle()
    this.#events.restored(head, reason)
  }

  save(at: number): BreakerState[] {
    return this.breakers.map((breaker) => breaker.save(at))
  }

  /** @param at - of the clock when it was saved */
  load(states: readonly (BreakerState | undefined)[], at: number): void {
    states.forEach((state, head) => {
      if (state === undefined) return
      this.breakers[head]!.load(state, at)
      if (state.state !== 'closed') this.out.add(head)
    })
    this.revision += 1
    this.#settle()
  }

  #settle(): void {
    this.quietUntil = Infinity
    for (const head of this.out) {
      const at = this.breakers[head]!.nextAt
      if (at < this.quietUntil) this.quietUntil = at
    }
  }

  #count(head: number, isGood: boolean, durationMs: number | undefined): void {
    const { calls, good, ms } = this.#totals
    calls[head]! += 1
    if (isGood) {
      good[head]! += 1
      ms[head]! += durationMs ?? 0
    }
    if (this.out.has(head)) return
    const reason = outlierReason(head, this.#totals)
    if (reason !== '') this.#eject(head, reason)
  }
}

/** Of each head since it was last out. */
export interface Totals {
  readonly calls: Float64Array
  readonly good: Float64Array
  readonly ms: Float64Array
}
