/**
 * The probability of each head to have the least expected cost, when ln cost of head i is Normal(mean_i, sd_i^2), independent.
 * In: means and sds, finite, sd > 0. Out: probabilities that sum to 1.
 * P_i = mean over the 64 mid-quantiles x of head i of the product over the others of 1 - Phi((x - mean_j) / sd_j), then normalised.
 * Why quadrature and not draws: no seed, no noise, the same answer each time. Cost O(64 K^2): above 64 heads those that stand no chance
 * (mean - 4 sd beyond the least mean + 4 sd) are left out, and a product below 1e-30 is not carried on.
 * Heads are walked in ascending (mean, sd), so that the order of input changes no bit.
 * Twin: crates/hydra-core/src/weight/best.rs
 */
import { normalCdf, normalQuantile } from '../math/index.ts'
import { shares } from './shares.ts'

const points = 64
const negligible = 1e-30

/** Indexes by ascending mean, then sd; equal pairs may stand either way, as they give equal factors. */
const inOrder = (means: Float64Array, sds: Float64Array): number[] =>
  Array.from(means.keys()).sort((a, b) => means[a]! - means[b]! || sds[a]! - sds[b]!)

/** Without the heads that stand no chance, when there are many. */
function contenders(means: Float64Array, sds: Float64Array): number[] {
  const all = inOrder(means, sds)
  if (all.length <= points) return all
  let limit = Infinity
  for (const head of all) {
    const upper = means[head]! + 4 * sds[head]!
    if (upper < limit) limit = upper
  }
  return all.filter((head) => !(means[head]! - 4 * sds[head]! > limit))
}

/** The probability that every contender but `self` costs more than x. */
function othersAbove(x: number, self: number, heads: readonly number[], means: Float64Array, sds: Float64Array): number {
  let product = 1
  for (const head of heads) {
    if (head === self) continue
    product *= normalCdf((means[head]! - x) / sds[head]!)
    if (product < negligible) break
  }
  return product
}

export function probabilityBest(means: Float64Array, sds: Float64Array): Float64Array {
  const heads = contenders(means, sds)
  const sums = new Float64Array(means.length)
  for (let point = 0; point < points; point += 1) {
    const z = normalQuantile((point + 0.5) / points)
    for (const head of heads) sums[head] = sums[head]! + othersAbove(means[head]! + sds[head]! * z, head, heads, means, sds)
  }
  return shares(sums)
}
