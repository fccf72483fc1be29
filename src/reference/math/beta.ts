/**
 * The regularised incomplete beta function I_x(a, b): the share of a beta distribution below x.
 * Continued fraction of DLMF 8.17.22 by the modified Lentz method, at most 500 steps, with the symmetry I_x(a, b) = 1 - I_(1-x)(b, a)
 * where x > (a + 1) / (a + b + 2). The factor in front comes from the saddle point density.
 * In: a, b > 0, finite; x from 0 to 1. Out: 0 to 1; NaN outside.
 * Source: DLMF 8.17; Thompson and Barnett 1986 (Lentz).  Twin: crates/hydra-core/src/math/beta.rs  Golden: fixtures/golden/math/beta.json
 */
import { rawDensity } from './saddle.ts'

const tiny = 1e-300
const maxSteps = 500

const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value)

/** The d_k of DLMF 8.17.23, k from 1. */
function coefficient(k: number, a: number, b: number, x: number): number {
  const m = Math.floor(k / 2)
  if (k % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
  return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
}

/** 1 / (1 + d1 / (1 + d2 / (1 + ...))) */
function fraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / away(1 + coefficient(1, a, b, x))
  let value = d
  for (let k = 2; k <= maxSteps; k += 1) {
    const step = coefficient(k, a, b, x)
    d = 1 / away(1 + step * d)
    c = away(1 + step / c)
    const factor = d * c
    value *= factor
    if (Math.abs(factor - 1) < 2.220446049250313e-16) return value
  }
  return value
}

const lower = (x: number, a: number, b: number): number => ((rawDensity(a, b, x) * b) / (a + b)) * fraction(a, b, x)

export function incompleteBeta(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1 && a > 0 && b > 0)) return NaN
  if (x === 0 || x === 1) return x
  return x > (a + 1) / (a + b + 2) ? 1 - lower(1 - x, b, a) : lower(x, a, b)
}
