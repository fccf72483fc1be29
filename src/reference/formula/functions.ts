/**
 * Kernels of the functions that the shared mathematics has and nothing here does faster. One loop an instruction, so that each is compiled
 * for itself.  Twin: `of_circle`, `of_one` and `of_two` in crates/hydra-core/src/formula/number.rs
 */
import {
  acos, asin, asinh, atan, atanh, cbrt, cos, cosh, exp, expm1, log10, log1p, log2, sin, sinh, tan, tanh,
} from '../math/index.ts' // prettier-ignore
import type { NumberKernel } from './chunk.ts'
import { acosh, atan2, hypot } from './scalar.ts'

/** Instructions of numbers by name. */
export const functionKernels: Readonly<Record<string, NumberKernel>> = {
  exp: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = exp(a[ai + i]!)
  },
  log1p: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = log1p(a[ai + i]!)
  },
  expm1: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = expm1(a[ai + i]!)
  },
  log2: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = log2(a[ai + i]!)
  },
  log10: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = log10(a[ai + i]!)
  },
  cbrt: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = cbrt(a[ai + i]!)
  },
  sin: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = sin(a[ai + i]!)
  },
  cos: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = cos(a[ai + i]!)
  },
  tan: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = tan(a[ai + i]!)
  },
  asin: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = asin(a[ai + i]!)
  },
  acos: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = acos(a[ai + i]!)
  },
  atan: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = atan(a[ai + i]!)
  },
  sinh: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = sinh(a[ai + i]!)
  },
  cosh: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = cosh(a[ai + i]!)
  },
  tanh: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = tanh(a[ai + i]!)
  },
  asinh: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = asinh(a[ai + i]!)
  },
  acosh: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = acosh(a[ai + i]!)
  },
  atanh: (n, out, oi, a, ai) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = atanh(a[ai + i]!)
  },
  hypot: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = hypot(a[ai + i]!, b[bi + i]!)
  },
  atan2: (n, out, oi, a, ai, b, bi) => {
    for (let i = 0; i < n; i += 1) out[oi + i] = atan2(a[ai + i]!, b[bi + i]!)
  },
}
