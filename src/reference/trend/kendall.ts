/**
 * Does y rise with x at all: Kendall's S (the Mann-Kendall test where x is time), its variance, its p.
 * In: points in order of x, then y. Out: S = pairs that rise - pairs that fall; variance with ties of x and y; for the interval of the
 * slope the variance without the terms of both. p: normal, continuity 1; variance 0: p = 1.
 * Autocorrelation (Hamed and Rao 1998): the variance times 1 + 2 / (n (n - 1) (n - 2)) sum (n - k) (n - k - 1) (n - k - 2) r_k over the lags k
 * whose r_k of the ranks of the detrended y is beyond 1.96 / sqrt n; up to lag 3000; 1 where that is not above 0.
 * Source: Kendall 1970; Mann 1945.  Twin: crates/hydra-core/src/trend/kendall.rs  Golden: fixtures/golden/trend/theil-sen.json
 */
import { erfc } from '../math/index.ts'
import { inversions, keysOf } from './inversions.ts'
import { ranksOf, tiesOf } from './ranks.ts'

const sqrt2 = 1.4142135623730951
const twoSided5Percent = 1.959963984540054
const mostLags = 3000

/** Points in order of x, then y. */
export interface Points {
  readonly x: Float64Array
  readonly y: Float64Array
}

export interface Kendall {
  /** Pairs that rise less pairs that fall. */
  readonly s: number
  readonly variance: number
  /** As Sen's interval takes it. */
  readonly intervalVariance: number
  /** Pairs with different x. */
  readonly slopes: number
  /** Pairs with different y. */
  readonly steps: number
}

/** Of points in order of x, then y. */
export function kendall({ x, y }: Points): Kendall {
  const n = x.length
  const keys = keysOf(n)
  keys.high.set(y)
  const inX = tiesOf(n, (i, j) => x[i] === x[j])
  const inBoth = tiesOf(n, (i, j) => x[i] === x[j] && y[i] === y[j])
  const falling = inversions(keys)
  const inY = tiesOf(n, (i, j) => keys.high[i] === keys.high[j])
  const pairs = n * (n - 1) * 0.5
  const s = pairs - inX.pairs * 0.5 - inY.pairs * 0.5 + inBoth.pairs * 0.5 - 2 * falling
  const intervalVariance = (n * (n - 1) * (2 * n + 5) - inX.variance - inY.variance) / 18
  const twice = (inX.pairs * inY.pairs) / (2 * n * (n - 1))
  const thrice = n > 2 ? (inX.triples * inY.triples) / (9 * n * (n - 1) * (n - 2)) : 0
  const [slopes, steps] = [pairs - inX.pairs * 0.5, pairs - inY.pairs * 0.5]
  return { s, variance: intervalVariance + twice + thrice, intervalVariance, slopes, steps }
}

/** p of S, two-sided. */
export function pOfS(s: number, variance: number): number {
  const size = Math.abs(s) - 1
  return variance <= 0 || size <= 0 ? 1 : erfc(size / Math.sqrt(variance) / sqrt2)
}

/** Correlation of ranks (about their mean) with those `lag` places on. */
function correlationAt(ranks: Float64Array, lag: number, squares: number): number {
  let products = 0
  for (let i = 0; i + lag < ranks.length; i += 1) products += ranks[i]! * ranks[i + lag]!
  return products / squares
}

/** What autocorrelation multiplies the variance by. */
export function varianceFactor(residuals: Float64Array): number {
  const n = residuals.length
  const ranks = ranksOf(residuals).map((rank) => rank - (n + 1) * 0.5)
  let squares = 0
  for (const rank of ranks) squares += rank * rank
  if (n < 3 || squares === 0) return 1
  const limit = twoSided5Percent / Math.sqrt(n)
  let sum = 0
  for (let lag = 1; lag < n && lag <= mostLags; lag += 1) {
    const r = correlationAt(ranks, lag, squares)
    const left = n - lag
    if (Math.abs(r) > limit) sum += left * (left - 1) * (left - 2) * r
  }
  const factor = 1 + (2 / (n * (n - 1) * (n - 2))) * sum
  return factor > 0 ? factor : 1
}
