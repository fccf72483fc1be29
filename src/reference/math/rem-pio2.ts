/**
 * The remainder of x by pi/2, in two doubles, and how many quarter turns were taken off.
 * In: |x| > pi/4, finite. Out: the number, of which the last two bits count; the remainder in `head` and `tail`,
 * variables of this module: a pair would be allocated for every call.
 * Method: pi/2 in parts of 33 bits, one to three of them as much as cancels; from 2^20 pi/2 on by rem-pio2-large.ts.
 * Source: FreeBSD e_rem_pio2.c (optimised by Bruce D. Evans) by libm 0.2.16, rem_pio2.rs.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { fromWords, highWord, lowWord } from './bits.ts'
import { largeHead, largeTail, remPio2Large } from './rem-pio2-large.ts'

/** 1.5 * 2^52: added and taken off again, it rounds to a whole number */
const toWhole = 6755399441055744
const inverse = 6.36619772367581382433e-1
/** pi/2 in parts, each with what it lacks */
const part1 = 1.57079632673412561417
const rest1 = 6.07710050650619224932e-11
const part2 = 6.0771005063039659766e-11
const rest2 = 2.02226624879595063154e-21
const part3 = 2.0222662487111664558e-21
const rest3 = 8.47842766036889956997e-32
const twoTo24 = 16777216

export let head = 0
export let tail = 0

const exponentOf = (x: number): number => (highWord(x) >>> 20) & 0x7ff

/** One part does: up to 9 pi/4, away from the multiples of pi/2. */
function near(x: number, turns: number): number {
  const z = x - turns * part1
  const w = turns * rest1
  head = z - w
  tail = z - head - w
  return turns
}

/** Up to 2^20 pi/2: a second part where more than 16 bits cancel, a third where more than 49. */
function medium(x: number, size: number): number {
  const turns = x * inverse + toWhole - toWhole
  const exponent = size >> 20
  let r = x - turns * part1
  let w = turns * rest1
  head = r - w
  if (exponent - exponentOf(head) > 16) {
    let t = r
    w = turns * part2
    r = t - w
    w = turns * rest2 - (t - r - w)
    head = r - w
    if (exponent - exponentOf(head) > 49) {
      t = r
      w = turns * part3
      r = t - w
      w = turns * rest3 - (t - r - w)
      head = r - w
    }
  }
  tail = r - head - w
  return turns
}

const pieces = new Float64Array(3)

/** |x| in three pieces of 24 bits for the reduction with the digits of 2/pi. */
function large(x: number, size: number): number {
  let z = fromWords((size & 0x000fffff) | ((0x3ff + 23) << 20), lowWord(x))
  for (let i = 0; i < 2; i += 1) {
    pieces[i] = Math.trunc(z)
    z = (z - pieces[i]!) * twoTo24
  }
  pieces[2] = z
  let last = 2
  while (last > 0 && pieces[last] === 0) last -= 1
  const turns = remPio2Large(pieces, last, (size >> 20) - (0x3ff + 23))
  const sign = x < 0 ? -1 : 1
  head = sign * largeHead
  tail = sign * largeTail
  return sign * turns
}

export function remPio2(x: number): number {
  const word = highWord(x)
  const size = word & 0x7fffffff
  if (size <= 0x401c463b) {
    if ((size & 0xfffff) === 0x921fb || size === 0x4012d97c) return medium(x, size)
    const turns = size <= 0x400f6a7a ? (size <= 0x4002d97c ? 1 : 2) : size <= 0x4015fdbc ? 3 : 4
    return near(x, word < 0 ? -turns : turns)
  }
  return size < 0x413921fb ? medium(x, size) : large(x, size)
}
