/**
 * Kernels of numbers: chunks in, a chunk of numbers out. One loop an instruction, so that each is compiled for itself.
 * A constant comes as a chunk that holds it in every row.  Twin: crates/hydra-core/src/formula/number.rs
 */
import type { NumberKernel } from './chunk.ts'
import { functionKernels } from './functions.ts'
import { ln } from './logarithm.ts'
import { max, min, power, round, sign } from './scalar.ts'

/** Instructions of numbers by name. */
export const numberKernels: Readonly<Record<string, NumberKernel>> = {
  add: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i]! + b[bi + i]!
  },
  subtract: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i]! - b[bi + i]!
  },
  multiply: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i]! * b[bi + i]!
  },
  divide: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i]! / b[bi + i]!
  },
  remainder: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i]! % b[bi + i]!
  },
  min: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = min(a[ai + i]!, b[bi + i]!)
  },
  max: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = max(a[ai + i]!, b[bi + i]!)
  },
  power: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = power(a[ai + i]!, b[bi + i]!)
  },
  coalesce: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      out[oi + i] = x === x ? x : b[bi + i]!
    }
  },
  round: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = round(a[ai + i]!, b[bi + i]!)
  },
  copy: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i]!
  },
  negate: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = -a[ai + i]!
  },
  abs: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = Math.abs(a[ai + i]!)
  },
  sign: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = sign(a[ai + i]!)
  },
  floor: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = Math.floor(a[ai + i]!)
  },
  ceil: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = Math.ceil(a[ai + i]!)
  },
  trunc: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = Math.trunc(a[ai + i]!)
  },
  sqrt: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = Math.sqrt(a[ai + i]!)
  },
  ln,
  ...functionKernels,
}

/** The power of a constant that needs no logarithm: pow gives the same bits, later. */
export const square: NumberKernel = (n, out, oi, a, ai) => {
  for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i]! * a[ai + i]!
}

/** `yes` where the mask is true, `no` where it is false, no value where it has none. */
export function select(
  n: number,
  out: Float64Array,
  oi: number,
  mask: Uint8Array,
  mi: number,
  yes: Float64Array,
  yi: number,
  no: Float64Array,
  ni: number,
): void {
  for (let i = 0; i < n; i += 1) {
    const m = mask[mi + i]!
    out[oi + i] = m === 2 ? yes[yi + i]! : m === 0 ? no[ni + i]! : NaN
  }
}
