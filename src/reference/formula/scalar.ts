/**
 * What an instruction does to one number or two, where that is more than an operator.
 * Missing (NaN) in, missing out, also where IEEE or libm would not: 1 ^ x, x ^ 0, min, max, hypot(inf, x).
 * Twin: crates/hydra-core/src/formula/scalar.rs
 */
import { acosh as acoshOf, hypot as hypotOf, pow } from '../math/index.ts'

const twoTo52 = 4503599627370496
const powersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

/** The greater one; -0 is less than +0. */
export function max(x: number, y: number): number {
  if (x > y) return x
  if (y > x) return y
  if (x !== y) return NaN
  return x === 0 ? x + y : x
}

/** The smaller one; -0 is less than +0. */
export function min(x: number, y: number): number {
  if (x < y) return x
  if (y < x) return y
  if (x !== y) return NaN
  return x === 0 ? -(-x - y) : x
}

/** -1, 1, or a zero as it is. */
export const sign = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : x)

/** x^y, without a value where one of them has none. x^0.5 is the root of x from 0 on, so -0 for -0, where pow has +0. */
export function power(x: number, y: number): number {
  if (x !== x || y !== y) return NaN
  return y === 0.5 && x >= 0 ? Math.sqrt(x) : pow(x, y)
}

/** The root of x^2 + y^2, without a value where one of them has none. */
export const hypot = (x: number, y: number): number => (x !== x || y !== y ? NaN : hypotOf(x, y))

/** From 1 on; libm has values for some numbers below, as -56593. */
export const acosh = (x: number): number => (x >= 1 ? acoshOf(x) : NaN)

/** The angle of a point, y first. */
export { atan2 } from '../math/index.ts'

/** To a whole number, halves away from zero. */
function whole(x: number): number {
  const near = Math.trunc(x)
  return Math.abs(x - near) >= 0.5 ? near + sign(x) : near
}

/** Rounded to so many digits after the point, before it when `digits` is negative; from 2^52 on as it is. */
export function round(x: number, digits: number): number {
  const ten = powersOfTen[Math.abs(digits)]!
  const scaled = digits < 0 ? x / ten : x * ten
  if (Math.abs(x) >= twoTo52 || Math.abs(scaled) >= twoTo52) return x
  return digits < 0 ? whole(scaled) * ten : whole(scaled) / ten
}
