/**
 * Mean and standard deviation of a prepared column, for the scores that are built on them.
 * In: finite values of ordinary size (see ./prepared.ts). Out: mean, sample standard deviation; 0 for equal values.
 * Why the comparison first: the rounded mean of equal values may lie one unit beside them.
 * Twin: crates/hydra-core/src/anomaly/spread.rs
 */
import { compensatedSum, varianceAbout } from '../stats/sums.ts'

/** As in the header, of the first n values; sd 0 below two values. */
export function meanAndSd(values: Float64Array, n: number): [mean: number, sd: number] {
  if (n === 0) return [0, 0]
  let i = 1
  while (i < n && values[i] === values[0]) i += 1
  if (i === n) return [values[0]!, 0]
  const mean = compensatedSum(values, 0, n, 1) / n
  return [mean, Math.sqrt(varianceAbout(values, 0, n, mean, 1))]
}

/** A quotient of two numbers from 0, at most the largest double. */
export function held(above: number, below: number): number {
  const quotient = above / below
  return quotient <= Number.MAX_VALUE ? quotient : Number.MAX_VALUE
}
