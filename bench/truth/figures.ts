/** Figures of the protocol's tables: quantiles of a list, and of the beta distribution for bounds of counts. */
import { incompleteBeta } from '../../src/reference/math/beta.ts'

/** Type 7, as everywhere here. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const below = Math.floor(at)
  const [low, high] = [sorted[below] ?? NaN, sorted[below + 1] ?? sorted[below] ?? NaN]
  return low + (high - low) * (at - below)
}

/** Where the beta distribution has this share below it: the bounds of Clopper and Pearson 1934. By halving. */
export function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
