/**
 * The states of all heads together: who is out, who may be probed, how many may be out at once.
 * In: results with the time. Out: `isIn` for the vector; a number that changes with every change; events.
 * Of heads that fail at most floor(maxEjectedShare K) are out at once. Who asks to be left alone, is refused for good or put out by hand goes out
 * beyond that, but the last one only where the share is 1.
 */
import { outlierReason } from './outlier.ts'
import { Breaker, type BreakerSettings } from './breaker.ts'

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

export class Health {
  readonly breakers: readonly Breaker[]
  /** Raised at every change of state. */
  revision = 0
  /** Heads that are open or half-open. */
  readonly out = new Set<number>()
  readonly #settings: HealthSettings
  readonly #events: HealthEvents
  readonly #totals: Totals

  constructor(heads: number, settings: HealthSettings, events: HealthEvents, random: () => number) {
    this.#settings = settings
    this.#events = events
    this.breakers = Array.from({ length: heads }, () => new Breaker(settings, random))
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
  }

  /** A head that a probe may be sent to; -1 for none. */
  probe(isOut: (head: number) => boolean): number {
    for (const head of this.out) if (this.breakers[head]!.isProbeable && !isOut(head)) return head
    return -1
  }

  succeeded(head: number, ticket: number, at: number, durationMs: number | undefined): void {
    if (durationMs !== undefined && durationMs > this.#settings.slowerThanMs) {
      return this.failed(head, ticket, at, `a call of ${Math.round(durationMs)} ms`)
    }
    const breaker = this.breakers[head]!
    if (breaker.succeeded(ticket, at)) this.#back(head, `${this.#settings.successesToClose} good probes`)
    if (this.#settings.outlier) this.#count(head, true, at, durationMs)
  }

  failed(head: number, ticket: number, at: number, what: string): void {
    const reason = this.breakers[head]!.failed(ticket, at, what)
    if (reason !== '') this.#eject(head, at, reason)
    if (this.#settings.outlier) this.#count(head, false, at, undefined)
  }

  /** Out by its own wish, for good reason, or by hand. Answers false where it is the last one. */
  eject(head: number, at: number, reason: string, forMs?: number): boolean {
    const isLast = this.out.size >= this.breakers.length - 1 && !this.out.has(head)
    if (isLast && this.#settings.maxEjectedShare < 1) return false
    this.#open(head, at, reason, forMs)
    return true
  }

  restore(head: number, at: number, reason: string): void {
    if (!this.out.has(head)) return
    this.breakers[head]!.close(at)
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

  #eject(head: number, at: number, reason: string): void {
    const most = Math.floor(this.#settings.maxEjectedShare * this.breakers.length)
    if (!this.out.has(head) && this.out.size >= most) return
    this.#open(head, at, reason, undefined)
  }

  #open(head: number, at: number, reason: string, forMs: number | undefined): void {
    const breaker = this.breakers[head]!
    breaker.open(at, reason, forMs)
    this.out.add(head)
    this.revision += 1
    this.#events.ejected(head, breaker, at)
  }

  #back(head: number, reason: string): void {
    this.out.delete(head)
    this.#totals.calls[head] = this.#totals.good[head] = this.#totals.ms[head] = 0
    this.revision += 1
    this.#events.restored(head, reason)
  }

  #count(head: number, isGood: boolean, at: number, durationMs: number | undefined): void {
    const { calls, good, ms } = this.#totals
    calls[head]! += 1
    if (isGood) {
      good[head]! += 1
      ms[head]! += durationMs ?? 0
    }
    if (this.out.has(head)) return
    const reason = outlierReason(head, this.#totals)
    if (reason !== '') this.#eject(head, at, reason)
  }
}

/** Of each head since it was last out. */
export interface Totals {
  readonly calls: Float64Array
  readonly good: Float64Array
  readonly ms: Float64Array
}
