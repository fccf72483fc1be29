/**
 * Kendall's tau-b, and its p by the normal distribution with ties allowed for.
 * In: ranks of two columns that are not constant. Out: tau = S / sqrt(pairs that differ in x, times pairs that differ in y); p of
 * S / sqrt(variance), two-sided, without a correction for continuity. O(n log n).
 * Source: Kendall 1945 (tau-b), 1970 (variance with ties); Knight 1966.  Twin: crates/hydra-core/src/correlate/tau.rs
 */
import { erfc } from '../math/index.ts'
import { kendall } from '../trend/kendall.ts'

const sqrt2 = 1.4142135623730951

/** tau and p. */
export function tauOf(a: Float64Array, b: Float64Array): readonly [tau: number, p: number] {
  const order = Uint32Array.from(a.keys()).sort((i, j) => a[i]! - a[j]! || b[i]! - b[j]!)
  const { s, slopes, steps, variance } = kendall({ x: Float64Array.from(order, (i) => a[i]!), y: Float64Array.from(order, (i) => b[i]!) }) // prettier-ignore
  const tau = s / Math.sqrt(slopes * steps)
  return [tau > 1 ? 1 : tau < -1 ? -1 : tau, erfc(Math.abs(s) / Math.sqrt(variance) / sqrt2)]
}
