/**
 * What the scalar operators and functions mean. No value is NaN, and an argument without value gives none, also where IEEE or libm do not.
 * x^2 = x x, x^0.5 = sqrt x for x >= 0, x^0 = 1 for x with a value: meanings, not optimisations.
 * Twin: crates/hydra-core/src/formula/scalar.rs
 */
import { exp, pow } from '../math/index.ts'

const twoTo52 = 4503599627370496

export function power(x: number, y: number): number {
  if (x !== x || y !== y) return NaN
  if (y === 0.5 && x >= 0) return Math.sqrt(x)
  return pow(x, y)
}

/** The smaller; -0 before +0. */
export function least(a: number, b: number): number {
  if (a !== a || b !== b) return NaN
  if (a < b) return a
  if (b < a) return b
  return a === 0 && 1 / a < 0 ? a : b
}

/** The larger; +0 after -0. */
export function most(a: number, b: number): number {
  if (a !== a || b !== b) return NaN
  if (a > b) return a
  if (b > a) return b
  return a === 0 && 1 / a > 0 ? a : b
}

export const clamp = (x: number, low: number, high: number): number => least(most(x, low), high)

/** To a whole number, half away from zero. */
function roundWhole(x: number): number {
  const whole = Math.trunc(x)
  const rest = x - whole
  if (rest >= 0.5) return whole + 1
  return rest <= -0.5 ? whole - 1 : whole
}

/** 10^n for n from 0 to 15, exact. */
function powerOfTen(n: number): number {
  let power = 1
  for (let i = 0; i < n; i += 1) power *= 10
  return power
}

/** To `digits` places after the point (before it, when negative), half away from zero; x itself where it has no more places. */
export function roundTo(x: number, digits: number): number {
  if (!(Math.abs(x) < twoTo52)) return x
  const scale = powerOfTen(Math.abs(digits))
  const scaled = digits < 0 ? x / scale : x * scale
  if (!(Math.abs(scaled) < twoTo52)) return x
  const whole = roundWhole(scaled)
  return digits < 0 ? whole * scale : whole / scale
}

export const signOf = (x: number): number => (x > 0 ? 1 : x < 0 ? -1 : x)
export const sigmoid = (x: number): number => 1 / (1 + exp(-x))

/** Units from 0xd800 on moved so that the order of units is that of code points. */
function place(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Below 0, 0 or above 0: order of two texts by Unicode code points. */
export function compareText(a: string, b: string): number {
  const shorter = a.length < b.length ? a.length : b.length
  for (let i = 0; i < shorter; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return place(x) - place(y)
  }
  return a.length - b.length
}
