/**
 * Student's t: the upper tail, and the quantile by bisection.
 * tail(t, df) = P(T > t) = I_(df / (df + t^2))(df / 2, 1/2) / 2 for t >= 0.
 * Quantile: the t >= 0 whose tail is p, p <= 1/2, bracketed by doubling, then 200 halvings at most, ending when the bracket
 * holds no double between its ends. Why bisection: the same bits in both engines, and no step can run away.
 * In: df > 0, p in (0, 1/2]. Out: t >= 0, Infinity when p is 0.
 * Twin: crates/hydra-core/src/math/student.rs  Golden: fixtures/golden/math/student.json
 */
import { incompleteBeta } from './beta.ts'

const maxDoublings = 1100
const maxHalvings = 200

/** P(T > t) for t >= 0. Below t = 1 by the complement, where 1 - df / (df + t^2) would lose digits; above it the complement would. */
export function studentTail(t: number, df: number): number {
  const square = t * t
  return square > 1
    ? 0.5 * incompleteBeta(df / (df + square), df / 2, 0.5)
    : 0.5 * (1 - incompleteBeta(square / (df + square), 0.5, df / 2))
}

export function studentQuantileUpper(p: number, df: number): number {
  if (!(p > 0 && p <= 0.5 && df > 0)) return p === 0 ? Infinity : NaN
  let high = 1
  for (let i = 0; i < maxDoublings && studentTail(high, df) > p; i += 1) high *= 2
  let low = 0
  for (let i = 0; i < maxHalvings; i += 1) {
    const middle = low + (high - low) * 0.5
    if (middle === low || middle === high) return high
    if (studentTail(middle, df) > p) low = middle
    else high = middle
  }
  return high
}
