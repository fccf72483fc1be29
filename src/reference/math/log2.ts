/**
 * The logarithm to base 2. In: any double. Out: within 1 ulp, exact for powers of two; -Infinity for 0, NaN below 0 and for NaN.
 * Source: FreeBSD e_log2.c by libm 0.2.16, log2.rs.  Twin: libm::log2.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { high, low, power, simpleLog, splitLog } from './log-parts.ts'

/** 1 / ln 2, in two parts */
const inverseHigh = 1.44269504072144627571
const inverseLow = 1.67517131648865118353e-10

export function log2(x: number): number {
  const simple = simpleLog(x)
  if (simple !== undefined) return simple
  splitLog(x)
  const whole = high * inverseHigh
  const sum = power + whole
  const rest = (low + high) * inverseLow + low * inverseHigh
  return rest + (power - sum + whole) + sum
}
