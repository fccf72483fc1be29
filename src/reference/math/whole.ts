/**
 * Quotients and roots of whole numbers of any length, rounded once to the nearest double, ties to even.
 * In: whole numbers and a power of two. Out: the double nearest to a / b * 2^exponent, or to its root; Infinity beyond the doubles.
 * Why: sums kept as whole numbers are exact, so the one rounding here is the only error of a mean, a variance or a correlation.
 * The answer is defined by the numbers alone, so the twin may go another way: this one uses BigInt.
 * Twin: crates/hydra-core/src/math/whole.rs  Golden: fixtures/golden/math/whole.json
 */
import { scalbn } from './scalbn.ts'

/** Bits of the quotient that is rounded; two more than a double needs would do. */
const quotientBits = 66
const rootBits = 124

/** Bits of x >= 0; 0 for 0. */
export function bitLength(x: bigint): number {
  if (x === 0n) return 0
  const digits = x.toString(16)
  return digits.length * 4 + 28 - Math.clz32(Number.parseInt(digits[0]!, 16))
}

/** q * 2^exponent, q > 0, with something below its last bit when `isInexact`. */
function roundOnce(q: bigint, isInexact: boolean, exponent: number): number {
  const bits = bitLength(q)
  const leading = exponent + bits - 1
  const room = leading < -1022 ? 1075 + leading : 53
  const precision = room > 0 ? room : 0
  const drop = bits - precision
  if (drop <= 0) return scalbn(Number(q), exponent)
  if (leading > 1023) return Infinity
  const kept = q >> BigInt(drop)
  const rest = q - (kept << BigInt(drop))
  const half = 1n << BigInt(drop - 1)
  const isAbove = rest > half || (rest === half && (isInexact || (kept & 1n) === 1n))
  return scalbn(Number(isAbove ? kept + 1n : kept), exponent + drop)
}

/** The quotient of two positive numbers to at least `width` bits: q * 2^exponent and whether anything is left. */
function divide(a: bigint, b: bigint, width: number, isEven: boolean): { q: bigint; exponent: number; isInexact: boolean } {
  let shift = width - (bitLength(a) - bitLength(b))
  if (isEven && (shift & 1) !== 0) shift += 1
  const top = shift > 0 ? a << BigInt(shift) : a
  const bottom = shift < 0 ? b << BigInt(-shift) : b
  const q = top / bottom
  return { q, exponent: -shift, isInexact: q * bottom !== top }
}

/** a / b * 2^exponent, b > 0, rounded to the nearest double; the sign of a zero is plus. */
export function ratioOf(a: bigint, b: bigint, exponent: number): number {
  if (a === 0n) return 0
  const part = divide(a < 0n ? -a : a, b, quotientBits, false)
  const size = roundOnce(part.q, part.isInexact, part.exponent + exponent)
  return a < 0n ? -size : size
}

/** floor(sqrt(q)) for q below 2^128. */
function wholeRoot(q: bigint): bigint {
  let root = BigInt(Math.floor(Math.sqrt(Number(q))))
  for (let i = 0; i < 3; i += 1) root = (root + q / root) >> 1n
  while (root * root > q) root -= 1n
  while ((root + 1n) * (root + 1n) <= q) root += 1n
  return root
}

/** The root of a / b * 4^halfExponent, a >= 0, b > 0, rounded to the nearest double. */
export function rootOf(a: bigint, b: bigint, halfExponent: number): number {
  if (a === 0n) return 0
  const { q, exponent, isInexact } = divide(a, b, rootBits, true)
  const root = wholeRoot(q)
  return roundOnce(root, isInexact || root * root !== q, exponent / 2 + halfExponent)
}
