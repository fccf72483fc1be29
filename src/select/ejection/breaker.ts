/**
 * The state of one head: closed, open until a time, half-open with leases for probes.
 * In: what came of calls, the time. Out: changes of state, told to whoever made it. No timer: time passes when somebody asks.
 * open: until = now + min(maxMs, baseMs 2^(times - 1)), varied by jitter. `times` falls by one for each baseMs spent closed with a success,
 * never by mere time out. half-open: as many probes at once as allowed; one that is lost ends with its lease.
 */
import type { HeadState } from '../types.ts'
import type { Window } from './window.ts'

export interface BreakerSettings {
  readonly consecutiveFailures: number
  readonly failureRate: number
  readonly windowMs: number
  readonly minimumCalls: number
  readonly baseMs: number
  readonly maxMs: number
  readonly jitter: number
  readonly probes: number
  readonly successesToClose: number
  readonly leaseMs: number
}

const noLeases: ReadonlyMap<number, number> = new Map()
/** Longest that a head may ask to be left alone. */
const longestMs = 86_400_000

export class Breaker {
  state: HeadState = 'closed'
  /** While open: when it ends. */
  until = 0
  /** Ejections, each of which makes the next one longer. */
  times = 0
  /** Ejections ever. */
  ejections = 0
  /** Failures in a row. */
  failures = 0
  reason = ''
  lastFailure = ''
  /** When it was closed last; slow start counts from there. */
  closedAt = -Infinity
  readonly window: Window
  readonly #settings: BreakerSettings
  readonly #random: () => number
  /** Made with the first probe: most heads never have one. */
  #leases: Map<number, number> | undefined
  /** Fewer failures than these in a window are no reason. */
  readonly #leastFailed: number
  #hasFailedProbe = false
  #successes = 0
  #coolAt = 0

  /** @param window - of its calls */
  constructor(settings: BreakerSettings, random: () => number, window: Window) {
    this.#settings = settings
    this.#random = random
    this.window = window
    this.#leastFailed = Math.max(1, settings.failureRate * settings.minimumCalls)
  }

  /** Tickets of probes that are out, and when each lease ends. */
  get leases(): ReadonlyMap<number, number> {
    return this.#leases ?? noLeases
  }

  /** A probe came to something, or to nothing. */
  release(ticket: number): boolean {
    return this.#leases?.delete(ticket) === true
  }

  /** A good call. Answers true when the head is closed by it. */
  succeeded(ticket: number, at: number): boolean {
    this.failures = 0
    if (this.state === 'closed') {
      this.window.add(at, true)
      if (this.times > 0) this.#cool(at)
      return false
    }
    if (!this.release(ticket) || this.state !== 'half-open') return false
    this.#successes += 1
    if (this.#successes < this.#settings.successesToClose) return false
    this.close(at)
    return true
  }

  /** A bad call. Answers true where there may be reason to open. */
  failed(ticket: number, at: number, what: string): boolean {
    if (what !== '') this.lastFailure = what
    this.failures += 1
    if (this.state !== 'closed') {
      this.#hasFailedProbe = this.release(ticket) && this.state === 'half-open'
      return this.#hasFailedProbe
    }
    this.window.add(at, false)
    return this.failures >= this.#settings.consecutiveFailures || this.window.failed >= this.#leastFailed
  }

  /** Why it is to be opened; '' for no reason. */
  reasonToOpen(at: number): string {
    const last = this.lastFailure === '' ? '' : `, last ${this.lastFailure}`
    if (this.state !== 'closed') return this.#hasFailedProbe ? `its probe failed${last}` : ''
    const { consecutiveFailures, failureRate, minimumCalls } = this.#settings
    if (this.failures >= consecutiveFailures) return `${this.failures} failures in a row${last}`
    const { calls, failed } = this.window.counts(at)
    const isMany = calls >= minimumCalls && failed >= failureRate * calls
    return isMany ? `${failed} of its last ${calls} calls failed${last}` : ''
  }

  /** Out, for the time of this ejection, or as long as asked; the latest end wins, and an ejection that is longer counts no second time. */
  open(at: number, reason: string, askedMs?: number): void {
    const { baseMs, maxMs, jitter } = this.#settings
    const isNew = this.state !== 'open'
    if (isNew) {
      this.times += 1
      this.ejections += 1
    }
    const own = Math.min(maxMs, baseMs * 2 ** Math.min(this.times - 1, 40)) * (1 + jitter * this.#random())
    const asked = askedMs === undefined ? own : Math.min(askedMs, longestMs)
    const until = at + asked
    if (isNew || until > this.until) {
      this.until = until
      this.reason = reason
    }
    this.state = 'open'
    this.#leases?.clear()
    this.window.clear()
  }

  close(at: number): void {
    this.state = 'closed'
    this.reason = ''
    this.failures = 0
    this.closedAt = at
    this.#coolAt = at + this.#settings.baseMs
    this.#leases?.clear()
    this.window.clear()
  }

  /** Moves on with time: an open head whose time is over lets probes through. */
  tick(at: number): void {
    if (this.state === 'open' && at >= this.until) {
      this.state = 'half-open'
      this.#successes = 0
    }
    if (this.leases.size === 0) return
    for (const [ticket, end] of this.leases) if (at >= end) this.release(ticket)
  }

  get isProbeable(): boolean {
    return this.state === 'half-open' && this.leases.size < this.#settings.probes
  }

  /** Until then it changes by nothing but results: the end of being open, or of a lease; -Infinity where a probe may go. */
  get nextAt(): number {
    if (this.state === 'open') return this.until
    if (this.isProbeable) return -Infinity
    let next = Infinity
    for (const end of this.leases.values()) if (end < next) next = end
    return next
  }

  lease(ticket: number, at: number): void {
    this.#leases ??= new Map()
    this.#leases.set(ticket, at + this.#settings.leaseMs)
  }

  #cool(at: number): void {
    if (at < this.#coolAt) return
    this.times -= 1
    this.#coolAt = at + this.#settings.baseMs
  }

  /** Good probes so far. */
  get successes(): number {
    return this.#successes
  }

  /** For a snapshot: times are those that are left. */
  save(at: number): BreakerState {
    const { state, times, ejections, failures, reason, lastFailure } = this
    const [leftMs, coolMs] = [Math.max(0, this.until - at), Math.max(0, this.#coolAt - at)]
    const leases = [...this.leases].map(([ticket, end]) => [ticket, Math.max(0, end - at)] as [number, number])
    return {
      state,
      leftMs,
      coolMs,
      times,
      ejections,
      failures,
      reason,
      lastFailure,
      successes: this.#successes,
      leases,
      window: [...this.window.save()],
    }
  }

  /** @param at - of the clock when it was saved */
  load(saved: BreakerState, at: number): void {
    const { state, leftMs, coolMs, successes, leases, window, ...same } = saved
    Object.assign(this, same)
    this.state = state
    this.until = at + leftMs
    this.#coolAt = at + coolMs
    this.#successes = successes
    this.window.load(window)
    if (leases.length > 0) this.#leases = new Map(leases.map(([ticket, left]) => [ticket, at + left]))
  }
}

export interface BreakerState {
  readonly state: HeadState
  readonly leftMs: number
  readonly coolMs: number
  readonly times: number
  readonly ejections: number
  readonly failures: number
  readonly reason: string
  readonly lastFailure: string
  readonly successes: number
  /** Tickets of probes, and what is left of their lease. */
  readonly leases: readonly (readonly [number, number])[]
  readonly window: readonly number[]
}
