/**
 * Skewness, kurtosis and the geometric mean, and moments that merge.
 * In: a range and its extremes; or two states. Skewness m3/m2^1.5 and kurtosis m4/m2^2 - 3, the biased ones (SciPy's default).
 * Deviations are taken from the rounded mean, in units of the power of two at the range's width, so nothing over- or underflows; what the
 * rounding of the mean left is taken off again by their own mean. Sums one after the other by TwoSum.
 * Merging: delta = mB - mA; mean = mA + delta nB/n; M2 = M2A + M2B + delta^2 nA nB/n, in the order given: callers fix that order.
 * Source: Chan, Golub and LeVeque 1983; Pebay 2008.  Twin: crates/hydra-core/src/stats/moments.rs
 */
import { fromWords, highWord } from '../math/bits.ts'
import { exp, log } from '../math/index.ts'
import { compensatedSum } from './sums.ts'

/** n values with their mean and the sum of squared deviations from it. */
export interface Moments {
  readonly n: number
  readonly mean: number
  readonly m2: number
}

/**
 * The moments of two samples together, from theirs alone: for states that must be tiny. Not exact: for an answer that does not depend on the
 * order, merge in a fixed one, or use a sketch with `moments`.
 *
 * @example
 * ```ts
 * import { mergeMoments } from 'hydra-profiler/stats'
 * mergeMoments({ n: 2, mean: 1, m2: 2 }, { n: 2, mean: 3, m2: 2 }) // { n: 4, mean: 2, m2: 8 }
 * ```
 * Source: Chan, Golub and LeVeque 1983.
 * @since 0.1.0
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.n === 0) return b
  if (b.n === 0) return a
  const n = a.n + b.n
  const delta = b.mean - a.mean
  const share = b.n / n
  return { n, mean: a.mean + delta * share, m2: a.m2 + b.m2 + delta * delta * (a.n * share) }
}

/** One more value. */
export const addToMoments = (state: Moments, x: number): Moments => mergeMoments(state, { n: 1, mean: x, m2: 0 })

/** 2^-e for a width of 2^e to 2^(e + 1). */
const inverseOf = (width: number): number => fromWords((2046 - ((highWord(width) >>> 20) & 2047)) << 20, 0)

export interface Shape {
  /** NaN below three values. */
  readonly skewness: number
  /** NaN below four values. */
  readonly kurtosis: number
}

const noShape: Shape = { skewness: NaN, kurtosis: NaN }

/**
 * @param mean - of the scaled values
 * @param scale - a power of two, see `scaleFor`
 * @param width - largest less least, scaled
 */
export function shapeOf(values: Float64Array, start: number, end: number, mean: number, scale: number, width: number): Shape {
  const n = end - start
  if (n < 3 || !(width > 0)) return noShape
  const unit = inverseOf(width)
  const sums = [0, 0, 0, 0]
  const lost = [0, 0, 0, 0]
  for (let i = start; i < end; i += 1) {
    const d = (values[i]! * scale - mean) * unit
    let power = d
    for (let k = 0; k < 4; k += 1) {
      const before = sums[k]!
      const sum = before + power
      const part = sum - before
      lost[k]! += before - (sum - part) + (power - part)
      sums[k] = sum
      power *= d
    }
  }
  const [s1, s2, s3, s4] = sums.map((sum, k) => (sum + lost[k]!) / n) as [number, number, number, number]
  const m2 = s2 - s1 * s1
  const m3 = s3 - 3 * s1 * s2 + 2 * s1 * s1 * s1
  const m4 = s4 - 4 * s1 * s3 + 6 * s1 * s1 * s2 - 3 * s1 * s1 * s1 * s1
  if (!(m2 > 0)) return noShape
  return { skewness: m3 / (m2 * Math.sqrt(m2)), kurtosis: n < 4 ? NaN : m4 / (m2 * m2) - 3 }
}

/** The exponential of the mean of the logarithms of n sorted values, held between the extremes; NaN unless all are above 0. */
export function geometricMeanOf(sorted: Float64Array, n: number): number {
  const [least, most] = [sorted[0]!, sorted[n - 1]!]
  if (!(least > 0)) return NaN
  if (least === most) return least
  const logs = sorted.slice(0, n)
  for (let i = 0; i < n; i += 1) logs[i] = log(logs[i]!)
  const mean = exp(compensatedSum(logs, 0, n, 1) / n)
  return mean < least ? least : mean > most ? most : mean
}
