/**
 * What the collector took in the isolates of a head, as the host keeps it.
 * In: spans of trials by the clock of their isolate, collections as they are told, mostly with a later answer. Out: ms of collections in a
 * trial. Each isolate has a clock of its own: what comes from one is moved behind all that came from those before it. What was collected
 * before the first call of an isolate, in setting up, is nobody's.
 */
import { Collections, type Span } from '../collect/watch.ts'

/** Between the last trial of one isolate and the first of the next. */
const gapMs = 1000

export class ToldCollections {
  readonly #collections = new Collections()
  #isWatched = false
  /** By the clock of the isolate; undefined before its first call. */
  #firstMs: number | undefined
  #shiftMs = 0
  #lastMs = 0

  /** Another isolate begins. */
  begin(): void {
    this.#firstMs = undefined
  }

  /** The span of a trial, on the host's row of times. */
  spanOf({ fromMs, toMs, calls }: Span): Span {
    if (this.#firstMs === undefined) {
      this.#firstMs = fromMs
      this.#shiftMs = this.#lastMs + gapMs - fromMs
    }
    this.#lastMs = toMs + this.#shiftMs
    return { fromMs: fromMs + this.#shiftMs, toMs: this.#lastMs, calls }
  }

  /** @param told - starts and durations in turns; undefined where the isolate cannot tell */
  hear(told: readonly number[] | undefined): void {
    if (told === undefined) return
    this.#isWatched = true
    for (let i = 0; i < told.length; i += 2) {
      const [startMs, durationMs] = [told[i]!, told[i + 1]!]
      if (this.#firstMs !== undefined && startMs >= this.#firstMs) this.#collections.add(startMs + this.#shiftMs, durationMs)
    }
  }

  /** Ms of collections in a trial, for each of its calls; NaN where nobody watched. */
  within({ fromMs, toMs, calls }: Span): number {
    return this.#isWatched ? this.#collections.between(fromMs, toMs) / calls : NaN
  }
}
