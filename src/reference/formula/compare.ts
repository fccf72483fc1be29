/**
 * Comparisons: chunks of numbers in, Kleene bytes out: 0 false, 2 true, 1 where a side has no value.
 * Sums of comparisons, without a branch: a branch that cannot be foreseen costs twice as much.
 * Twin: crates/hydra-core/src/formula/compare.rs
 */
import type { CompareKernel } from './chunk.ts'

/** Instructions of numbers that give a mask, by name. */
export const compareKernels: Readonly<Record<string, CompareKernel>> = {
  less: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = Number(x < y) + Number(!(x >= y))
    }
  },
  lessEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = Number(x <= y) + Number(!(x > y))
    }
  },
  greater: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = Number(x > y) + Number(!(x <= y))
    }
  },
  greaterEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = Number(x >= y) + Number(!(x < y))
    }
  },
  equal: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = 1 + Number(x === y) - Number(x < y) - Number(x > y)
    }
  },
  notEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = 1 - Number(x === y) + Number(x < y) + Number(x > y)
    }
  },
  isMissing: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i] === a[ai + i] ? 0 : 2
  },
}
