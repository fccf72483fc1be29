/**
 * Median distance from the median, of values of which any rank can be read.
 * In: a reader of ranks, a count >= 1, the median. Out: the MAD.
 * The smallest distances are a run of ranks around the median. Where it begins is looked for from where it began the
 * last time, in strides that double, then by halving: a few probes a point, log n of them at worst. The answer is one, however found.
 * Twin: crates/hydra-core/src/anomaly/middle.rs
 */
import { blend } from '../stats/quantile.ts'

/** Where the run of smallest distances began the last time. */
export class Run {
  #low = 0

  /** The least rank from 0 to `last` that is not too far left. */
  #find(last: number, isLeft: (rank: number) => boolean): number {
    const start = this.#low < last ? this.#low : last
    let low = 0
    let high = last
    if (start < last && isLeft(start)) {
      low = start + 1
      for (let stride = 1; low + stride <= high; stride *= 2) {
        const probe = low + stride - 1
        if (!isLeft(probe)) {
          high = probe
          break
        }
        low = probe + 1
      }
    } else {
      high = start
      for (let stride = 1; low + stride <= high; stride *= 2) {
        const probe = high - stride
        if (isLeft(probe)) {
          low = probe + 1
          break
        }
        high = probe
      }
    }
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isLeft(middle)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The median of |x - median|. */
  deviation(at: (rank: number) => number, n: number, median: number): number {
    const last = (n - 1) >>> 1
    const count = last + 1
    const low = this.#find(n - count, (rank) => median - at(rank) > at(rank + count) - median)
    this.#low = low
    const left = Math.abs(median - at(low))
    const right = Math.abs(at(low + last) - median)
    const a = left > right ? left : right
    if (n % 2 === 1) return a
    const before = low > 0 ? Math.abs(median - at(low - 1)) : Infinity
    const after = low + count < n ? Math.abs(at(low + count) - median) : Infinity
    return blend(a, before < after ? before : after, 0.5)
  }
}
