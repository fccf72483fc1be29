/**
 * One timer for all trials of a study: setting a limit costs two comparisons, not a timer.
 * The timer runs on when a trial ends early and looks again when it fires. While the study is open it holds the event loop, so that a
 * head that never settles cannot drain it (Node would end with code 13). Limits beyond 2^31 - 1 ms are waited for in pieces.
 */
import { later, never, now } from '../builtins.ts'
import type { Watchdog } from './watchdog.ts'
import { outside } from './scope.ts'

const longestTimer = 0x7fffffff

export class Deadline {
  #timer: NodeJS.Timeout | undefined
  #firesAt = Infinity
  #dueAt = Infinity
  #expire: (() => void) | undefined

  readonly #begins: ((limitMs: number) => void) | undefined
  readonly #watchdog: Watchdog | undefined

  /**
   * Opens the study: from here to `close` the event loop stays alive.
   *
   * @param begins - told of every call that begins: in an isolate the host is, who can end what does not come back
   * @param watchdog - told of waits for heads
   */
  constructor(begins?: (limitMs: number) => void, watchdog?: Watchdog) {
    this.#begins = begins
    this.#watchdog = watchdog
    this.#wait(longestTimer)
  }

  /** A call begins, which may take so long. */
  begins(limitMs: number): void {
    this.#begins?.(limitMs)
  }

  /** Calls `expire` after `limitMs`, unless `clear` comes first. One limit at a time. */
  set(limitMs: number, expire: () => void, head?: string): void {
    if (head !== undefined) this.#watchdog?.begin(head, limitMs)
    this.#dueAt = now() + limitMs
    this.#expire = expire
    if (this.#dueAt < this.#firesAt) this.#wait(limitMs)
  }

  clear(): void {
    this.#watchdog?.end()
    this.#dueAt = Infinity
    this.#expire = undefined
  }

  close(): void {
    this.clear()
    never(this.#timer)
  }

  #wait(waitMs: number): void {
    never(this.#timer)
    const piece = waitMs < longestTimer ? waitMs : longestTimer
    this.#firesAt = now() + piece
    this.#timer = outside(() => later(() => this.#fire(), piece))
  }

  #fire(): void {
    const left = this.#dueAt - now()
    if (left > 0) return this.#wait(left)
    const expire = this.#expire
    this.clear()
    this.#wait(longestTimer)
    expire?.()
  }
}
