/**
 * Modified z-scores: how far each value lies from the median, in robust standard deviations.
 * In: a column, finite, any order. Out: one score a value, input order, >= 0 and finite; a status: 0, 1 all values equal (scores 0), 4001, 4004.
 * Score: 0.6744897501960817 |x - median| / MAD. MAD 0: |x - median| / (1.2533141373155003 mean |x - median|). That 0 too: all 0.
 * Why not z: one huge trial inflates sigma and hides itself; three equal spikes in 30 values hide from z in every case.
 * A value is scaled by a power of two first when the largest is above 2^500 or below 2^-400; a score beyond the doubles is their largest.
 * Source: Iglewicz and Hoaglin 1993.  Twin: crates/hydra-core/src/anomaly/mad.rs  Golden: fixtures/golden/stats/anomaly.json
 */
import { Ordered } from '../stats/ordered.ts'
import { quantileOf } from '../stats/quantile.ts'
import { compensatedSum, scaleFor } from '../stats/sums.ts'

/** From the MAD to the standard deviation of normal values. */
export const madFactor = 0.6744897501960817
const meanFactor = 1.2533141373155003
const ordered = new Ordered()

/** The largest size among the values, or NaN when one is not finite. */
function largestOf(values: Float64Array): number {
  let zero = 0
  let largest = 0
  for (let i = 0; i < values.length; i += 1) {
    const x = Math.abs(values[i]!)
    zero += x * 0
    if (x > largest) largest = x
  }
  return zero === 0 ? largest : NaN
}

/** Median of the numbers, and then their MAD, by the ranks that both need. */
function medianAndMad(values: Float64Array): [median: number, mad: number] {
  const n = values.length
  const rank = (n - 1) >> 1
  ordered.load(values, 0, n, n % 2 === 0 ? [rank, rank + 1] : [rank])
  const median = quantileOf(ordered.at, n, 0.5)
  return [median, ordered.deviation(median)]
}

function divideAll(out: Float64Array, n: number, factor: number, by: number): void {
  for (let i = 0; i < n; i += 1) {
    const score = (factor * out[i]!) / by
    out[i] = score <= Number.MAX_VALUE ? score : Number.MAX_VALUE
  }
}

export function madScores(values: Float64Array, out: Float64Array): number {
  const n = values.length
  if (out.length < n) return 4004
  if (n === 0) return 0
  const largest = largestOf(values)
  if (largest !== largest) return 4001
  const scale = scaleFor(largest)
  for (let i = 0; i < n; i += 1) out[i] = values[i]! * scale
  const [median, mad] = medianAndMad(out.subarray(0, n))
  for (let i = 0; i < n; i += 1) out[i] = Math.abs(out[i]! - median)
  ordered.release()
  if (mad > 0) {
    divideAll(out, n, madFactor, mad)
    return 0
  }
  const mean = compensatedSum(out, 0, n, 1) / n
  if (!(mean > 0)) {
    out.fill(0, 0, n)
    return 1
  }
  divideAll(out, n, 1, meanFactor * mean)
  return 0
}
