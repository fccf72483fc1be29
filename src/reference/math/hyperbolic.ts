/**
 * Hyperbolic sine, cosine and tangent. In: any double. Out: within 2 ulp; sinh and cosh overflow beyond 710.47; NaN for NaN.
 * Source: libm 0.2.16, sinh.rs, cosh.rs, tanh.rs, expo2.rs (musl).  Twin: libm::sinh, cosh, tanh.
 * Ported by operations: same steps, same order.
 */
import { fromWords, highWord } from './bits.ts'
import { exp } from './exp.ts'
import { expm1 } from './expm1.ts'

/** High words of log(2), log(3)/2, log(5/3)/2 and of the logarithm of the largest double */
const ofLog2 = 0x3fe62e42
const ofHalfLog3 = 0x3fe193ea
const ofHalfLog53 = 0x3fd058ae
const ofLogLargest = 0x40862e42
/** 2043 ln 2, and 2^1021 */
const shift = 1416.0996898839683
const scale = fromWords((0x3ff + 1021) << 20, 0)
/** 2^-26 */
const tinyWord = 0x3ff00000 - (26 << 20)

/** e^x / 2 where e^x alone would overflow. */
const halfExp = (x: number): number => exp(x - shift) * scale * scale

export function sinh(x: number): number {
  const half = highWord(x) < 0 ? -0.5 : 0.5
  const size = Math.abs(x)
  const word = highWord(size) & 0x7fffffff
  if (word >= ofLogLargest) return 2 * half * halfExp(size)
  if (word < tinyWord) return x
  const t = expm1(size)
  return word < 0x3ff00000 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1))
}

export function cosh(x: number): number {
  const size = Math.abs(x)
  const word = highWord(size) & 0x7fffffff
  if (word < ofLog2) {
    if (word < tinyWord) return 1
    const t = expm1(size)
    return 1 + (t * t) / (2 * (1 + t))
  }
  if (word >= ofLogLargest) return halfExp(size)
  const t = exp(size)
  return 0.5 * (t + 1 / t)
}

function tanhOfSize(x: number): number {
  const word = highWord(x) & 0x7fffffff
  if (word > 0x40340000) return 1 - 0 / x
  if (word > ofHalfLog3) return 1 - 2 / (expm1(2 * x) + 2)
  if (word > ofHalfLog53) {
    const t = expm1(2 * x)
    return t / (t + 2)
  }
  if (word < 0x00100000) return x
  const t = expm1(-2 * x)
  return -t / (t + 2)
}

export function tanh(x: number): number {
  const y = tanhOfSize(Math.abs(x))
  return highWord(x) < 0 ? -y : y
}
