/**
 * Sine, cosine and tangent of x + y between -pi/4 and pi/4, y being the tail of x; the callers reduce and choose.
 * Source: FreeBSD k_sin.c, k_cos.c, k_tan.c by libm 0.2.16, k_sin.rs, k_cos.rs, k_tan.rs.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { highWord, withoutLowWord } from './bits.ts'

const S1 = -1.66666666666666324348e-1
const S2 = 8.33333333332248946124e-3
const S3 = -1.98412698298579493134e-4
const S4 = 2.75573137070700676789e-6
const S5 = -2.50507602534068634195e-8
const S6 = 1.58969099521155010221e-10
const C1 = 4.16666666666666019037e-2
const C2 = -1.38888888888741095749e-3
const C3 = 2.48015872894767294178e-5
const C4 = -2.75573143513906633035e-7
const C5 = 2.0875723212981748279e-9
const C6 = -1.13596475577881948265e-11
const T0 = 3.33333333333334091986e-1
const T1 = 1.33333333333201242699e-1
const T2 = 5.39682539762260521377e-2
const T3 = 2.18694882948595424599e-2
const T4 = 8.86323982359930005737e-3
const T5 = 3.59207910759131235356e-3
const T6 = 1.45620945432529025516e-3
const T7 = 5.88041240820264096874e-4
const T8 = 2.46463134818469906812e-4
const T9 = 7.817944429395570923e-5
const T10 = 7.14072491382608190305e-5
const T11 = -1.85586374855275456654e-5
const T12 = 2.59073051863633712884e-5
const quarterPi = 7.85398163397448278999e-1
const quarterPiLow = 3.06161699786838301793e-17

const sinSeries = (z: number): number => S2 + z * (S3 + z * S4) + z * (z * z) * (S5 + z * S6)

/** The sine of x alone. */
export function kernelSin(x: number): number {
  const z = x * x
  return x + z * x * (S1 + z * sinSeries(z))
}

/** The sine of x + y. */
export function kernelSinOf(x: number, y: number): number {
  const z = x * x
  const v = z * x
  return x - (z * (0.5 * y - v * sinSeries(z)) - y - v * S1)
}

/** The cosine of x + y. */
export function kernelCos(x: number, y: number): number {
  const z = x * x
  const zz = z * z
  const r = z * (C1 + z * (C2 + z * C3)) + zz * zz * (C4 + z * (C5 + z * C6))
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + (z * r - x * y))
}

/** tan(x + y) - x by the series. */
function tanRest(x: number, y: number): number {
  const z = x * x
  const w = z * z
  const odd = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))))
  const even = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))))
  const s = z * x
  return y + z * (s * (odd + even) + y) + s * T0
}

/** From 0.6744 on by the distance to pi/4; the sign is dealt with last. */
function tanBig(x: number, y: number, isOdd: boolean): number {
  const isNegative = highWord(x) < 0
  const near = isNegative ? quarterPi + x + (quarterPiLow + y) : quarterPi - x + (quarterPiLow - y)
  const r = tanRest(near, 0)
  const w = near + r
  const s = isOdd ? -1 : 1
  const v = s - 2 * (near + (r - (w * w) / (w + s)))
  return isNegative ? -v : v
}

/** The tangent of x + y, or -1 / tangent where the number of quarter turns taken off was odd. */
export function kernelTan(x: number, y: number, isOdd: boolean): number {
  if ((highWord(x) & 0x7fffffff) >= 0x3fe59428) return tanBig(x, y, isOdd)
  const r = tanRest(x, y)
  const w = x + r
  if (!isOdd) return w
  const w0 = withoutLowWord(w)
  const v = r - (w0 - x)
  const a = -1 / w
  const a0 = withoutLowWord(a)
  return a0 + a * (1 + a0 * w0 + a0 * v)
}
