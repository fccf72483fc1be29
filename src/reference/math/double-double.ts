/**
 * Numbers as the sum of two doubles: about 32 decimal digits, for sums and fits where doubles lose too many.
 * In: doubles or pairs (high, low), |low| at most half a unit of high's last place. Out: likewise; `high` is the rounded value.
 * Only + - * / and sqrt, so the same bits everywhere. Products by Veltkamp's split: inputs must stay below 2^996; callers scale.
 * Relative error of each step about 2^-104. Why no fused product: JavaScript has none.
 * Source: Dekker 1971; Knuth 1969 (TwoSum); Hida, Li, Bailey 2001.  Twin: crates/hydra-core/src/math/double_double.rs
 */
import { highWord } from './bits.ts'
import { scalbn } from './scalbn.ts'

/** high + low. */
export interface DoubleDouble {
  readonly high: number
  readonly low: number
}

const splitter = 134217729 // 2^27 + 1

export const zero: DoubleDouble = { high: 0, low: 0 }

/** A double as it is. */
export const from = (x: number): DoubleDouble => ({ high: x, low: 0 })

/** a + b, exactly. */
export function twoSum(a: number, b: number): DoubleDouble {
  const high = a + b
  const part = high - a
  return { high, low: a - (high - part) + (b - part) }
}

/** a + b, exactly, where |a| >= |b|. */
function quickSum(a: number, b: number): DoubleDouble {
  const high = a + b
  return { high, low: b - (high - a) }
}

/** a * b, exactly unless it underflows. */
export function twoProduct(a: number, b: number): DoubleDouble {
  const high = a * b
  const s = splitter * a
  const t = splitter * b
  const a1 = s - (s - a)
  const b1 = t - (t - b)
  const a2 = a - a1
  const b2 = b - b1
  return { high, low: a1 * b1 - high + a1 * b2 + a2 * b1 + a2 * b2 }
}

/** a + b */
export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = twoSum(a.high, b.high)
  const rest = twoSum(a.low, b.low)
  const next = quickSum(sum.high, sum.low + rest.high)
  return quickSum(next.high, next.low + rest.low)
}

/** -a */
export const negate = (a: DoubleDouble): DoubleDouble => ({ high: -a.high, low: -a.low })

/** a - b */
export const subtract = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => add(a, negate(b))

/** a * b */
export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = twoProduct(a.high, b.high)
  return quickSum(product.high, product.low + (a.high * b.low + a.low * b.high))
}

/** a / b */
export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.high / b.high
  const rest = subtract(a, multiply(from(first), b))
  const second = rest.high / b.high
  const last = subtract(rest, multiply(from(second), b))
  return add(quickSum(first, second), from(last.high / b.high))
}

/** The root; 0 for what is not above 0. */
export function root(a: DoubleDouble): DoubleDouble {
  if (a.high <= 0) return zero
  const near = Math.sqrt(a.high)
  const rest = subtract(a, twoProduct(near, near))
  return quickSum(near, rest.high / (2 * near))
}

/** a times 2^power. */
export const scale = (a: DoubleDouble, power: number): DoubleDouble => ({
  high: scalbn(a.high, power),
  low: scalbn(a.low, power),
})

/** The e with 2^(e - 1) <= |x| < 2^e; 0 for 0, -1022 at least. */
export const powerOf = (x: number): number => (x === 0 ? 0 : ((highWord(x) >>> 20) & 0x7ff) - 1022)
