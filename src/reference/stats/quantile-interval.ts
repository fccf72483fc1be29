/**
 * A distribution-free interval for a quantile: which order statistics.
 * In: n >= 1, p between 0 and 1, confidence. Out: ranks from 1; 0 where the sample has none that would do.
 * B binomial(n, p), tail = (1 - confidence)/2. Lower end: the largest rank l with P(B <= l - 1) <= tail; upper: the least u with
 * P(B >= u) <= tail. So 95 % for p95 needs 72 values, for p99 368, for p99.9 3688.
 * Order of operations: the density at floor((n + 1) p) by Loader's formula; from there outwards by the ratio of neighbours until below
 * tail 2^-60, then back, adding: so small terms are added first.
 * Source: David and Nagaraja 2003, section 7.1; Loader 2000.  Twin: crates/hydra-core/src/stats/quantile_interval.rs
 */
import { exp, log, log1p } from '../math/index.ts'
import { rawDensity } from '../math/saddle.ts'

export interface QuantileRanks {
  readonly low: number
  readonly high: number
}

const twoTo60Inverse = 8.673617379884035e-19

function densityAt(k: number, n: number, p: number): number {
  if (k === 0) return exp(n * log1p(-p))
  return k === n ? exp(n * log(p)) : rawDensity(k, n - k, p)
}

/** How many of the outcomes 0, 1, 2 ... of a binomial have together at most `tail`; `odds` = (1 - p)/p. */
function countBelow(n: number, odds: number, mode: number, peak: number, tail: number): number {
  let k = mode
  let density = peak
  while (k > 0 && density >= tail * twoTo60Inverse) {
    density = (density * k * odds) / (n - k + 1)
    k -= 1
  }
  let sum = 0
  while (k <= n && sum + density <= tail) {
    sum += density
    density = (density * (n - k)) / (odds * (k + 1))
    k += 1
  }
  return k
}

/** As described above. */
export function quantileRanks(n: number, p: number, confidence: number): QuantileRanks {
  const tail = (1 - confidence) * 0.5
  const near = Math.floor((n + 1) * p)
  const mode = near < n ? near : n
  const peak = densityAt(mode, n, p)
  const low = countBelow(n, (1 - p) / p, mode, peak, tail)
  const above = countBelow(n, p / (1 - p), n - mode, peak, tail)
  return { low: low < n ? low : n, high: above > 0 ? n + 1 - above : 0 }
}

/** The least n at which both ends exist, or one of them: p^n <= tail for the upper, (1 - p)^n for the lower. */
export function neededFor(p: number, confidence: number): number {
  const tail = (1 - confidence) * 0.5
  const outer = p > 0.5 ? log(p) : log1p(-p)
  return Math.ceil(log(tail) / outer)
}
