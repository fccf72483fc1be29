/**
 * The share of a budget of time that may go into calls before the first trial.
 * In: the budget, how much of the time is gone. Out: whether something fits; HYD-3026 where something did not.
 * Why: three calls of each of forty heads of 20 ms, and some more to tune them, take ten times a budget of 400 ms. Short heads are always
 * tuned: without batches nothing could be said of them.
 */
import { hydraError, type HydraError } from '../errors/index.ts'
import type { HeadRun } from './head-run.ts'

const share = 0.5
/** What takes no more than this if every head does it is always done: on a busy machine the time is gone before anything was called. */
const smallShare = 0.25
/** Bounds of the CPU ms that batches of a head are run for while it is tuned. */
const [leastMs, mostMs] = [2, 10]
/** Calls of a head until a verdict can be had: 3 to warm up, and 7 blocks. */
const callsOfVerdict = 17

export class WarmBudget {
  readonly #budgetMs: number | undefined
  readonly #elapsedMs: () => number
  readonly #heads: number
  #isCut = false

  /** @param budgetMs - of the whole study; without one everything fits */
  constructor(budgetMs: number | undefined, heads: number, elapsedMs: () => number) {
    this.#budgetMs = budgetMs
    this.#heads = heads
    this.#elapsedMs = elapsedMs
  }

  /** Is there time for calls of a head, of so many ms? That there was none is remembered. */
  fits(ms: number): boolean {
    if (this.#budgetMs === undefined || ms * this.#heads <= smallShare * this.#budgetMs || ms <= this.#leftMs) return true
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
    const wantedMs = Math.ceil(mean * heads.length * callsOfVerdict)
    // Where other programs took the time, it is not the calls that were too long.
    const neededMs = wantedMs > 2 * this.#budgetMs ? wantedMs : 2 * this.#budgetMs
    return [hydraError('3026', { budgetMs: this.#budgetMs, heads: heads.length, neededMs }, { where: { option: 'budgetMs' } })]
  }

  get #leftMs(): number {
    return this.#budgetMs === undefined ? Infinity : share * this.#budgetMs - this.#elapsedMs()
  }
}
