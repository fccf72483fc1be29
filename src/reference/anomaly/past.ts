/**
 * Mean and spread of the last `window` values of a series, or of all so far, without ever taking a value off a sum.
 * In: values one after the other, in order of time. Out: n, mean, sum of squares of those that are in the window.
 * Time is cut into spans of `window` values. The window is the end of one span, summed from its back to its front, and the
 * beginning of the next, summed forwards; both are merged. So the bits depend on the values in the window and on their places
 * only, a value that has left leaves nothing behind, and a point costs O(1) on average.
 * Source: van Herk 1992 (the spans); Chan, Golub and LeVeque 1983 (the merging).  Twin: crates/hydra-core/src/anomaly/past.rs
 */
import { addToMoments, mergeMoments, type Moments } from '../stats/moments.ts'

export const nothing: Moments = { n: 0, mean: 0, m2: 0 }

/** The moments of a full span from each of its values to its end. */
function fromEach(span: readonly number[]): Moments[] {
  const all: Moments[] = []
  let rest = nothing
  for (let i = span.length - 1; i >= 0; i -= 1) {
    rest = mergeMoments({ n: 1, mean: span[i]!, m2: 0 }, rest)
    all[i] = rest
  }
  return all
}

/** The values before a point, as moments. */
export class Past {
  readonly #window: number
  #forwards = nothing
  #backwards: readonly Moments[] = []
  #span: number[] = []

  /** Of nothing yet; window 0: all values. */
  constructor(window: number) {
    this.#window = window
  }

  /** The moments of the window. */
  moments(): Moments {
    const rest = this.#backwards[this.#span.length]
    return rest === undefined ? this.#forwards : mergeMoments(rest, this.#forwards)
  }

  /** One more value. */
  add(x: number): void {
    this.#forwards = addToMoments(this.#forwards, x)
    if (this.#window === 0) return
    this.#span.push(x)
    if (this.#span.length < this.#window) return
    this.#backwards = fromEach(this.#span)
    this.#span = []
    this.#forwards = nothing
  }
}
