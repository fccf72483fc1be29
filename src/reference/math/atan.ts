/**
 * Arc tangent, and the angle of a point, in radians. In: any doubles. Out: within 1 ulp; atan -pi/2 to pi/2, atan2 -pi to pi; NaN for NaN.
 * atan2(y, x) keeps the signs of zeros: atan2(0, -1) is pi, atan2(-0, -1) is -pi, atan2(0, 0) is 0.
 * Source: FreeBSD s_atan.c, e_atan2.c by libm 0.2.16, atan.rs, atan2.rs.  Twin: libm::atan, atan2.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { highWord } from './bits.ts'
import { halfPi } from './arc.ts'

const A0 = 3.33333333333329318027e-1
const A1 = -1.99999999998764832476e-1
const A2 = 1.42857142725034663711e-1
const A3 = -1.1111110405462355788e-1
const A4 = 9.09088713343650656196e-2
const A5 = -7.69187620504482999495e-2
const A6 = 6.66107313738753120669e-2
const A7 = -5.83357013379057348645e-2
const A8 = 4.97687799461593236017e-2
const A9 = -3.6531572744216915527e-2
const A10 = 1.62858201153657823623e-2
const pi = 3.141592653589793116
const piLow = 1.2246467991473531772e-16

/** 1 - atan(x) / x */
function series(x: number): number {
  const z = x * x
  const w = z * z
  const even = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))))
  const odd = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))))
  return even + odd
}

/** atan t + a constant, given in two parts. */
const shifted = (t: number, high: number, low: number): number => high - (t * series(t) - low - t)

/** atan |x| for 0.4375 <= |x| < 2^66, by the nearest of the angles of 1/2, 1, 3/2 and infinity. */
function atanOfSize(x: number, size: number): number {
  if (size < 0x3fe60000) return shifted((2 * x - 1) / (2 + x), 4.63647609000806093515e-1, 2.26987774529616870924e-17)
  if (size < 0x3ff30000) return shifted((x - 1) / (x + 1), 7.85398163397448278999e-1, 3.06161699786838301793e-17)
  if (size < 0x40038000) return shifted((x - 1.5) / (1 + 1.5 * x), 9.82793723247329054082e-1, 1.39033110312309984516e-17)
  return shifted(-1 / x, halfPi, 6.12323399573676603587e-17)
}

export function atan(x: number): number {
  if (x !== x) return x
  const size = highWord(x) & 0x7fffffff
  if (size < 0x3fdc0000) return size < 0x3e400000 ? x : x - x * series(x)
  const y = size >= 0x44100000 ? halfPi : atanOfSize(Math.abs(x), size)
  return x < 0 ? -y : y
}

/** The angle above the axis, 0 to pi, for y > 0 in size and x of either sign. */
function angleAbove(ay: number, x: number): number {
  const ix = highWord(x) & 0x7fffffff
  const iy = highWord(ay)
  if (x === 0) return pi / 2
  if (ix === 0x7ff00000) {
    if (ay === Infinity) return x > 0 ? pi / 4 : (3 * pi) / 4
    return x > 0 ? 0 : pi
  }
  if (ix + (64 << 20) < iy || ay === Infinity) return pi / 2
  const z = x < 0 && iy + (64 << 20) < ix ? 0 : atan(Math.abs(ay / x))
  return x > 0 ? z : pi - (z - piLow)
}

export function atan2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN
  if (x === 1) return atan(y)
  const isBelow = highWord(y) < 0
  if (y === 0) {
    if (highWord(x) >= 0) return y
    return isBelow ? -pi : pi
  }
  const angle = angleAbove(Math.abs(y), x)
  return isBelow ? -angle : angle
}
