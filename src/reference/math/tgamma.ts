/**
 * The Gamma function. In: any double. Out: within about 10 ulp, exact for whole numbers up to 23; Infinity from 171.62 on, 0 below -184;
 * NaN at whole numbers below 0, at -Infinity and for NaN; infinite at 0 with the sign of the zero.
 * Method: Lanczos' formula with the error of x + g - 1/2 put right; below 0 by reflection.
 * Source: Lanczos 1964, Pugh 2004, by libm 0.2.16, tgamma.rs (musl).  Twin: libm::tgamma.  Ported by operations: same steps, same order.
 */
import { highWord } from './bits.ts'
import { exp } from './exp.ts'
import { pow } from './pow.ts'
import { pi, sinPi } from './sin-pi.ts'

/** g - 1/2 */
const shift = 5.52468004077672958374
const above = [
  23531376880.41075968857200767445163675473484680494, 42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843, 17921034426.03720969991975575445893111267140326539,
  6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786772,
  248874557.86205415651146038641322942321632125127801, 31426415.58540019438061423162831820536287468498764,
  2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
]
const below = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1]

/** Lanczos' sum as a quotient of polynomials, from whichever end does not overflow. */
function lanczos(x: number): number {
  let num = 0
  let den = 0
  if (x < 8) {
    for (let i = 12; i >= 0; i -= 1) {
      num = num * x + above[i]!
      den = den * x + below[i]!
    }
  } else {
    for (let i = 0; i <= 12; i += 1) {
      num = num / x + above[i]!
      den = den / x + below[i]!
    }
  }
  return num / den
}

/** (n - 1)!, every product exact up to 22!. */
function factorialBelow(n: number): number {
  let product = 1
  for (let i = 2; i < n; i += 1) product *= i
  return product
}

/** |x| < 184, not whole or above 23. */
function general(x: number): number {
  const size = Math.abs(x)
  const y = size + shift
  let error = size > shift ? y - size - shift : y - shift - size
  let z = size - 0.5
  let r = lanczos(size) * exp(-y)
  if (x < 0) {
    r = -pi / (sinPi(size) * size * r)
    error = -error
    z = -z
  }
  r += (error * (shift + 0.5) * r) / y
  const root = pow(y, 0.5 * z)
  return r * root * root
}

export function tgamma(x: number): number {
  const size = highWord(x) & 0x7fffffff
  if (size >= 0x7ff00000) return x + Infinity
  if (size < (0x3ff - 54) << 20) return 1 / x
  if (x === Math.floor(x)) {
    if (x < 0) return NaN
    if (x <= 23) return factorialBelow(x)
  }
  if (size < 0x40670000) return general(x)
  if (x > 0) return Infinity
  return Math.floor(x) * 0.5 === Math.floor(x * 0.5) ? 0 : -0
}
