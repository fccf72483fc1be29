/**
 * Sine, cosine and tangent, in radians. In: any double. Out: within 1 ulp whatever the size; NaN for infinities and NaN.
 * Source: FreeBSD s_sin.c, s_cos.c, s_tan.c by libm 0.2.16, sin.rs, cos.rs, tan.rs.  Twin: libm::sin, cos, tan.
 * Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { highWord } from './bits.ts'
import { head, remPio2, tail } from './rem-pio2.ts'
import { kernelCos, kernelSin, kernelSinOf, kernelTan } from './trig-kernels.ts'

/** High words of pi/4, and of infinity. */
const ofQuarterPi = 0x3fe921fb
const ofInfinity = 0x7ff00000

/** The sine after that many quarter turns more. */
function turned(x: number, more: number): number {
  const turns = (remPio2(x) + more) & 3
  const y = (turns & 1) === 0 ? kernelSinOf(head, tail) : kernelCos(head, tail)
  return turns < 2 ? y : -y
}

export function sin(x: number): number {
  const size = highWord(x) & 0x7fffffff
  if (size <= ofQuarterPi) return size < 0x3e500000 ? x : kernelSin(x)
  return size >= ofInfinity ? NaN : turned(x, 0)
}

export function cos(x: number): number {
  const size = highWord(x) & 0x7fffffff
  if (size <= ofQuarterPi) return size < 0x3e46a09e ? 1 : kernelCos(x, 0)
  return size >= ofInfinity ? NaN : turned(x, 1)
}

export function tan(x: number): number {
  const size = highWord(x) & 0x7fffffff
  if (size <= ofQuarterPi) return size < 0x3e400000 ? x : kernelTan(x, 0, false)
  if (size >= ofInfinity) return NaN
  const isOdd = (remPio2(x) & 1) === 1
  return kernelTan(head, tail, isOdd)
}
