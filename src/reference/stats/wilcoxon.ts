/**
 * The exact Wilcoxon signed-rank test: for few pairs whose differences are symmetric about their centre.
 * In: n values, 1 <= n <= 50. Out: the Walsh averages (x + y) / 2 of all pairs, each value with itself too, whose median is the
 * Hodges-Lehmann estimate; which of them are the ends of an interval; p by how many lie on the wrong side.
 * W+ about a point = the number of Walsh averages above it, so ranks are never taken and ties need no rule: those on the point count against
 * the claim. Under the null W+ is the sum of a random subset of 1..n: c(w) = the number of subsets with a sum <= w, by adding one number after
 * the other, whole and exact.
 * Interval: averages of rank k and N - k + 1 of N = n (n + 1) / 2, k the last one with c(k - 1) / 2^n <= tail.
 * Why beside the sign test: with 20 runs of a command it needs half the difference. Why not alone: it asks for symmetry.
 * Source: Wilcoxon 1945; Hodges and Lehmann 1963; Tukey 1949 (Walsh averages).  Twin: crates/hydra-core/src/stats/wilcoxon.rs
 * Golden: fixtures/golden/stats/wilcoxon.json
 */

/** All Walsh averages, ascending. */
export function walshAverages(values: Float64Array): Float64Array {
  const n = values.length
  const averages = new Float64Array((n * (n + 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i += 1) for (let j = i; j < n; j += 1) averages[at++] = 0.5 * values[i]! + 0.5 * values[j]!
  return averages.sort()
}

/** c(w) / 2^n for w = 0 to n (n + 1) / 2. */
export function signedRankDistribution(n: number): Float64Array {
  const most = (n * (n + 1)) / 2
  const counts = new Float64Array(most + 1)
  counts[0] = 1
  for (let rank = 1; rank <= n; rank += 1) {
    for (let w = most; w >= rank; w -= 1) counts[w]! += counts[w - rank]!
  }
  let patterns = 1
  for (let i = 0; i < n; i += 1) patterns *= 2
  let sum = 0
  for (let w = 0; w <= most; w += 1) {
    sum += counts[w]!
    counts[w] = sum / patterns
  }
  return counts
}

/** The rank k, from 1, of the lower end among the Walsh averages; 0 when even the extremes do not reach the level. */
export function signedRank(distribution: Float64Array, tail: number): number {
  const most = distribution.length - 1
  let k = 0
  while (2 * k < most && distribution[k]! <= tail) k += 1
  return k
}

/** Two-sided p of "the centre lies beyond a point" when `against` Walsh averages lie on the wrong side of it or on it. */
export function signedRankP(distribution: Float64Array, against: number): number {
  const p = 2 * distribution[against]!
  return p < 1 ? p : 1
}
