/**
 * Plain z-scores: |x - mean| / sd of the whole sample.
 * In: a prepared column. Out: one score a value; false when all values are equal (scores 0).
 * The largest score that n values allow is (n - 1) / sqrt n, below 3 up to n = 10; and outliers inflate the sd that is to
 * show them: three equal spikes in 30 values never reach 3. Prefer `mad` or `gesd`.
 * Source: Shiffler 1988 (the bound).  Twin: crates/hydra-core/src/anomaly/z.rs  Golden: fixtures/golden/anomaly/scores.json
 */
import { held, meanAndSd } from './spread.ts'

/** As in the header. */
export function zScores(values: Float64Array, out: Float64Array): boolean {
  const n = values.length
  const [mean, sd] = meanAndSd(values, n)
  for (let i = 0; i < n; i += 1) out[i] = sd > 0 ? held(Math.abs(values[i]! - mean), sd) : 0
  return sd > 0
}
