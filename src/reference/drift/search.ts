/** What a search for change points is told, and the two figures that several methods start from.  Twin: crates/hydra-core/src/drift/mod.rs */

export interface Search {
  /** A split needs a p of at most this. */
  readonly level: number
  /** Fewest values of a segment. */
  readonly minSegment: number
  /** Of the permutations. */
  readonly seed: number
  /** How many permutations. */
  readonly permutations: number
}

/** Mean and sample standard deviation by plain sums in order; sd 0 for equal values. */
export function meanAndSd(series: Float64Array): [mean: number, sd: number] {
  const n = series.length
  const first = series[0]!
  let sum = 0
  for (const x of series) sum += x - first
  const mean = first + sum / n
  let squares = 0
  for (const x of series) squares += (x - mean) * (x - mean)
  return [mean, Math.sqrt(squares / (n - 1))]
}
