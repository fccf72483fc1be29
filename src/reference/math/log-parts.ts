/**
 * The start that log2 and log10 share: x = 2^power (1 + f), and log(1 + f) = high + low, high with a cleared low word.
 * In: x > 0, finite, not 1. Out: the three parts, in variables of this module: a record would be allocated for every call.
 * Source: FreeBSD e_log2.c, e_log10.c by libm 0.2.16, log2.rs, log10.rs.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, highWord, lowWord, withoutLowWord } from './bits.ts'
import { logSeries } from './log.ts'

const twoTo54 = 18014398509481984

export let power = 0
export let high = 0
export let low = 0

/** What needs no series: zeros, negative numbers, infinity, NaN and 1; undefined for others. */
export function simpleLog(x: number): number | undefined {
  if (x > 0 && x < Infinity) return x === 1 ? 0 : undefined
  if (x === 0) return -Infinity
  return x < 0 ? NaN : x
}

/** Sets the three parts. */
export function splitLog(x: number): void {
  const isSmall = highWord(x) < 0x00100000
  const scaled = isSmall ? x * twoTo54 : x
  const word = highWord(scaled) + (0x3ff00000 - 0x3fe6a09e)
  power = (isSmall ? -54 : 0) + (word >>> 20) - 0x3ff
  const f = fromWords((word & 0x000fffff) + 0x3fe6a09e, lowWord(scaled)) - 1
  const halfSquare = 0.5 * f * f
  const s = f / (2 + f)
  const rest = logSeries(s)
  high = withoutLowWord(f - halfSquare)
  low = f - high - halfSquare + s * (halfSquare + rest)
}
