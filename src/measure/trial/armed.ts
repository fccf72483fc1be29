/**
 * Runs synchronous code of a head under a time limit: V8 ends what does not come back, an endless loop in try/catch/finally included.
 * In: a call, a limit. Out: what it returned, or undefined when it was ended. Out of reach: native code that does not return, and what
 * runs after an `await`; there `isolation` is the cure.
 * Arming costs some 15 us of CPU, in a thread 65 us (limited.ts): so it is always done for calls that nobody knows yet and for long ones, of
 * which it is less than 1 %, and for all others as long as it stays within an allowance. Times are taken inside, so no figure has it. What is
 * not armed is left to the watchdog, which is told before the allowance is used up: it takes a while to begin.
 */
import { now } from '../builtins.ts'
import { byInspector, byScript, type Limited } from './limited.ts'

const longestLimit = 0x7fffffff
const share = 0.01

let calling: (() => void) | undefined

/** The one name that what limits us can call; another copy of the package has another. */
function publish(): string {
  let copy = 0
  while (Object.hasOwn(globalThis, `__hydraArmed${copy}`)) copy += 1
  const name = `__hydraArmed${copy}`
  Object.defineProperty(globalThis, name, { value: () => calling?.() })
  return `${name}()`
}

interface Ways {
  /** The cheap one, as long as it works. */
  quick: Limited | undefined
  readonly sure: Limited
}

let ways: Ways | undefined

function findWays(): Ways {
  const expression = publish()
  return { quick: byInspector(expression), sure: byScript(expression) }
}

/** One that has another global object (a module within a context of node:vm), or was closed by somebody, begins nothing. */
function tryQuick(known: Ways, limitMs: number, isBegun: () => boolean): void {
  try {
    known.quick?.(limitMs)
  } catch (thrown) {
    if (isBegun()) throw thrown
  }
  if (!isBegun()) known.quick = undefined
}

/** What arming costs here, in ms. */
const armingMs = (): number => ((ways ??= findWays()).quick === undefined ? 0.08 : 0.02)

/**
 * Runs `call`, at most `limitMs`. Must be called within a scope: code that is ended leaves no scope by itself.
 *
 * @returns what it gave, boxed; undefined when it was ended
 */
export function armed<T>(call: () => T, limitMs: number): { readonly value: T } | undefined {
  if (limitMs > longestLimit) return { value: call() }
  let [isBegun, result, failed]: [boolean, { readonly value: T } | undefined, { readonly thrown: unknown } | undefined] = [false, undefined, undefined] // prettier-ignore
  const outer = calling
  calling = () => {
    isBegun = true
    try {
      result = { value: call() }
    } catch (thrown) {
      failed = { thrown }
    }
  }
  try {
    ways ??= findWays()
    // Within an evaluation no other is begun.
    if (outer === undefined) tryQuick(ways, limitMs, () => isBegun)
    if (!isBegun) ways.sure(limitMs)
  } finally {
    calling = outer
  }
  if (failed !== undefined) throw (failed as { readonly thrown: unknown }).thrown
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
   * @param longMs - from here on it is armed in any case; else from where arming is 1 % of it
   */
  isDue(expectedMs: number | undefined, longMs?: number): boolean {
    const costMs = armingMs()
    if (expectedMs === undefined || expectedMs >= (longMs ?? costMs / share)) return true
    const allowedMs = this.#freeMs + share * (now() - this.#startedAt)
    const isDue = this.#spentMs + costMs <= allowedMs
    if (isDue) this.#spentMs += costMs
    if (!this.#isShort && (!isDue || this.#spentMs > allowedMs / 2)) {
      this.#isShort = true
      this.#runsShort()
    }
    return isDue
  }
}
