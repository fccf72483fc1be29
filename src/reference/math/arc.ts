/**
 * Arc sine and arc cosine, in radians. In: -1 to 1. Out: within 1 ulp, asin -pi/2 to pi/2, acos 0 to pi; NaN outside and for NaN.
 * Method: up to 1/2 a rational function of x^2; above by asin x = pi/2 - 2 asin(sqrt((1 - x)/2)), the root in two parts.
 * Source: FreeBSD e_asin.c, e_acos.c by libm 0.2.16, asin.rs, acos.rs.  Twin: libm::asin, acos.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { highWord, withoutLowWord } from './bits.ts'

export const halfPi = 1.570796326794896558
const halfPiLow = 6.12323399573676603587e-17
const P0 = 1.66666666666666657415e-1
const P1 = -3.25565818622400915405e-1
const P2 = 2.01212532134862925881e-1
const P3 = -4.00555345006794114027e-2
const P4 = 7.91534994289814532176e-4
const P5 = 3.4793310759602116757e-5
const Q1 = -2.40339491173441421878
const Q2 = 2.02094576023350569471
const Q3 = -6.8828397160545329303e-1
const Q4 = 7.70381505559019352791e-2

/** (asin x - x) / x as a function of z = x^2. */
function ratio(z: number): number {
  const p = z * (P0 + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5)))))
  return p / (1 + z * (Q1 + z * (Q2 + z * (Q3 + z * Q4))))
}

/** asin |x| for 1/2 <= |x| < 1. */
function asinOfSize(x: number, size: number): number {
  const z = (1 - Math.abs(x)) * 0.5
  const s = Math.sqrt(z)
  const r = ratio(z)
  if (size >= 0x3fef3333) return halfPi - (2 * (s + s * r) - halfPiLow)
  const f = withoutLowWord(s)
  const c = (z - f * f) / (s + f)
  return 0.5 * halfPi - (2 * s * r - (halfPiLow - 2 * c) - (0.5 * halfPi - 2 * f))
}

export function asin(x: number): number {
  const size = highWord(x) & 0x7fffffff
  if (size >= 0x3ff00000) return x === 1 || x === -1 ? x * halfPi : NaN
  if (size < 0x3fe00000) return size >= 0x00100000 && size < 0x3e500000 ? x : x + x * ratio(x * x)
  const y = asinOfSize(x, size)
  return x < 0 ? -y : y
}

export function acos(x: number): number {
  const size = highWord(x) & 0x7fffffff
  if (size >= 0x3ff00000) return x === 1 ? 0 : x === -1 ? 2 * halfPi : NaN
  if (size < 0x3fe00000) return size <= 0x3c600000 ? halfPi : halfPi - (x - (halfPiLow - x * ratio(x * x)))
  if (x < 0) {
    const z = (1 + x) * 0.5
    const s = Math.sqrt(z)
    return 2 * (halfPi - (s + (ratio(z) * s - halfPiLow)))
  }
  const z = (1 - x) * 0.5
  const s = Math.sqrt(z)
  const f = withoutLowWord(s)
  const c = (z - f * f) / (s + f)
  return 2 * (f + (ratio(z) * s + c))
}
