/**
 * A call: one head after the other until one answers, or two at a time where the first is slow.
 * In: an input, a plan. Out: an answer of the first head that has one, or one error. A caller that aborts ends it at once.
 * One listener on the caller's signal, taken off when nothing is under way any more.
 */
import { after, cancel, type Timer } from '../../process/time.ts'
import type { Core } from '../core.ts'
import { pickWith } from '../pick.ts'
import type { Pick } from '../types.ts'
import { Attempt, unlimited, type Limits, type Owner } from './attempt.ts'
import { HeadCall } from './call-context.ts'
import { classifyError } from './classify.ts'
import { allFailed } from './failure.ts'
import type { Plan } from './options.ts'
import { listen, unlisten } from './signals.ts'
import type { CallResult, Fault } from './types.ts'

const isFault = (value: unknown): value is Fault =>
  value === 'head' ||
  value === 'caller' ||
  value === 'abandoned' ||
  (typeof value === 'object' && value !== null && typeof (value as { ejectMs?: unknown }).ejectMs === 'number')

interface Settle {
  readonly resolve: (result: CallResult) => void
  readonly reject: (error: unknown) => void
}

export class Chain implements Owner {
  readonly core: Core
  readonly #input: unknown
  readonly #plan: Plan
  readonly #beganAt: number
  readonly #attempts: Attempt[] = []
  /** Under way. */
  readonly #active = new Set<Attempt>()
  #hedge: Timer | undefined
  /** Undefined once it is settled: a chain that a stream still holds must not hold the stream. */
  #settled: Settle | undefined

  constructor(core: Core, input: unknown, plan: Plan, beganAt: number) {
    this.core = core
    this.#input = input
    this.#plan = plan
    this.#beganAt = beganAt
  }

  /** Begins with a pick of its own. */
  begin(): Promise<CallResult> {
    const { signal } = this.#plan
    return this.#promised(() => {
      if (signal?.aborted === true) return this.#refuse(signal.reason)
      if (signal !== undefined) listen(signal, this)
      this.#next(false)
    })
  }

  /** Goes on from a pick whose head has been called, without limits; `how` says what came of it. */
  adopt(pick: Pick, call: HeadCall, how: (attempt: Attempt) => void): Promise<CallResult> {
    return this.#promised(() => {
      const attempt = new Attempt(this, pick, call, this.#beganAt, unlimited)
      this.#attempts.push(attempt)
      this.#active.add(attempt)
      how(attempt)
    })
  }

  #promised(begin: () => void): Promise<CallResult> {
    return new Promise((resolve, reject) => {
      this.#settled = { resolve, reject }
      begin()
    })
  }

  /** The caller's signal aborts. */
  aborted(): void {
    const reason: unknown = this.#plan.signal!.reason
    this.#abandonAll(reason)
    this.#refuse(reason)
    this.ended()
  }

  judge(error: unknown, attempt: Attempt): Fault {
    const { classify } = this.core.settings.call
    let fault: Fault = 'head'
    // Hostile errors may throw where they are read.
    this.core.events.guard(() => void (fault = classifyError(error)))
    if (classify === undefined) return fault
    this.core.events.guard(() => {
      const given: unknown = classify(error, { head: attempt.pick.head, attempt: attempt.call.attempt })
      if (!isFault(given)) throw new TypeError("classify() must answer 'head', 'caller', 'abandoned' or { ejectMs }")
      fault = given
    })
    return fault
  }

  answered(attempt: Attempt, output: unknown): void {
    this.#active.delete(attempt)
    this.#abandonAll(new DOMException('another head answered first', 'AbortError'))
    if (attempt.isFlowing) this.#active.add(attempt)
    this.#settle()?.resolve({ output, pick: attempt.pick, attempts: this.#attempts.map(({ record }) => record) })
    this.ended()
  }

  failed(attempt: Attempt, error: unknown, fault: Fault): void {
    this.#active.delete(attempt)
    if (this.#settled === undefined) return
    if (fault === 'caller' || fault === 'abandoned') {
      this.#abandonAll(error)
      return this.#refuse(error)
    }
    if (this.#active.size > 0) return
    if (attempt.head.retry === false || !this.#next(false)) this.#giveUp()
  }

  ended(): void {
    for (const attempt of this.#active) if (!attempt.isFlowing) this.#active.delete(attempt)
    const { signal } = this.#plan
    if (signal !== undefined && this.#settled === undefined && this.#active.size === 0) unlisten(signal, this)
  }

  /** A second head, since the first is slow. */
  rang(): void {
    if (this.#settled !== undefined) this.#next(true)
  }

  /** Starts another attempt; false where there is none to start. */
  #next(isHedge: boolean): boolean {
    const { attempts, hedgeAfterMs } = this.#plan
    cancel(this.#hedge)
    if (this.#attempts.length >= attempts || this.#remainingMs <= 0) return false
    const pick = this.#pick(isHedge)
    if (pick === undefined) return false
    const call = new HeadCall(pick.head, this.#attempts.length + 1, this.#remainingMs)
    const attempt = new Attempt(this, pick, call, this.core.clock.read(), this.#limits(pick.head))
    this.#attempts.push(attempt)
    this.#active.add(attempt)
    const mayHedge = hedgeAfterMs < Infinity && this.#attempts.length < attempts && attempt.head.retry !== false
    if (mayHedge) this.#hedge = after(hedgeAfterMs, second, this)
    attempt.start(this.#input)
    return true
  }

  /** A head that was not tried; undefined where none can be had and others have been. */
  #pick(isHedge: boolean): Pick | undefined {
    const { context, sticky, exclude } = this.#plan
    const tried = this.#attempts.map(({ pick }) => pick.head)
    // Two calls of one job must not both have effects.
    const once = isHedge ? this.core.settings.heads.filter(({ retry }) => retry === false).map(({ name }) => name) : []
    const options = { exclude: [...exclude, ...tried, ...once], ...(context !== undefined && { context }), ...(sticky !== undefined && { sticky }) } // prettier-ignore
    try {
      return pickWith(this.core, options)
    } catch (error) {
      if (tried.length === 0) this.#refuse(error)
      return undefined
    }
  }

  get #remainingMs(): number {
    const { totalTimeoutMs } = this.#plan
    return totalTimeoutMs === Infinity ? Infinity : totalTimeoutMs - (this.core.clock.read() - this.#beganAt)
  }

  #limits(name: string): Limits {
    const own = this.core.settings.heads[this.core.places.get(name)!]!.timeoutMs ?? this.#plan.timeoutMs
    const left = this.#remainingMs
    return { firstMs: this.#plan.firstTimeoutMs, wholeMs: Math.min(own, left), isCut: this.#attempts.length > 0 && left < own }
  }

  #giveUp(): void {
    if (this.#settled === undefined) return
    const failed = this.#attempts.map(({ record, error }) => ({ ...record, error }))
    this.#refuse(allFailed(failed, this.core.names.length))
  }

  #abandonAll(reason: unknown): void {
    for (const attempt of this.#active) attempt.abandon(reason)
    this.#active.clear()
  }

  #refuse(error: unknown): void {
    this.#settle()?.reject(error)
    this.ended()
  }

  #settle(): Settle | undefined {
    cancel(this.#hedge)
    const settled = this.#settled
    this.#settled = undefined
    return settled
  }
}

const second = (chain: Chain): void => chain.rang()
