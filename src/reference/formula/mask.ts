/**
 * Kernels of Kleene bytes: `and` is the smaller, `or` the greater, `not` 2 - x (Kleene 1952).  Twin: crates/hydra-core/src/formula/mask.rs
 */
import type { MaskKernel } from './chunk.ts'

/** Equal, unless one of them has no value. */
const equal = (x: number, y: number): number => (x === 1 || y === 1 ? 1 : x === y ? 2 : 0)

/** Instructions of masks by name. */
export const maskKernels: Readonly<Record<string, MaskKernel>> = {
  and: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      const less = x - y
      out[oi + i] = y + (less & (less >> 31))
    }
  },
  or: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      const less = x - y
      out[oi + i] = x - (less & (less >> 31))
    }
  },
  maskEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = equal(x, y)
    }
  },
  maskNotEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = 2 - equal(x, y)
    }
  },
  maskCoalesce: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = x === 1 ? y : x
    }
  },
  not: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = 2 - a[ai + i]!
  },
  maskIsMissing: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i] === 1 ? 2 : 0
  },
  maskCopy: (n, out, oi, a, ai) => out.set(a.subarray(ai, ai + n), oi),
}

/** `yes` where the mask is true, `no` where it is false, no value where it has none. */
export function maskSelect(
  n: number,
  out: Uint8Array,
  oi: number,
  mask: Uint8Array,
  mi: number,
  yes: Uint8Array,
  yi: number,
  no: Uint8Array,
  ni: number,
): void {
  for (let i = 0; i < n; i += 1) {
    const m = mask[mi + i]!
    out[oi + i] = m === 2 ? yes[yi + i]! : m === 0 ? no[ni + i]! : 1
  }
}

/** Whether all of `n` bytes are `byte`. */
export function isAll(n: number, mask: Uint8Array, mi: number, byte: number): boolean {
  for (let i = 0; i < n; i += 1) if (mask[mi + i] !== byte) return false
  return true
}

/** Whether every byte is one of the three. */
export const isKleene = (mask: Uint8Array): boolean => mask.every((byte) => byte <= 2)
