/**
 * x^y. In: any doubles. Out: mostly within 1 ulp (up to 613 ulp where |y| > 2^31 and x is near 1); x^0 = 1 and 1^y = 1 even for NaN.
 * Method: log2|x| in two parts, times y in two parts, 2^ of that; signs and special cases by IEEE 754.
 * Source: FreeBSD e_pow.c by libm 0.2.16, pow.rs.  Twin: libm::pow.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice is preserved.
 */
import { fromWords, highWord, withHighWord, withoutLowWord } from './bits.ts'
import { scalbn } from './scalbn.ts'

const L1 = 5.99999999999994648725e-1
const L2 = 4.28571428578550184252e-1
const L3 = 3.33333329818377432918e-1
const L4 = 2.72728123808534006489e-1
const L5 = 2.30660745775561754067e-1
const L6 = 2.06975017800338417784e-1
const P1 = 1.66666666666666019037e-1
const P2 = -2.77777777770155933842e-3
const P3 = 6.61375632143793436117e-5
const P4 = -1.6533902205465251539e-6
const P5 = 4.13813679705723846039e-8
const lg2 = 6.93147180559945286227e-1
const lg2High = 6.93147182464599609375e-1
const lg2Low = -1.90465429995776804525e-9
/** -(1024 - log2(overflow threshold + half an ulp)) */
const overflowSlack = 8.0085662595372944372e-17
/** 2/(3 ln 2), whole and in two parts */
const cp = 9.61796693925975554329e-1
const cpHigh = 9.61796700954437255859e-1
const cpLow = -7.02846165095275826516e-9
/** 1/ln 2, whole and in two parts */
const ivln2 = 1.442695040888963387
const ivln2High = 1.44269502162933349609
const ivln2Low = 1.92596299112661746887e-8
/** log2 1.5 in two parts */
const dpHigh = 5.84962487220764160156e-1
const dpLow = 1.35003920212974897128e-8
const twoTo53 = 9007199254740992

/** log2 of the last argument: t1 + t2, t1 with a cleared low word. Two plain variables: a pair would be allocated. */
let t1 = 0
let t2 = 0

/** For |y| > 2^31 and |1 - x| <= 2^-20: four terms of the series do. */
function logNearOne(ax: number): void {
  const t = ax - 1
  const w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25))
  const u = ivln2High * t
  const v = t * ivln2Low - w * ivln2
  t1 = withoutLowWord(u + v)
  t2 = v - (t1 - u)
}

/** ss = (x - bp)/(x + bp) in two parts, then 2/(3 ln 2) (ss + ...) in two parts, then + n. */
function logOfReduced(ax: number, word: number, interval: number, n: number): void {
  const bp = interval === 0 ? 1 : 1.5
  let u = ax - bp
  let v = 1 / (ax + bp)
  const ss = u * v
  const sHigh = withoutLowWord(ss)
  let tHigh = fromWords(((word >> 1) | 0x20000000) + 0x00080000 + (interval << 18), 0)
  let tLow = ax - (tHigh - bp)
  const sLow = v * (u - sHigh * tHigh - sHigh * tLow)
  let s2 = ss * ss
  let r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))))
  r += sLow * (sHigh + ss)
  s2 = sHigh * sHigh
  tHigh = withoutLowWord(3 + s2 + r)
  tLow = r - (tHigh - 3 - s2)
  u = sHigh * tHigh
  v = sLow * tHigh + tLow * ss
  const pHigh = withoutLowWord(u + v)
  const pLow = v - (pHigh - u)
  const zHigh = cpHigh * pHigh
  const zLow = cpLow * pHigh + pLow * cp + (interval === 0 ? 0 : dpLow)
  const dp = interval === 0 ? 0 : dpHigh
  t1 = withoutLowWord(zHigh + zLow + dp + n)
  t2 = zLow - (t1 - n - dp - zHigh)
}

/** log2 of any positive double into t1, t2. */
function logOf(x: number): void {
  let ax = x
  let n = 0
  if (highWord(ax) < 0x00100000) {
    ax *= twoTo53
    n = -53
  }
  let word = highWord(ax)
  n += (word >> 20) - 0x3ff
  const mantissa = word & 0x000fffff
  word = mantissa | 0x3ff00000
  let interval = 0
  if (mantissa > 0x3988e) {
    if (mantissa < 0xbb67a) interval = 1
    else {
      n += 1
      word -= 0x00100000
    }
  }
  logOfReduced(withHighWord(ax, word), word, interval, n)
}

/** 2^(pHigh + pLow), z being their sum, within the range of doubles. */
function powerOfTwo(pHighGiven: number, pLow: number, z: number): number {
  const j = highWord(z)
  const i = j & 0x7fffffff
  let pHigh = pHighGiven
  let n = 0
  if (i > 0x3fe00000) {
    n = j + (0x00100000 >> ((i >> 20) - 0x3ff + 1))
    const k = ((n & 0x7fffffff) >> 20) - 0x3ff
    const t = fromWords(n & ~(0x000fffff >> k), 0)
    n = ((n & 0x000fffff) | 0x00100000) >> (20 - k)
    if (j < 0) n = -n
    pHigh -= t
  }
  const t = withoutLowWord(pLow + pHigh)
  const u = t * lg2High
  const v = (pLow - (t - pHigh)) * lg2 + t * lg2Low
  const sum = u + v
  const w = v - (sum - u)
  const square = sum * sum
  const c = sum - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))))
  const r = (sum * c) / (c - 2) - (w + sum * w)
  const result = 1 - (r - sum)
  const word = (highWord(result) + (n << 20)) | 0
  return word >> 20 <= 0 ? scalbn(result, n) : withHighWord(result, word)
}

/** 0: not whole, 1: odd, 2: even. */
function wholeness(y: number): 0 | 1 | 2 {
  const size = Math.abs(y)
  if (size >= twoTo53) return 2
  if (size !== Math.floor(size)) return 0
  return size % 2 === 1 ? 1 : 2
}

/** y infinite. */
function infinitePower(ax: number, y: number): number {
  if (ax === 1) return 1
  return ax > 1 === y > 0 ? Infinity : 0
}

/** x is 0, an infinity or 1 in size. */
function simpleBase(x: number, ax: number, y: number): number {
  const z = y < 0 ? 1 / ax : ax
  if (highWord(x) >= 0) return z
  const whole = wholeness(y)
  if (ax === 1 && whole === 0) return NaN
  return whole === 1 ? -z : z
}

/** Where |y| > 2^31 settles the result at once: Infinity or 0, else undefined. */
function settledByHugePower(ax: number, y: number): number | undefined {
  const iy = highWord(y) & 0x7fffffff
  const ix = highWord(ax)
  if (iy > 0x43f00000) return ix <= 0x3fefffff === y < 0 ? Infinity : 0
  if (ix < 0x3fefffff) return y < 0 ? Infinity : 0
  return ix > 0x3ff00000 ? (y > 0 ? Infinity : 0) : undefined
}

/** The range check of libm on z = y log2 x: Infinity, 0, or undefined when 2^z is a double. */
function outOfRange(z: number, pHigh: number, pLow: number): number | undefined {
  const j = highWord(z)
  if (j >= 0x40900000) {
    if (z > 1024) return Infinity
    return pLow + overflowSlack > z - pHigh ? Infinity : undefined
  }
  if ((j & 0x7fffffff) < 0x4090cc00) return undefined
  if (z < -1075) return 0
  return pLow <= z - pHigh ? 0 : undefined
}

/** The general case, |x| in size ax, neither of them special. */
function general(ax: number, y: number): number {
  if ((highWord(y) & 0x7fffffff) > 0x41e00000) {
    const settled = settledByHugePower(ax, y)
    if (settled !== undefined) return settled
    logNearOne(ax)
  } else logOf(ax)
  const y1 = withoutLowWord(y)
  const pLow = (y - y1) * t1 + y * t2
  const pHigh = y1 * t1
  const z = pLow + pHigh
  return outOfRange(z, pHigh, pLow) ?? powerOfTwo(pHigh, pLow, z)
}

/** The powers that libm answers without a logarithm; undefined for others. */
function simplePower(x: number, y: number): number | undefined {
  if (y === 1) return x
  if (y === -1) return 1 / x
  if (y === 2) return x * x
  return y === 0.5 && highWord(x) >= 0 ? Math.sqrt(x) : undefined
}

export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1
  if (x !== x || y !== y) return NaN
  const ax = Math.abs(x)
  if (y === Infinity || y === -Infinity) return infinitePower(ax, y)
  const simple = simplePower(x, y)
  if (simple !== undefined) return simple
  if (ax === 0 || ax === Infinity || ax === 1) return simpleBase(x, ax, y)
  const whole = x < 0 ? wholeness(y) : 2
  if (whole === 0) return NaN
  const power = general(ax, y)
  return whole === 1 ? -power : power
}
