/**
 * The natural logarithm. In: any double. Out: within 1 ulp; -Infinity for 0, NaN below 0 and for NaN.
 * Method: x = 2^k (1 + f), sqrt(1/2) < 1 + f < sqrt 2; log(1 + f) by a polynomial in s = f/(2 + f); plus k ln2.
 * Source: FreeBSD e_log.c by libm 0.2.16, log.rs.  Twin: libm::log.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { highWord } from './bits.ts'

export const ln2Hi = 6.9314718036912381649e-1
export const ln2Lo = 1.90821492927058770002e-10
const LG1 = 6.66666666666673513e-1
const LG2 = 3.999999999940941908e-1
const LG3 = 2.857142874366239149e-1
const LG4 = 2.222219843214978396e-1
const LG5 = 1.818357216161805012e-1
const LG6 = 1.531383769920937332e-1
const LG7 = 1.479819860511658591e-1
const twoTo54 = 18014398509481984
const smallestNormal = 2.2250738585072014e-308

/** The part of log(1 + f) that log and log1p share: R(f/(2 + f)). */
export function logSeries(s: number): number {
  const z = s * s
  const w = z * z
  const t1 = w * (LG2 + w * (LG4 + w * LG6))
  const t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)))
  return t2 + t1
}

/** 2^-k at k + 1022, k from -1022 to 1024: x 2^-k is exact, and spares the way through memory that putting words together takes. */
const scales = new Float64Array(2047)
for (let i = 0, scale = 4.49423283715578976932e307; i < 2047; i += 1, scale *= 0.5) scales[i] = scale

export function log(x: number): number {
  let scaled = x
  let k = 0
  if (!(x >= smallestNormal)) {
    if (x === 0) return -Infinity
    if (!(x > 0)) return NaN
    k = -54
    scaled = x * twoTo54
  } else if (x === Infinity) return x
  else if (x === 1) return 0
  const shifted = highWord(scaled) + (0x3ff00000 - 0x3fe6a09e)
  const power = (shifted >>> 20) - 0x3ff
  k += power
  const f = scaled * scales[power + 1022]! - 1
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  return s * (halfSquare + logSeries(s)) + k * ln2Lo - halfSquare + f + k * ln2Hi
}
