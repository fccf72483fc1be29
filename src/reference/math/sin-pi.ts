/**
 * sin(pi x) for x > 2^-100, exact where x is whole or a half; the sign of a zero is open.
 * Source: libm 0.2.16, lgamma_r.rs and tgamma.rs (FreeBSD, musl), which share these steps.  Ported by operations: same steps, same order.
 */
import { kernelCos, kernelSin } from './trig-kernels.ts'

export const pi = 3.141592653589793116

export function sinPi(x: number): number {
  const rest = 2 * (x * 0.5 - Math.floor(x * 0.5))
  const turns = Math.trunc((Math.trunc(rest * 4) + 1) / 2)
  const y = (rest - turns * 0.5) * pi
  if (turns === 1) return kernelCos(y, 0)
  if (turns === 2) return kernelSin(-y)
  return turns === 3 ? -kernelCos(y, 0) : kernelSin(y)
}
