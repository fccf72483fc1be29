/**
 * e^x - 1, exact also for tiny x. In: any double. Out: within 1 ulp; -1 far below 0, Infinity above 709.78, NaN for NaN.
 * Source: FreeBSD s_expm1.c by libm 0.2.16, expm1.rs.  Twin: libm::expm1.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, highWord } from './bits.ts'

const overflowAbove = 7.09782712893383973096e2
const ln2Hi = 6.9314718036912381649e-1
const ln2Lo = 1.90821492927058770002e-10
const inverseLn2 = 1.442695040888963387
const Q1 = -3.33333333333331316428e-2
const Q2 = 1.58730158725481460165e-3
const Q3 = -7.93650757867487942473e-5
const Q4 = 4.00821782732936239552e-6
const Q5 = -2.01099218183624371326e-7
const twoTo1023 = 8.98846567431158e307

/** 2^k (x - e + 1) - 1 for the reduced x, by the form that loses least at this k. */
function rebuild(x: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (x - e) - 0.5
  if (k === 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e)
  const power = fromWords((0x3ff + k) << 20, 0)
  if (k < 0 || k > 56) {
    const y = x - e + 1
    return (k === 1024 ? y * 2 * twoTo1023 : y * power) - 1
  }
  const inverse = fromWords((0x3ff - k) << 20, 0)
  return k < 20 ? (x - e + (1 - inverse)) * power : (x - (e + inverse) + 1) * power
}

function reducedCase(x: number, c: number, k: number): number {
  const half = 0.5 * x
  const square = x * half
  const r1 = 1 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))))
  const t = 3 - r1 * half
  let e = square * ((r1 - t) / (6 - x * t))
  if (k === 0) return x - (x * e - square)
  e = x * (e - c) - c
  e -= square
  return rebuild(x, e, k)
}

export function expm1(x: number): number {
  const word = highWord(x)
  const size = word & 0x7fffffff
  if (size >= 0x4043687a) {
    if (x !== x) return x
    if (word < 0) return -1
    if (x > overflowAbove) return Infinity
  }
  if (size <= 0x3fd62e42) return size < 0x3c900000 ? x : reducedCase(x, 0, 0)
  let k: number
  if (size < 0x3ff0a2b2) k = word < 0 ? -1 : 1
  else k = (inverseLn2 * x + (word < 0 ? -0.5 : 0.5)) | 0
  const hi = x - k * ln2Hi
  const lo = k * ln2Lo
  const reduced = hi - lo
  return reducedCase(reduced, hi - reduced - lo, k)
}
