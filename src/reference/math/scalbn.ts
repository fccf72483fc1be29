/**
 * x * 2^n without double rounding. In: x any double, n a whole number in -2200..2200. Out: as C's scalbn.
 * Prescaling keeps each step exact; only the last product may round.
 * Source: libm 0.2.16, generic/scalbn.rs (musl).  Twin: libm::scalbn.  Ported by operations: same steps, same order.
 */
import { fromWords } from './bits.ts'

const twoTo1023 = 8.98846567431158e307
/** 2^-1022 * 2^53 */
const shrink = 2.004168360008973e-292
const shrinkBy = 969

export function scalbn(x: number, n: number): number {
  let value = x
  let k = n
  if (k > 1023) {
    value *= twoTo1023
    k -= 1023
    if (k > 1023) {
      value *= twoTo1023
      k -= 1023
      if (k > 1023) k = 1023
    }
  } else if (k < -1022) {
    value *= shrink
    k += shrinkBy
    if (k < -1022) {
      value *= shrink
      k += shrinkBy
      if (k < -1022) k = -1022
    }
  }
  return value * fromWords((1023 + k) << 20, 0)
}
