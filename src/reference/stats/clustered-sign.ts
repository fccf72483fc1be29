/**
 * An interval for the median of clustered values: blocks of one epoch share a code layout, so epochs, not blocks, are independent.
 * In: d, finite; epoch of each (0 to epochs - 1, each with at least one value); the Student quantile q with epochs - 1 degrees.
 * Out: [low, high], two of the values, and the statistic at any point.
 * For a trial value t: S_e(t) = #{d > t} - #{d < t} in epoch e, m = mean of S_e, v = max(variance of S_e with E - 1 below the line, n / E),
 * T(t) = m / sqrt(v / E). T falls with t; the interval is {t: |T(t)| <= q}. Its ends by bisection over the sorted values, O(n log n).
 * Why signs and not ranks: blocks of a loaded machine have tails of 100 %. Why the floor n / E: epochs that agree by chance claim nothing.
 * Source: Datta and Satten 2005; Larocque 2005 (clustered sign test).  Twin: crates/hydra-core/src/stats/clustered_sign.rs
 */

/** Where ties with t are counted: as equal (0), as if t lay just after them (1: they are less), just before them (-1: they are greater). */
export type Side = -1 | 0 | 1

/** T(t); positive when the values lie above t. All counts are whole numbers, so the sums are exact. */
export function clusteredStatistic(d: Float64Array, epoch: Uint32Array, epochs: number, t: number, side: Side): number {
  const signs = new Float64Array(epochs)
  for (let i = 0; i < d.length; i += 1) {
    const value = d[i]!
    signs[epoch[i]!]! += value > t ? 1 : value < t ? -1 : -side
  }
  let sum = 0
  for (let e = 0; e < epochs; e += 1) sum += signs[e]!
  const mean = sum / epochs
  let squares = 0
  for (let e = 0; e < epochs; e += 1) squares += (signs[e]! - mean) * (signs[e]! - mean)
  const variance = squares / (epochs - 1)
  const floor = d.length / epochs
  return mean / Math.sqrt((variance > floor ? variance : floor) / epochs)
}

/** The least index whose value passes, for a test that fails below some index and passes from it on; length when none does. */
function firstPassing(length: number, passes: (index: number) => boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (passes(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * @param d - at least one value, finite
 * @param epochs - 2 or more
 * @param q - the Student quantile, > 0
 * @returns undefined when even the extremes lie inside: too few epochs or values for this level
 */
export function clusteredInterval(
  d: Float64Array,
  epoch: Uint32Array,
  epochs: number,
  q: number,
): readonly [number, number] | undefined {
  const sorted = Float64Array.from(d).sort()
  const n = sorted.length
  const at = (index: number, side: Side): number => clusteredStatistic(d, epoch, epochs, sorted[index]!, side)
  if (at(0, -1) <= q || at(n - 1, 1) >= -q) return undefined
  const low = firstPassing(n, (index) => at(index, 1) <= q)
  const high = firstPassing(n, (index) => at(index, -1) < -q) - 1
  return [sorted[low]!, sorted[high]!]
}
