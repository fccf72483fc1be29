/**
 * Runs synchronous code of a head under a time limit: V8 ends what does not come back, an endless loop in try/catch/finally included.
 * In: a call, a limit. Out: what it returned, or undefined when it was ended. Out of reach: native code that does not return, and what
 * runs after an `await`; there `isolation` is the cure.
 * Arming costs some 65 us of CPU (a thread of node:vm): so it is always done for calls that nobody knows yet and for long ones, of which
 * it is less than 1 %, and for all others as long as it stays within an allowance. Times are taken inside, so no figure has it. What is not
 * armed is left to the watchdog, which is told before the allowance is used up: it takes a while to begin.
 */
import { Script } from 'node:vm'
import { now } from '../builtins.ts'

const longestLimit = 0x7fffffff
const armingMs = 0.08
/** From here on arming is about 1 % of a call. */
const longCallMs = 6
const share = 0.01

let calling: (() => void) | undefined

/** The one name that a script of its own can call; another copy of the package has another. */
function publish(): Script {
  let copy = 0
  while (Object.hasOwn(globalThis, `__hydraArmed${copy}`)) copy += 1
  const name = `__hydraArmed${copy}`
  Object.defineProperty(globalThis, name, { value: () => calling?.() })
  return new Script(`${name}()`)
}

let script: Script | undefined

const isTimeout = (thrown: unknown): boolean => (thrown as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'

/**
 * Runs `call`, at most `limitMs`. Must be called within a scope: code that is ended leaves no scope by itself.
 *
 * @returns what it gave, boxed; undefined when it was ended
 */
export function armed<T>(call: () => T, limitMs: number): { readonly value: T } | undefined {
  if (limitMs > longestLimit) return { value: call() }
  let result: { readonly value: T } | undefined
  const outer = calling
  calling = () => void (result = { value: call() })
  try {
    script ??= publish()
    script.runInThisContext({ timeout: Math.ceil(limitMs) })
  } catch (thrown) {
    if (result === undefined && !isTimeout(thrown)) throw thrown
  } finally {
    calling = outer
  }
  return result
}

/** Decides which calls of a study are armed. */
export class Arming {
  readonly #freeMs: number
  readonly #runsShort: () => void
  readonly #startedAt = now()
  #spentMs = 0
  #isShort = false

  /** @param freeMs - that arming may cost beside its share of the time. @param runsShort - told once, when half of that is spent */
  constructor(freeMs: number, runsShort: () => void = () => undefined) {
    this.#freeMs = freeMs
    this.#runsShort = runsShort
  }

  /**
   * @param expectedMs - of the call; undefined when nobody knows
   * @param longMs - from here on it is armed in any case
   */
  isDue(expectedMs: number | undefined, longMs = longCallMs): boolean {
    if (expectedMs === undefined || expectedMs >= longMs) return true
    const allowedMs = this.#freeMs + share * (now() - this.#startedAt)
    const isDue = this.#spentMs + armingMs <= allowedMs
    if (isDue) this.#spentMs += armingMs
    if (!this.#isShort && (!isDue || this.#spentMs > allowedMs / 2)) {
      this.#isShort = true
      this.#runsShort()
    }
    return isDue
  }
}
