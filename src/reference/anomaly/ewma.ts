/**
 * Chart of the exponentially weighted moving average: small shifts that last, rather than single spikes.
 * In: a prepared column in order of time. Out: one score a value; false when all values are equal (scores 0).
 * e_i = .2 x_i + .8 e_(i-1), from the mean, all taken less the mean; score |e_i| / (sd sqrt(.2 / 1.8)), by mean and sd of the whole sample.
 * Source: Roberts 1959; Lucas and Saccucci 1990.  Twin: crates/hydra-core/src/anomaly/ewma.rs  Golden: fixtures/golden/anomaly/scores.json
 */
import { held, meanAndSd } from './spread.ts'

/** Weight of the newest value. */
const weight = 0.2
/** sqrt(weight / (2 - weight)): sd of the average over sd of a value. */
export const shareOfSd = 0.3333333333333333

/** The average after one more value. */
export const average = (before: number, x: number): number => before + weight * (x - before)

/** As in the header. */
export function ewmaScores(values: Float64Array, out: Float64Array): boolean {
  const n = values.length
  const [mean, sd] = meanAndSd(values, n)
  let above = 0
  for (let i = 0; i < n; i += 1) {
    above = average(above, values[i]! - mean)
    out[i] = sd > 0 ? held(Math.abs(above), sd * shareOfSd) : 0
  }
  return sd > 0
}
