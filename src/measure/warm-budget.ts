/**
 * The share of a budget of time that may go into calls before the first trial.
 * In: the budget, how much of the time is gone. Out: whether something fits; HYD-3026 where something did not.
 * Why: three calls of each of forty heads of 20 ms, and some more to tune them, take ten times a budget of 400 ms. Short heads are always
 * tuned: without batches nothing could be said of them.
 */
import { hydraError, type HydraError } from '../errors/index.ts'
import type { HeadRun } from './head-run.ts'

const share = 0.5
/** What a head of a shorter call costs to tune is bounded otherwise. */
const shortMs = 1
/** Bounds of the CPU ms that batches of a head are run for while it is tuned. */
const [leastMs, mostMs] = [2, 10]
/** Calls of a head until a verdict can be had: 3 to warm up, and 7 blocks. */
const callsOfVerdict = 17

export class WarmBudget {
  readonly #budgetMs: number | undefined
  readonly #elapsedMs: () => number
  #isCut = false

  /** @param budgetMs - of the whole study; without one everything fits */
  constructor(budgetMs: number | undefined, elapsedMs: () => number) {
    this.#budgetMs = budgetMs
    this.#elapsedMs = elapsedMs
  }

  /** Is there time for a call, or some, of so many ms? That there was none is remembered. */
  fits(ms: number): boolean {
    if (ms < shortMs || ms <= this.#leftMs) return true
    this.#isCut = true
    return false
  }

  /** May another call be made, whatever it takes? */
  get isOpen(): boolean {
    if (this.#leftMs > 0) return true
    this.#isCut = true
    return false
  }

  /** CPU ms to run the batches of one of so many heads that are still to be tuned. */
  steadyMs(heads: number): number {
    const fair = this.#leftMs / heads
    return fair < leastMs ? leastMs : fair < mostMs ? fair : mostMs
  }

  /** HYD-3026 where something was left out. */
  warnings(heads: readonly HeadRun[]): HydraError[] {
    if (!this.#isCut || this.#budgetMs === undefined) return []
    const known = heads.map(({ warmth }) => warmth.wallMs).filter((ms) => ms > 0)
    const mean = known.reduce((sum, ms) => sum + ms, 0) / known.length
    const neededMs = Math.ceil(mean * heads.length * callsOfVerdict)
    return [hydraError('3026', { budgetMs: this.#budgetMs, heads: heads.length, neededMs }, { where: { option: 'budgetMs' } })]
  }

  get #leftMs(): number {
    return this.#budgetMs === undefined ? Infinity : share * this.#budgetMs - this.#elapsedMs()
  }
}
