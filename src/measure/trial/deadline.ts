/**
 * One timer for all trials of a study: setting a limit costs two comparisons, not a timer.
 * The timer runs on when a trial ends early and looks again when it fires. While the study is open it holds the event loop, so that a
 * head that never settles cannot drain it (Node would end with code 13). Limits beyond 2^31 - 1 ms are waited for in pieces.
 * Synchronous code that no limit is set around is told to the watchdog too: two stores a call, or a chain of them.
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
  /** A chain is under way: its limit is that of all that runs in it. */
  #isChain = false

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

  /** A call begins, which may take so long. @param head - whose it is, where it is not armed: then the watchdog is told */
  begins(limitMs: number, head?: string): void {
    this.#begins?.(limitMs)
    if (head !== undefined && !this.#isChain) this.#watchdog?.begin(head, limitMs)
  }

  /** Its synchronous part is over. */
  returned(): void {
    if (!this.#isChain && this.#expire === undefined) this.#watchdog?.end()
  }

  /** Runs something of a head that is not armed and answers at once. */
  watch<T>(head: string, limitMs: number, call: () => T): T {
    this.begins(limitMs, head)
    try {
      return call()
    } finally {
      this.returned()
    }
  }

  /** A chain of calls begins. @param heads - of its links; none where it is armed */
  enter(heads: readonly string[], limitMs: number): void {
    this.#isChain = true
    const [first] = heads
    if (first !== undefined) this.#watchdog?.begin(heads.every((head) => head === first) ? first : undefined, limitMs)
  }

  /** It is over; a judge that it ended with may be waited for. */
  leave(): void {
    this.#isChain = false
    this.returned()
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
