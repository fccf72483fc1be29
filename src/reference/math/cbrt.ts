/**
 * The cube root. In: any double. Out: correctly rounded; zeros, infinities and NaN as they are.
 * Method: |x| = 2^(3k) zz, 1 <= zz < 8; a cubic, one Newton step of third order and one of first, the last with y^2 and y^3 in two
 * parts each; a third step where the result lies too near the middle between two doubles to tell.
 * The crate takes the error of a product from a fused product. JavaScript has none; Dekker's products give the same double,
 * for the error of a product is a double, and nothing here comes near under- or overflow.
 * Source: CORE-MATH cbrt.c (Sibidanov) by libm 0.2.16, cbrt.rs, rounding to nearest only; Dekker 1971.  Twin: libm::cbrt.
 * Ported by operations: same steps, same order.
 *
 * Copyright (c) 2021-2022 Alexei Sibidanov. MIT licence: free to use, copy, modify and distribute, provided that this notice stays.
 */
import { fromWords, highWord, lowWord } from './bits.ts'

const C0 = 0.5528234184016472
const C1 = 0.5871142918266982
const C2 = -0.16296967194987905
const C3 = 0.02310496411078147
const third = 0.3333333333333333
const twoNinths = 0.2222222222222222
/** 1, 2^(1/3), 2^(2/3) */
const cubeRoots = [1, 1.2599210498948732, 1.5874010519681996] as const
const splitter = 134217729 // 2^27 + 1
const twoTo54 = 18014398509481984
const ulp = 2.220446049250313e-16

/** a b - product, exactly, where product is a b rounded. */
function productError(a: number, b: number, product: number): number {
  const s = splitter * a
  const t = splitter * b
  const a1 = s - (s - a)
  const b1 = t - (t - b)
  const a2 = a - a1
  const b2 = b - b1
  return a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2
}

/** How far y lies above the root of zz, by Newton's method; `inverse` is near 1 / zz. */
function excess(y: number, zz: number, inverse: number): number {
  const y2 = y * y
  const y2Low = productError(y, y, y2)
  const y3 = y2 * y
  const y3Low = productError(y, y2, y3) + y * y2Low
  return (y3 - zz + y3Low) * inverse * (y * third)
}

/** Within this of half a unit, or of one and a half, in the last place of 1. */
function isNearMiddle(size: number, within: number): boolean {
  return Math.abs(size - ulp / 2) < within || Math.abs(size - (ulp + ulp / 2)) < within
}

/** The root is y1 + dy, in variables of this module: a pair would be allocated. */
let y1 = 0
let dy = 0

function step(y: number, zz: number, inverse: number): void {
  const over = excess(y, zz, inverse)
  y1 = y - over
  dy = y - y1 - over
}

/** The two arguments, up to sign, that even the third step cannot settle. */
function settleWorst(zz: number): void {
  const sign = zz < 0 ? -1 : 1
  if (zz * sign === 3.2146036897957497) y1 = sign * 1.4758508835342132
  if (zz * sign === 6.531417795099968) y1 = sign * 1.86925759992312
}

/** The first approximation of the root of z, 1 <= z < 2. */
function firstGuess(z: number, inverse: number): number {
  const c0 = C0 + z * C1
  const c2 = C2 + z * C3
  const y = c0 + z * z * c2
  const h = y * y * (y * inverse) - 1
  return y - h * y * (third - twoNinths * h)
}

/** 2^exponent y1; a result that ends in zeros may be one whose exact root is representable. */
function finish(exponent: number, zz: number): number {
  const word = highWord(y1)
  const low = lowWord(y1)
  const shifted = (word + (exponent << 20)) | 0
  if ((shifted & 3) !== 0 || low >>> 0 > 1) return fromWords(shifted, low)
  const rounded = fromWords(word, (low + (164 << 15)) & 0xffff0000)
  const isExact = Math.abs(rounded - y1 - dy) < 8.673617379884035e-19 || Math.abs(zz) === 1
  return fromWords(shifted, isExact ? (low + (1 << 15)) & 0xffff0000 : low)
}

export function cbrt(x: number): number {
  if (x === 0 || x - x !== 0) return x
  const isSmall = (highWord(x) & 0x7ff00000) === 0
  const scaled = isSmall ? x * twoTo54 : x
  const word = highWord(scaled)
  const exponent = ((word >>> 20) & 0x7ff) + 3072 - (isSmall ? 54 : 0)
  const thirdOf = Math.floor(exponent / 3)
  const rest = exponent - 3 * thirdOf
  const z = fromWords((word & 0x000fffff) | 0x3ff00000, lowWord(scaled))
  const sign = x < 0 ? -1 : 1
  const shift = rest === 0 ? 1 : rest === 1 ? 2 : 4
  const zz = sign * z * shift
  const inverse = 1 / z
  const inverseOfZz = inverse * (sign / shift)
  step(firstGuess(z, inverse) * (sign * cubeRoots[rest]!), zz, inverseOfZz)
  if (isNearMiddle(Math.abs(dy), 2.6469779601696886e-23)) {
    step(y1, zz, inverseOfZz)
    if (isNearMiddle(Math.abs(dy), 3.1554436208840472e-30)) settleWorst(zz)
  }
  return finish(thirdOf - 1365, zz)
}
