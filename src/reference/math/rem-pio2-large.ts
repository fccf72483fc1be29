/**
 * The remainder by pi/2 of a large number: its product with the digits of 2/pi, only as many as matter, modulo 8.
 * In: the number as whole pieces of 24 bits, highest first, the index of the last piece, and the exponent of the first.
 * Out: the number of quarter turns modulo 8; the remainder in `largeHead` and `largeTail`. Cost: the same for every size.
 * Source: FreeBSD k_rem_pio2.c by libm 0.2.16, rem_pio2_large.rs, for doubles only.  Ported by operations: same steps, same order.
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunSoft, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { scalbn } from './scalbn.ts'

/** 2/pi in pieces of 24 bits after the point; 59 are the most that a double can ask for. */
// prettier-ignore
const digits = [
  0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163,
  0xabdebb, 0xc561b7, 0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129,
  0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c, 0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c,
  0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11, 0x8b5a0a, 0x6d1f6d, 0x367ecf,
  0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7, 0x8a5292,
  0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20, 0x9af436, 0x1da9e3,
  0x91615e, 0xe61b08, 0x659985, 0x5f14a0, 0x68408d, 0xffd880, 0x4d7327, 0x310606, 0x1556ca,
  0x73a8c9, 0x60e27b, 0xc08c6b,
]
/** pi/2 in pieces of 24 bits. */
const halfPi = [
  1.57079625129699707031, 7.54978941586159635335e-8, 5.39030252995776476554e-15, 3.28200341580791294123e-22,
  1.27065575308067607349e-29,
]
const twoTo24 = 16777216
const twoToMinus24 = 5.9604644775390625e-8
/** One less than the number of digits to begin with. */
const firstLast = 4

export let largeHead = 0
export let largeTail = 0

/** The digits in use, the product by pieces as doubles and as whole numbers, and the product with pi/2. */
const f = new Float64Array(20)
const q = new Float64Array(20)
const iq = new Int32Array(20)
const product = new Float64Array(20)
/** Index of the last piece of q, its exponent, the quarter turns, and whether (1) and how (2: by z alone) the fraction is above 1/2. */
let last = 0
let exponent = 0
let turns = 0
let above = 0

function multiply(x: Float64Array, lastOfX: number, from: number, to: number): void {
  for (let i = from; i <= to; i += 1) {
    let sum = 0
    for (let j = 0; j <= lastOfX; j += 1) sum += x[j]! * f[lastOfX + i - j]!
    q[i] = sum
  }
}

/** Pieces of 24 bits, lowest first, out of q; returns what is left above them. */
function distil(): number {
  let z = q[last]!
  for (let j = last, i = 0; j > 0; j -= 1, i += 1) {
    const carry = Math.trunc(twoToMinus24 * z)
    iq[i] = z - twoTo24 * carry
    z = q[j - 1]! + carry
  }
  return z
}

/** Takes the whole quarter turns off; returns the fraction left. */
function takeTurns(scaled: number): number {
  let z = scalbn(scaled, exponent)
  z -= 8 * Math.floor(z * 0.125)
  turns = Math.trunc(z)
  z -= turns
  above = 0
  if (exponent > 0) {
    const top = iq[last - 1]! >> (24 - exponent)
    turns += top
    iq[last - 1]! -= top << (24 - exponent)
    above = iq[last - 1]! >> (23 - exponent)
  } else if (exponent === 0) above = iq[last - 1]! >> 23
  else if (z >= 0.5) above = 2
  return z
}

/** One less the fraction, one turn more. */
function complement(z: number): number {
  turns += 1
  let carry = 0
  for (let i = 0; i < last; i += 1) {
    const piece = iq[i]!
    if (carry !== 0) iq[i] = 0xffffff - piece
    else if (piece !== 0) {
      carry = 1
      iq[i] = 0x1000000 - piece
    }
  }
  if (exponent > 0) iq[last - 1]! &= exponent === 1 ? 0x7fffff : 0x3fffff
  if (above !== 2) return z
  return carry === 0 ? 1 - z : 1 - z - scalbn(1, exponent)
}

/** How many more digits are needed: none unless all that was computed has cancelled. */
function missingDigits(z: number): number {
  if (z !== 0) return 0
  for (let i = last - 1; i >= firstLast; i -= 1) if (iq[i] !== 0) return 0
  let count = 1
  while (iq[firstLast - count] === 0) count += 1
  return count
}

/** Drops zero pieces, or makes pieces of what is left of z. */
function trim(z: number): void {
  if (z === 0) {
    do {
      last -= 1
      exponent -= 24
    } while (iq[last] === 0)
    return
  }
  const whole = scalbn(z, -exponent)
  if (whole < twoTo24) {
    iq[last] = whole
    return
  }
  const carry = Math.trunc(twoToMinus24 * whole)
  iq[last] = whole - twoTo24 * carry
  last += 1
  exponent += 24
  iq[last] = carry
}

/** The fraction times pi/2, highest first, and its sum in two doubles. */
function timesHalfPi(): void {
  let scale = scalbn(1, exponent)
  for (let i = last; i >= 0; i -= 1) {
    q[i] = scale * iq[i]!
    scale *= twoToMinus24
  }
  for (let i = last; i >= 0; i -= 1) {
    let sum = 0
    for (let k = 0; k <= firstLast && k <= last - i; k += 1) sum += halfPi[k]! * q[i + k]!
    product[last - i] = sum
  }
  let sum = 0
  for (let i = last; i >= 0; i -= 1) sum += product[i]!
  let rest = product[0]! - sum
  for (let i = 1; i <= last; i += 1) rest += product[i]!
  largeHead = above === 0 ? sum : -sum
  largeTail = above === 0 ? rest : -rest
}

export function remPio2Large(x: Float64Array, lastOfX: number, e0: number): number {
  const skipped = e0 < 27 ? 0 : Math.trunc((e0 - 3) / 24)
  exponent = e0 - 24 * (skipped + 1)
  for (let i = 0; i <= lastOfX + firstLast; i += 1) f[i] = digits[skipped - lastOfX + i] ?? 0
  multiply(x, lastOfX, 0, firstLast)
  last = firstLast
  let z = 0
  for (;;) {
    z = takeTurns(distil())
    if (above > 0) z = complement(z)
    const more = missingDigits(z)
    if (more === 0) break
    for (let i = last + 1; i <= last + more; i += 1) f[lastOfX + i] = digits[skipped + i]!
    multiply(x, lastOfX, last + 1, last + more)
    last += more
  }
  trim(z)
  timesHalfPi()
  return turns & 7
}
