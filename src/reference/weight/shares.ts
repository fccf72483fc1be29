/**
 * From scores to weights: shares that sum to 1, a floor below each.
 * In: scores >= 0, finite. Out: w = floor + (1 - K floor) score / sum of scores; equal weights when every score is 0.
 * Scaled by the largest first, so that neither 1e-320 nor 1e308 is lost; what rounding leaves goes to the largest (shared among equals,
 * so that equal scores keep equal weights).
 * Twin: crates/hydra-core/src/weight/shares.rs
 */
import { largest, sumSorted } from './order.ts'

/** Scores over their sum; all equal when every score is 0. */
export function shares(scores: Float64Array): Float64Array {
  const most = largest(scores)
  if (most === 0) return new Float64Array(scores.length).fill(1 / scores.length)
  const scaled = scores.map((score) => score / most)
  const total = sumSorted(scaled)
  return scaled.map((score) => score / total)
}

/** Adds 1 - sum to the largest weight, in equal parts where several are largest. */
function giveRest(weights: Float64Array): void {
  const rest = 1 - sumSorted(weights)
  const most = largest(weights)
  let holders = 0
  for (const weight of weights) if (weight === most) holders += 1
  const part = rest / holders
  for (let i = 0; i < weights.length; i += 1) if (weights[i] === most) weights[i] = most + part
}

/** Weights of scores, none below `floor`. */
export function floored(scores: Float64Array, floor: number): Float64Array {
  const left = 1 - scores.length * floor
  const free = left > 0 ? left : 0
  const weights = shares(scores).map((share) => floor + free * share)
  giveRest(weights)
  return weights
}
