/**
 * The host's side of one isolate: asks, waits for the answer, and ends an isolate that blocks.
 * In: a question with the limit of its calls. Out: its answer, or how the isolate was lost. An answer that is due is waited for 80 ms
 * longer: what is asynchronous is stopped at its limit by the isolate itself, which then lives on.
 */
import { later, never, now } from '../builtins.ts'
import { fromText } from './errors.ts'
import { openProcess } from './process.ts'
import { openWorker } from './worker.ts'
import type { Ears, Port, PortSettings } from './port.ts'
import type { Answer, Ask, Sent, Tale } from './protocol.ts'
import type { HydraError } from '../../errors/index.ts'

/** How an isolate was lost; `blocked` and `aborted`: the host ended it. */
export interface Lost {
  readonly lost: 'blocked' | 'aborted' | 'ended' | 'memory'
  readonly what: string
  /** From the beginning of the call that it was lost in. */
  readonly wallMs: number
}

export interface ResidentSettings extends PortSettings {
  readonly mode: 'worker' | 'process'
  readonly late: () => void
  readonly orphan: (what: string) => void
  readonly warn: (warning: HydraError) => void
}

const graceMs = 80
const longestTimer = 0x7fffffff

export const isLost = (answer: Answer | Lost): answer is Lost => 'lost' in answer

export class Resident {
  readonly #port: Port
  readonly #settings: ResidentSettings
  #lost: Lost | undefined
  #ids = 0
  #resolve: ((answer: Answer | Lost) => void) | undefined
  #timer: NodeJS.Timeout | undefined
  #beganAt = now()

  constructor(settings: ResidentSettings) {
    this.#settings = settings
    const ears: Ears = {
      hear: (message) => ('tell' in message ? this.#told(message) : this.#answered(message)),
      ended: ({ why, what }) => this.#lose(why, what),
    }
    this.#port = settings.mode === 'worker' ? openWorker(settings, ears) : openProcess(settings, ears)
  }

  get isLost(): boolean {
    return this.#lost !== undefined
  }

  /** Asks, and waits; one question at a time. */
  ask(ask: Ask, limitMs: number, sent?: Sent): Promise<Answer | Lost> {
    if (this.#lost !== undefined) return Promise.resolve(this.#lost)
    this.#ids += 1
    const question = { id: this.#ids, ask, ...(sent === undefined ? {} : { sent }) }
    return new Promise((resolve) => {
      this.#resolve = resolve
      this.#limit(limitMs)
      this.#port.post(question)
    })
  }

  /** Tells the head to stop; one that does not is ended. */
  abort(reason: string): void {
    if (this.#resolve === undefined || this.#lost !== undefined) return
    this.#port.post({ abort: reason })
    this.#wait(graceMs, 'aborted', reason)
  }

  /** Ends it; resolves when it is gone. */
  close(): Promise<void> {
    this.#lose('ended', 'it was closed')
    return this.#port.kill()
  }

  #told(tale: Tale): void {
    const { late, orphan, warn } = this.#settings
    if (tale.tell === 'begins') this.#limit(tale.limitMs)
    else if (tale.tell === 'late') late()
    else if (tale.tell === 'orphan') orphan(tale.what)
    else warn(fromText(tale.error))
  }

  #answered(answer: Answer): void {
    if (answer.id === this.#ids) this.#settle(answer)
  }

  #settle(answer: Answer | Lost): void {
    never(this.#timer)
    const resolve = this.#resolve
    this.#resolve = undefined
    resolve?.(answer)
  }

  #limit(limitMs: number): void {
    this.#beganAt = now()
    this.#wait(limitMs + graceMs, 'blocked', 'it did not come back')
  }

  #wait(ms: number, why: 'blocked' | 'aborted', what: string): void {
    never(this.#timer)
    if (ms > longestTimer) return
    this.#timer = later(() => {
      this.#lose(why, what)
      void this.#port.kill()
    }, ms)
  }

  #lose(lost: Lost['lost'], what: string): void {
    this.#lost ??= { lost, what, wallMs: now() - this.#beganAt }
    this.#settle(this.#lost)
  }
}
