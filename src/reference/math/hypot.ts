/**
 * The root of x^2 + y^2, without over- or underflow on the way. In: any doubles.
 * Out: within 1 ulp; Infinity when either is infinite, even beside NaN; otherwise NaN for NaN.
 * Method: squares in two parts each, added from the smallest; sizes beyond 2^510 or below 2^-450 scaled by 2^700 first.
 * Source: libm 0.2.16, hypot.rs (musl).  Twin: libm::hypot.  Ported by operations: same steps, same order.
 */
import { highWord } from './bits.ts'

const splitter = 134217729 // 2^27 + 1
const twoTo700 = 5.260135901548374e210
const twoToMinus700 = 1.90109156629516e-211

/** x^2 - square, where square is x^2 rounded. */
function squareError(x: number, square: number): number {
  const s = x * splitter
  const high = x - s + s
  const low = x - high
  return high * high - square + 2 * high * low + low * low
}

function scaledRoot(x: number, y: number): number {
  const xx = x * x
  const yy = y * y
  return Math.sqrt(squareError(y, yy) + squareError(x, xx) + yy + xx)
}

/** Where a is the larger in size, or either is not finite. */
function ordered(a: number, b: number): number {
  if (b - b !== 0) return b
  if (a - a !== 0 || b === 0) return a
  const ea = highWord(a) >>> 20
  const eb = highWord(b) >>> 20
  if (ea - eb > 64) return a + b
  if (ea > 0x3ff + 510) return twoTo700 * scaledRoot(a * twoToMinus700, b * twoToMinus700)
  if (eb < 0x3ff - 450) return twoToMinus700 * scaledRoot(a * twoTo700, b * twoTo700)
  return scaledRoot(a, b)
}

export function hypot(x: number, y: number): number {
  const ax = Math.abs(x)
  const ay = Math.abs(y)
  if (ax === Infinity || ay === Infinity) return Infinity
  return ax >= ay ? ordered(ax, ay) : ordered(ay, ax)
}
