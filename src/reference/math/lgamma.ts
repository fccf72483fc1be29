/**
 * The logarithm of |Gamma(x)|, and the sign of Gamma(x). In: any double.
 * Out: within a few ulp for x > 0 (about 1 and 2 too, where it is 0); below 0 near a zero only absolutely.
 * Infinity at 0, at whole numbers below and at either infinity, with sign 1 (at -0: -1); NaN for NaN.
 * Method: rational functions about 1, 1.46 and 2; up to 8 by recurrence, above by Stirling's series; below 0 by reflection.
 * Source: FreeBSD e_lgamma_r.c by libm 0.2.16, lgamma_r.rs.  Twin: libm::lgamma_r.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { highWord } from './bits.ts'
import { log } from './log.ts'
import { pi, sinPi } from './sin-pi.ts'

/** Coefficients, constant first; the steps of the source take every second or third of A and T. */
const aEven = [7.72156649015328655494e-2, 6.73523010531292681824e-2, 7.38555086081402883957e-3, 1.19270763183362067845e-3, 2.20862790713908385557e-4, 2.52144565451257326939e-5] // prettier-ignore
const aOdd = [3.22467033424113591611e-1, 2.05808084325167332806e-2, 2.89051383673415629091e-3, 5.10069792153511336608e-4, 1.08011567247583939954e-4, 4.48640949618915160150e-5] // prettier-ignore
const t0 = [4.83836122723810047042e-1, -3.27885410759859649565e-2, 6.10053870246291332635e-3, -1.40346469989232843813e-3, 3.15632070903625950361e-4] // prettier-ignore
const t1 = [-1.47587722994593911752e-1, 1.79706750811820387126e-2, -3.68452016781138256760e-3, 8.81081882437654011382e-4, -3.12754168375120860518e-4] // prettier-ignore
const t2 = [6.46249402391333854778e-2, -1.03142241298341437450e-2, 2.25964780900612472250e-3, -5.38595305356740546715e-4, 3.35529192635519073543e-4] // prettier-ignore
const u = [-7.72156649015328655494e-2, 6.32827064025093366517e-1, 1.45492250137234768737, 9.77717527963372745603e-1, 2.28963728064692451092e-1, 1.33810918536787660377e-2] // prettier-ignore
const v = [1, 2.45597793713041134822, 2.12848976379893395361, 7.69285150456672783825e-1, 1.04222645593369134254e-1, 3.21709242282423911810e-3] // prettier-ignore
const s = [-7.72156649015328655494e-2, 2.14982415960608852501e-1, 3.25778796408930981787e-1, 1.46350472652464452805e-1, 2.66422703033638609560e-2, 1.84028451407337715652e-3, 3.19475326584100867617e-5] // prettier-ignore
const r = [1, 1.39200533467621045958, 7.21935547567138069525e-1, 1.71933865632803078993e-1, 1.86459191715652901344e-2, 7.77942496381893596434e-4, 7.32668430744625636189e-6] // prettier-ignore
const w0 = 4.18938533204672725052e-1
const w = [8.33333333333329678849e-2, -2.77777777728775536470e-3, 7.93650558643019558500e-4, -5.95187557450339963135e-4, 8.36339918996282139126e-4, -1.63092934096575273989e-3] // prettier-ignore
/** Where Gamma is least, and its logarithm there in two parts. */
const leastAt = 1.46163214496836224576
const least = -1.21486290535849611461e-1
const leastLow = -3.63867699703950536541e-18

/** c0 + x (c1 + x (c2 + ...)) */
function polynomial(x: number, c: readonly number[]): number {
  let sum = c[c.length - 1]!
  for (let i = c.length - 2; i >= 0; i -= 1) sum = c[i]! + x * sum
  return sum
}

/** By the distance below 2 (or of 1 - x), about the least value, and by the distance above 1. */
function belowTwo(y: number): number {
  const z = y * y
  return y * polynomial(z, aEven) + z * polynomial(z, aOdd) - 0.5 * y
}

function aboutLeast(y: number): number {
  const z = y * y
  const cube = z * y
  const rest = leastLow - cube * (polynomial(cube, t1) + y * polynomial(cube, t2))
  return least + (z * polynomial(cube, t0) - rest)
}

const aboveOne = (y: number): number => -0.5 * y + (y * polynomial(y, u)) / polynomial(y, v)

/** 2^-70 <= x < 2; up to 0.9 by log Gamma(x + 1) - log x. */
function upToTwo(x: number, word: number): number {
  if (word <= 0x3feccccc) {
    const lower = -log(x)
    if (word >= 0x3fe76944) return lower + belowTwo(1 - x)
    return lower + (word >= 0x3fcda661 ? aboutLeast(x - (leastAt - 1)) : aboveOne(x))
  }
  if (word >= 0x3ffbb4c3) return belowTwo(2 - x)
  return word >= 0x3ff3b4c4 ? aboutLeast(x - leastAt) : aboveOne(x - 1)
}

/** 2 <= x < 8: about 2, plus the logarithm of the factors between. */
function upToEight(x: number): number {
  const whole = Math.trunc(x)
  const y = x - whole
  const sum = 0.5 * y + (y * polynomial(y, s)) / polynomial(y, r)
  if (whole < 3) return sum
  let factors = 1
  for (let i = whole - 1; i >= 2; i -= 1) factors *= y + i
  return sum + log(factors)
}

/** log Gamma(x) for 2^-70 <= x, finite. */
function ofPositive(x: number): number {
  if (x === 1 || x === 2) return 0
  const word = highWord(x)
  if (word < 0x40000000) return upToTwo(x, word)
  if (word < 0x40200000) return upToEight(x)
  if (word >= 0x43900000) return x * (log(x) - 1)
  const t = log(x)
  const z = 1 / x
  return (x - 0.5) * (t - 1) + (w0 + z * polynomial(z * z, w))
}

/** Below this, 2^-70, Gamma(x) is 1/x. */
const tinyWord = (0x3ff - 70) << 20

export function lgamma(x: number): number {
  const size = highWord(x) & 0x7fffffff
  if (size >= 0x7ff00000) return x * x
  if (size < tinyWord) return -log(Math.abs(x))
  if (x > 0) return ofPositive(x)
  const t = Math.abs(sinPi(-x))
  return t === 0 ? Infinity : log(pi / (t * -x)) - ofPositive(-x)
}

/** The sign of Gamma(x): -1 or 1. A second function, for a pair would be allocated. */
export function lgammaSign(x: number): number {
  const word = highWord(x)
  const size = word & 0x7fffffff
  if (word >= 0 || size >= 0x7ff00000) return 1
  return size < tinyWord || sinPi(-x) > 0 ? -1 : 1
}
