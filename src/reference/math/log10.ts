/**
 * The logarithm to base 10. In: any double. Out: within 1 ulp; -Infinity for 0, NaN below 0 and for NaN.
 * Source: FreeBSD e_log10.c by libm 0.2.16, log10.rs.  Twin: libm::log10.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { high, low, power, simpleLog, splitLog } from './log-parts.ts'

/** 1 / ln 10 and log10 2, each in two parts */
const inverseHigh = 4.34294481878168880939e-1
const inverseLow = 2.50829467116452752298e-11
const log10Of2High = 3.01029995663611771306e-1
const log10Of2Low = 3.69423907715893078616e-13

export function log10(x: number): number {
  const simple = simpleLog(x)
  if (simple !== undefined) return simple
  splitLog(x)
  const whole = high * inverseHigh
  const shift = power * log10Of2High
  const rest = power * log10Of2Low + (low + high) * inverseLow + low * inverseHigh
  const sum = shift + whole
  return rest + (shift - sum + whole) + sum
}
