/**
 * Ranks with ties averaged, and sums over groups of equal values.
 * In: values, finite. Out: ranks from 1 in input order; sums of t (t - 1), t (t - 1) (t - 2), t (t - 1) (2 t + 5) over the groups.
 * Twin: crates/hydra-core/src/trend/ranks.rs
 */

/** Sums over groups of t equal values. */
export interface Ties {
  /** t (t - 1) */
  readonly pairs: number
  /** t (t - 1) (t - 2) */
  readonly triples: number
  /** t (t - 1) (2 t + 5) */
  readonly variance: number
}

/** Of n places in an order in which equal ones stand together. */
export function tiesOf(n: number, isEqual: (i: number, j: number) => boolean): Ties {
  let [pairs, triples, variance] = [0, 0, 0]
  for (let first = 0; first < n;) {
    let after = first + 1
    while (after < n && isEqual(after - 1, after)) after += 1
    const t = after - first
    pairs += t * (t - 1)
    triples += t * (t - 1) * (t - 2)
    variance += t * (t - 1) * (2 * t + 5)
    first = after
  }
  return { pairs, triples, variance }
}

/** Ranks from 1, ties averaged. */
export function ranksOf(values: Float64Array): Float64Array {
  const n = values.length
  const order = Uint32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Float64Array(n)
  for (let first = 0; first < n;) {
    let after = first + 1
    while (after < n && values[order[after]!] === values[order[first]!]) after += 1
    for (let i = first; i < after; i += 1) ranks[order[i]!] = (first + after + 1) * 0.5
    first = after
  }
  return ranks
}
