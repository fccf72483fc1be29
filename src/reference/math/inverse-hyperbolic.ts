/**
 * The inverses of the hyperbolic functions. In: any double. Out: within 2 ulp; acosh is NaN below 1, atanh NaN beyond 1 and infinite at 1.
 * Source: libm 0.2.16, asinh.rs, acosh.rs, atanh.rs (musl).  Twin: libm::asinh, acosh, atanh.  Ported by operations: same steps, same order.
 */
import { highWord } from './bits.ts'
import { log } from './log.ts'
import { log1p } from './log1p.ts'

const ln2 = 0.6931471805599453

const exponentOf = (x: number): number => ((highWord(x) >>> 20) & 0x7ff) - 0x3ff

function asinhOfSize(x: number): number {
  const e = exponentOf(x)
  if (e >= 26) return log(x) + ln2
  if (e >= 1) return log(2 * x + 1 / (Math.sqrt(x * x + 1) + x))
  return e >= -26 ? log1p(x + (x * x) / (Math.sqrt(x * x + 1) + 1)) : x
}

export function asinh(x: number): number {
  const y = asinhOfSize(Math.abs(x))
  return highWord(x) < 0 ? -y : y
}

export function acosh(x: number): number {
  const e = exponentOf(x)
  if (e < 1) {
    const over = x - 1
    return log1p(over + Math.sqrt(over * over + 2 * over))
  }
  return e < 26 ? log(2 * x - 1 / (x + Math.sqrt(x * x - 1))) : log(x) + ln2
}

function atanhOfSize(y: number): number {
  const e = exponentOf(y)
  if (e >= -1) return 0.5 * log1p(2 * (y / (1 - y)))
  return e < -32 ? y : 0.5 * log1p(2 * y + (2 * y * y) / (1 - y))
}

export function atanh(x: number): number {
  const y = atanhOfSize(Math.abs(x))
  return highWord(x) < 0 ? -y : y
}
