/**
 * Fisher's interval of a correlation: atanh r is nearly normal.
 * In: r, the standard error of atanh r times the normal quantile. Out: tanh(atanh r -+ reach); [r, r] at |r| = 1.
 * Errors: Pearson 1/sqrt(n - 3); Spearman sqrt((1 + r^2/2)/(n - 3)); Kendall sqrt(0.437/(n - 4)); unknown below 4, 4 and 5 points.
 * atanh and tanh by log1p and expm1 of the size, the sign put back: so the interval of -r is that of r turned round.
 * Source: Fisher 1921; Fieller, Hartley and Pearson 1957; Bonett and Wright 2000.  Twin: crates/hydra-core/src/correlate/fisher.rs
 */
import { expm1, log1p } from '../math/index.ts'

/** The standard error of atanh r by method: 0 Pearson, 1 Spearman, 2 Kendall. */
export function errorOf(method: number, r: number, n: number): number | undefined {
  const share = method === 0 ? 1 : method === 1 ? 1 + r * r * 0.5 : 0.437
  const left = method === 2 ? n - 4 : n - 3
  return left > 0 ? Math.sqrt(share / left) : undefined
}

const signed = (size: number, like: number): number => (like < 0 ? -size : size)

function atanh(r: number): number {
  const size = Math.abs(r)
  return signed(0.5 * log1p((2 * size) / (1 - size)), r)
}

function tanh(z: number): number {
  const e = expm1(2 * Math.abs(z))
  return signed(e < Infinity ? e / (e + 2) : 1, z)
}

/** As in the header. */
export function fisherInterval(r: number, reach: number): readonly [low: number, high: number] {
  if (Math.abs(r) >= 1) return [r, r]
  const z = atanh(r)
  const [low, high] = [tanh(z - reach), tanh(z + reach)]
  return [low < r ? low : r, high > r ? high : r]
}
