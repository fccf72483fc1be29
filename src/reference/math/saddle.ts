/**
 * The density behind binomial and beta, by Loader's saddle point expansion: no differences of large logarithms of gammas.
 * rawDensity(a, b, x) = Gamma(a + b + 1) / (Gamma(a + 1) Gamma(b + 1)) x^a (1 - x)^b, for real a, b > 0 and 0 < x < 1.
 * Source: Loader 2000, Fast and accurate computation of binomial probabilities.  Twin: crates/hydra-core/src/math/saddle.rs
 */
import { exp } from './exp.ts'
import { log } from './log.ts'
import { log1p } from './log1p.ts'

const twoPi = 6.283185307179586
const steps = 1000

/** The tail of Stirling's series; right to the last bit from x = 16 on. */
function stirlingTail(x: number): number {
  const s = 1 / (x * x)
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s * (1 / 1188 - s * (691 / 360360)))))) / x
}

/** ln Gamma(x + 1) less Stirling's formula; below 16 by the recurrence upwards, summed from the far end. */
export function stirlingError(x: number): number {
  if (x >= 16) return stirlingTail(x)
  const count = Math.ceil(16 - x)
  let error = stirlingTail(x + count)
  for (let i = count - 1; i >= 0; i -= 1) {
    const at = x + i
    error += (at + 0.5) * log1p(1 / at) - 1
  }
  return error
}

/** x ln(x / m) + m - x, the deviance of x from m, without cancellation where they are near. */
export function deviance(x: number, m: number): number {
  const gap = x - m
  if (!(Math.abs(gap) < 0.1 * (x + m))) return x * log(x / m) + m - x
  const v = gap / (x + m)
  let sum = gap * v
  let term = 2 * x * v
  for (let j = 1; j < steps; j += 1) {
    term *= v * v
    const next = sum + term / (2 * j + 1)
    if (next === sum) return sum
    sum = next
  }
  return sum
}

/** As in the header. Underflows to 0. */
export const rawDensity = (a: number, b: number, x: number): number => rawDensityAt(a, b, x, 1 - x)

/** The same with y = 1 - x given, for a small y that a subtraction would lose. */
export function rawDensityAt(a: number, b: number, x: number, y: number): number {
  const n = a + b
  const error = stirlingError(n) - stirlingError(a) - stirlingError(b)
  const exponent = error - deviance(a, n * x) - deviance(b, n * y)
  return exp(exponent) * Math.sqrt(n / (twoPi * a * b))
}
