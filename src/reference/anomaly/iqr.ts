/**
 * Tukey's fences: how far a value lies outside the quartiles, in interquartile ranges; 1.5 is mild, 3 severe.
 * In: a prepared column. Out: one score a value, 0 between the quartiles (type 7); false when all values are equal.
 * IQR 0: the score of `mad`, times 1.5 / 3.5, so that the fence of one is the threshold of the other.
 * Source: Tukey 1977.  Twin: crates/hydra-core/src/anomaly/iqr.rs  Golden: fixtures/golden/anomaly/scores.json
 */
import { Ordered } from '../stats/ordered.ts'
import { quantileOf } from '../stats/quantile.ts'
import { madScores } from './mad.ts'
import { held } from './spread.ts'

/** What one modified z is worth here: the mild fence over the threshold of `mad`. */
export const ofMad = 1.5 / 3.5
const ordered = new Ordered()

/** Distance outside of the quartiles; both 0 or more. */
export function outside(x: number, low: number, high: number): number {
  if (x < low) return low - x
  return x > high ? x - high : 0
}

/** Quartiles of one value or more. */
function quartiles(values: Float64Array): [low: number, high: number] {
  const n = values.length
  const ranks = new Set<number>()
  for (const p of [0.25, 0.75]) {
    const rank = Math.floor((n - 1) * p)
    ranks.add(rank)
    if (rank + 1 < n) ranks.add(rank + 1)
  }
  ordered.load(values, 0, n, [...ranks].sort((a, b) => a - b)) // prettier-ignore
  const found: [number, number] = [quantileOf(ordered.at, n, 0.25), quantileOf(ordered.at, n, 0.75)]
  ordered.release()
  return found
}

/** As in the header. */
export function iqrScores(values: Float64Array, out: Float64Array): boolean {
  const n = values.length
  if (n === 0) return true
  const [low, high] = quartiles(values)
  const range = high - low
  if (range > 0) {
    for (let i = 0; i < n; i += 1) out[i] = held(outside(values[i]!, low, high), range)
    return true
  }
  const status = madScores(values, out)
  for (let i = 0; i < n; i += 1) out[i]! *= ofMad
  return status === 0
}
