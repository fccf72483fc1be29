/**
 * log(1 + x), exact also for tiny x. In: any double. Out: within 1 ulp; -Infinity at -1, NaN below -1 and for NaN.
 * Method: as log, with a correction c/u for what 1 + x lost in rounding to u.
 * Source: FreeBSD s_log1p.c by libm 0.2.16, log1p.rs.  Twin: libm::log1p.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, highWord, lowWord } from './bits.ts'
import { ln2Hi, ln2Lo, logSeries } from './log.ts'

const finish = (f: number, k: number, c: number): number => {
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  return s * (halfSquare + logSeries(s)) + (k * ln2Lo + c) - halfSquare + f + k * ln2Hi
}

export function log1p(x: number): number {
  const hx = highWord(x) >>> 0
  if (hx < 0x3fda827a || hx >= 0x80000000) {
    if (hx >= 0xbff00000) return x === -1 ? -Infinity : NaN
    if ((hx & 0x7fffffff) < 0x3ca00000) return x
    if (hx <= 0xbfd2bec4) return finish(x, 0, 0)
  } else if (hx >= 0x7ff00000) return x
  const u = 1 + x
  const hu = highWord(u) + (0x3ff00000 - 0x3fe6a09e)
  const low = lowWord(u)
  const k = (hu >>> 20) - 0x3ff
  let c = 0
  if (k < 54) c = (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u
  return finish(fromWords((hu & 0x000fffff) + 0x3fe6a09e, low) - 1, k, c)
}
