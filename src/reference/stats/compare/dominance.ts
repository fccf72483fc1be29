/**
 * Which of two samples dominates: Cliff's delta with its interval.
 * In: two samples, ascending, neither empty. Out: delta = (pairs a > b less pairs a < b) / (n m), -1 to 1, by one walk along both; for each
 * value of a sample, how many of the other lie below it less how many lie above, q for a and r for b.
 * Variance (Cliff 1993, unbiased): (sum (q - mean)^2 + sum (r - mean)^2 - (unequal pairs - n m delta^2)) / (n m (n-1) (m-1)), at least
 * (1 - delta^2) / (n m - 1). Interval: (delta - delta^3 -+ t s sqrt((1 - delta^2)^2 + t^2 s^2)) / (1 - delta^2 + t^2 s^2), t of Student with
 * n + m - 2 degrees; where delta is 1 or -1 the open end is (k - t^2) / (k + t^2), k the smaller n.
 * Unknown with one value in a sample, unless all pairs point one way.
 * Source: Cliff 1993; Feng and Cliff 2004.  Twin: crates/hydra-core/src/stats/compare/dominance.rs
 */
import { studentQuantileUpper } from '../../math/student.ts'
import { varianceAbout } from '../sums.ts'

/** Two samples, seen from each other. */
export interface Dominance {
  readonly n: number
  readonly m: number
  /** Pairs a > b less pairs a < b. */
  readonly balance: number
  /** Equal pairs. */
  readonly ties: number
  /** Variance of q, by n - 1; 0 for one value. */
  readonly q: number
  /** Variance of r. */
  readonly r: number
}

/** For each of a, how many of b lie below it less how many lie above; and the equal pairs. Both ascending. */
function outlookOf(a: Float64Array, b: Float64Array): [each: Float64Array, ties: number] {
  const each = new Float64Array(a.length)
  let below = 0
  let upTo = 0
  let ties = 0
  for (let i = 0; i < a.length; i += 1) {
    while (below < b.length && b[below]! < a[i]!) below += 1
    if (upTo < below) upTo = below
    while (upTo < b.length && b[upTo] === a[i]) upTo += 1
    ties += upTo - below
    each[i] = below - (b.length - upTo)
  }
  return [each, ties]
}

/** As in the header. */
export function dominanceOf(a: Float64Array, b: Float64Array): Dominance {
  const [q, ties] = outlookOf(a, b)
  const [r] = outlookOf(b, a)
  const [n, m] = [a.length, b.length]
  let balance = 0
  for (const x of q) balance += x
  return { n, m, balance, ties, q: varianceAbout(q, 0, n, balance / n, 1), r: varianceAbout(r, 0, m, -balance / m, 1) }
}

export const cliffsDelta = ({ n, m, balance }: Dominance): number => balance / (n * m)

/** All pairs point one way. */
export const isSeparated = ({ n, m, balance }: Dominance): boolean => Math.abs(balance) === n * m

export const isAllEqual = ({ n, m, ties }: Dominance): boolean => ties === n * m

function varianceOf(dominance: Dominance): number {
  const { n, m, ties, q, r } = dominance
  const pairs = n * m
  const d = cliffsDelta(dominance)
  const spread = (n - 1) * q + (m - 1) * r
  const own = pairs - ties - pairs * d * d
  const variance = (spread - own) / (pairs * (n - 1) * (m - 1))
  const least = (1 - d * d) / (pairs - 1)
  return variance > least ? variance : least
}

/** As in the header; NaN where unknown. */
export function cliffsInterval(dominance: Dominance, confidence: number): [low: number, high: number] {
  const { n, m } = dominance
  if (n + m < 3) return [NaN, NaN]
  const d = cliffsDelta(dominance)
  const t = studentQuantileUpper((1 - confidence) * 0.5, n + m - 2)
  const t2 = t * t
  if (isSeparated(dominance)) {
    const fewer = n < m ? n : m
    const open = (fewer - t2) / (fewer + t2)
    return d > 0 ? [open, d] : [d, -open]
  }
  if (n < 2 || m < 2) return [NaN, NaN]
  const variance = varianceOf(dominance)
  const rest = 1 - d * d
  const below = rest + t2 * variance
  const reach = t * Math.sqrt(variance * (rest * rest + t2 * variance))
  const centre = d * rest
  const [low, high] = [(centre - reach) / below, (centre + reach) / below]
  return [low < d ? low : d, high > d ? high : d]
}
