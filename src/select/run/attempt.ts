/**
 * One head called once: the clock, the time limit, the output or what was thrown, and the one observation that comes of it.
 * In: a pick, an input, limits. Out: `answered` or `failed` of the chain, once; an observation, once, whatever happens.
 * What comes after it is over, from a head that did not stop when told to, is let go of.
 */
import { hydraError } from '../../errors/index.ts'
import { after, cancel, type Timer } from '../../process/time.ts'
import type { Core } from '../core.ts'
import type { NamedHead } from '../heads.ts'
import { told } from '../observe.ts'
import type { Outcome, Pick } from '../types.ts'
import type { HeadCall } from './call-context.ts'
import { codeOf, HttpError } from './failure.ts'
import { Flow, type Ending } from './flow.ts'
import { dispose, isResponse, isStreamed, sourceOf } from './source.ts'
import type { CallAttempt, Fault } from './types.ts'

/** Who started it. */
export interface Owner {
  readonly core: Core
  /** Whose fault an error is. */
  judge(error: unknown, attempt: Attempt): Fault
  answered(attempt: Attempt, output: unknown): void
  failed(attempt: Attempt, error: unknown, fault: Fault): void
  /** Its stream has ended, and nothing is under way any more. */
  ended(): void
}

export interface Limits {
  readonly firstMs: number
  readonly wholeMs: number
  /** The whole is cut short by the time of all attempts, of which others have used some. */
  readonly isCut: boolean
}

export const unlimited: Limits = { firstMs: Infinity, wholeMs: Infinity, isCut: false }

export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function'

export class Attempt {
  readonly pick: Pick
  readonly call: HeadCall
  readonly head: NamedHead
  readonly beganAt: number
  error: unknown
  #record: CallAttempt | undefined
  #isOver = false
  #flow: Flow | undefined
  #firstMs: number | undefined
  #timer: Timer | undefined
  readonly #owner: Owner
  readonly #limits: Limits

  constructor(owner: Owner, pick: Pick, call: HeadCall, beganAt: number, limits: Limits) {
    this.#owner = owner
    this.pick = pick
    this.call = call
    this.head = owner.core.settings.heads[owner.core.places.get(pick.head)!]!
    this.beganAt = beganAt
    this.#limits = limits
  }

  /** As it is told to the caller; of one that is under way, so far. */
  get record(): CallAttempt {
    return this.#record ?? { head: this.pick.head, ok: false, code: 'abandoned', durationMs: this.#waitedMs }
  }

  /** Its stream is on its way to the caller. */
  get isFlowing(): boolean {
    return this.#flow !== undefined && !this.#isOver
  }

  get #waitedMs(): number {
    return this.#flow?.waitedMs ?? this.#owner.core.clock.read() - this.beganAt
  }

  start(input: unknown): void {
    this.#arm(Math.min(this.#limits.firstMs, this.#limits.wholeMs))
    let output: unknown
    try {
      output = this.head.run!(input as never, this.call)
    } catch (error) {
      return this.fail(error)
    }
    if (!isThenable(output)) return this.gave(output)
    Promise.resolve(output).then(
      (value) => this.gave(value),
      (error: unknown) => this.fail(error),
    )
  }

  /** The head has answered. */
  gave(output: unknown): void {
    if (this.#isOver) return dispose(output)
    if (typeof output !== 'object' || output === null || this.head.stream === false) return this.#succeed(output)
    let isOpen = false
    try {
      isOpen = isStreamed(output) && this.#open(output)
    } catch (error) {
      return this.fail(error)
    }
    if (!isOpen && !this.#isOver) this.#succeed(output)
  }

  /** The head has thrown. */
  fail(error: unknown): void {
    if (!this.#isOver) this.#failed(error, this.#owner.judge(error, this))
  }

  #failed(error: unknown, fault: Fault, seen = fault): void {
    const durationMs = this.#waitedMs
    this.#over()
    this.error = error
    this.#record = { head: this.pick.head, ok: false, code: codeOf(error), durationMs }
    this.#observeFault(error, durationMs, seen)
    this.#owner.failed(this, error, fault)
  }

  /** Nobody waits for it any more. */
  abandon(reason: unknown): void {
    if (this.#isOver) return
    const durationMs = this.#waitedMs
    this.#over()
    this.#record ??= { head: this.pick.head, ok: false, code: 'abandoned', durationMs }
    this.#observe({ abandoned: true })
    this.#halt(reason)
  }

  #halt(reason: unknown): void {
    this.call.abort(reason)
    this.#flow?.fail(reason)
  }

  #succeed(output: unknown): void {
    const durationMs = this.#waitedMs
    this.#over()
    this.#record = { head: this.pick.head, ok: true, durationMs }
    this.#observe({ ok: true, durationMs })
    this.#owner.answered(this, output)
  }

  #over(): void {
    this.#isOver = true
    cancel(this.#timer)
  }

  /** Takes an output that comes in chunks; false for one that has none to come. */
  #open(output: object): boolean {
    if (isResponse(output) && output.status >= 400) return this.#refuse(output)
    const source = sourceOf(output)
    if (source === undefined) return false
    const { clock } = this.#owner.core
    const now = (): number => clock.read()
    const flow = new Flow({ source, now, beganAt: this.beganAt, ended: (ending) => this.#flowEnded(ending) })
    this.#flow = flow
    flow.begin().then(
      (hasMore) => this.#began(flow, hasMore),
      (error: unknown) => this.fail(error),
    )
    return true
  }

  /** An HTTP answer that is a failure of the head; one that is the caller's fault is an answer. */
  #refuse(output: Response): boolean {
    const error = new HttpError(output)
    const fault = this.#owner.judge(error, this)
    if (fault !== 'caller') {
      dispose(output)
      this.#failed(error, fault)
      return true
    }
    this.#record = { head: this.pick.head, ok: true, code: String(output.status), durationMs: this.#waitedMs }
    this.#over()
    this.#observe({ abandoned: true })
    this.#owner.answered(this, output)
    return true
  }

  /** The first chunk is there, or the end. */
  #began(flow: Flow, hasMore: boolean): void {
    if (this.#isOver && this.#record?.ok !== true) return
    cancel(this.#timer)
    if (this.#record === undefined) this.#tellFirst(flow)
    if (hasMore) this.#arm(this.#limits.wholeMs - flow.waitedMs)
    this.#owner.answered(this, flow.wrap())
  }

  #tellFirst(flow: Flow): void {
    this.#firstMs = flow.waitedMs
    this.#record = { head: this.pick.head, ok: true, durationMs: this.#firstMs }
    this.#owner.core.tickets.flows(this.pick.ticket)
  }

  #flowEnded(ending: Ending): void {
    if (this.#isOver) return
    const durationMs = this.#waitedMs
    if (this.#firstMs === undefined) this.#tellFirst(this.#flow!)
    this.#over()
    if (ending.kind === 'stopped') this.#observe({ abandoned: true })
    else if (ending.kind === 'done') this.#observe({ ok: true, durationMs, firstMs: this.#firstMs! })
    else this.#observeFault(ending.error, durationMs, this.#owner.judge(ending.error, this))
    this.#owner.ended()
  }

  #arm(ms: number): void {
    if (ms < Infinity) this.#timer = after(ms, late, this)
  }

  /** The time is over; of a stream only if the head was waited for. */
  rang(): void {
    const { firstMs, wholeMs, isCut } = this.#limits
    const hasBegun = this.#firstMs !== undefined
    const left = wholeMs - this.#waitedMs
    if (hasBegun && left > 0) return this.#arm(left)
    const limitMs = Math.round(hasBegun ? wholeMs : Math.min(firstMs, wholeMs))
    const error = hydraError('5017', { head: this.pick.head, limitMs }, { where: { head: this.pick.head } })
    const seen = isCut ? 'abandoned' : 'head'
    if (hasBegun) this.#breakOff(error, seen)
    else this.#failed(error, 'head', seen)
    this.#halt(error)
  }

  #breakOff(error: unknown, seen: Fault): void {
    const durationMs = this.#waitedMs
    this.#over()
    this.#observeFault(error, durationMs, seen)
    this.#owner.ended()
  }

  #observeFault(error: unknown, durationMs: number, fault: Fault): void {
    if (fault === 'caller' || fault === 'abandoned') return this.#observe({ abandoned: true })
    const asked = fault === 'head' ? {} : { retryAfterMs: fault.ejectMs }
    this.#observe({ ok: false, durationMs, error, ...asked })
  }

  /** A rule of rewards that throws harms no call; it is counted, and warned of once. */
  #observe(outcome: Outcome): void {
    observeSafely(this.#owner.core, this.pick, outcome)
  }
}

const late = (attempt: Attempt): void => attempt.rang()

/** Observes what may be observed; of a ticket that is forgotten, since more calls are under way than are kept, nothing. */
export function observeSafely(core: Core, pick: Pick, outcome: Outcome): void {
  const slot = core.tickets.slotOf(pick.ticket)
  if (slot < 0) return
  try {
    told(core, slot, pick.ticket, outcome)
  } catch (error) {
    told(core, slot, pick.ticket, { abandoned: true })
    core.events.guard(() => {
      throw error
    })
  }
}
