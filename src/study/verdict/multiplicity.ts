/**
 * Many verdicts that hold together: p-values corrected for their number, step by step from the smallest.
 * In: p of each pair. Out: adjusted p, at most 1, in the same order: of the k-th smallest (m - k + 1) p, never below that of the one before it.
 * Why not Bonferroni alone: the pair tested last gets the whole level, at the same rate of false claims.
 * Source: Holm 1979.
 */

/**
 * As in the header.
 *
 * @param family - how many there are in all; those that are not listed count as 1
 */
export function holm(p: readonly number[], family: number = p.length): number[] {
  const order = p.map((_, i) => i).sort((i, j) => p[i]! - p[j]! || i - j)
  const adjusted = new Array<number>(p.length)
  let largest = 0
  order.forEach((i, k) => {
    const own = (family - k) * p[i]!
    if (own > largest) largest = own
    adjusted[i] = largest < 1 ? largest : 1
  })
  return adjusted
}
