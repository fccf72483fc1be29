/**
 * Comparisons: chunks of numbers in, Kleene bytes out: 0 false, 2 true, 1 where a side has no value.
 * Twin: crates/hydra-core/src/formula/compare.rs
 */
import type { CompareKernel } from './chunk.ts'

/** Instructions of numbers that give a mask, by name. */
export const compareKernels: Readonly<Record<string, CompareKernel>> = {
  less: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = x < y ? 2 : x >= y ? 0 : 1
    }
  },
  lessEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = x <= y ? 2 : x > y ? 0 : 1
    }
  },
  greater: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = x > y ? 2 : x <= y ? 0 : 1
    }
  },
  greaterEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = x >= y ? 2 : x < y ? 0 : 1
    }
  },
  equal: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = x === y ? 2 : x === x && y === y ? 0 : 1
    }
  },
  notEqual: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) {
      const x = a[ai + i]!
      const y = b[bi + i]!
      out[oi + i] = x === y ? 0 : x === x && y === y ? 2 : 1
    }
  },
  isMissing: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = a[ai + i] === a[ai + i] ? 0 : 2
  },
}
