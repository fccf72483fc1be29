/**
 * Intervals for success rates: Wilson's score interval, many at once.
 * In: successes k and trials n as columns, whole, 0 <= k <= n; confidence between 0 and 1. Out: low and high, 0 to 1; status 0 or 4004.
 * z = the normal quantile of (1 + confidence) / 2; b = k + z^2 / 2 + z sqrt(k (n - k) / n + z^2 / 4);
 * high = b / (n + z^2), low = (k^2 / n) / b: the two roots of one equation, so that neither end loses digits by subtraction.
 * n = 0 gives [0, 1]; low is exactly 0 at k = 0, high exactly 1 at k = n.
 * Source: Wilson 1927.  Twin: crates/hydra-core/src/stats/success.rs  Golden: fixtures/golden/stats/success.json
 */
import { normalQuantile } from '../math/index.ts'

const isCount = (x: number): boolean => x >= 0 && x <= 9007199254740992 && Math.floor(x) === x

function fits(successes: Float64Array, trials: Float64Array, confidence: number, low: Float64Array, high: Float64Array): boolean {
  const n = trials.length
  if (!(confidence > 0 && confidence < 1) || successes.length !== n || low.length < n || high.length < n) return false
  for (let i = 0; i < n; i += 1) if (!isCount(trials[i]!) || !isCount(successes[i]!) || successes[i]! > trials[i]!) return false
  return true
}

export function successIntervals(
  successes: Float64Array,
  trials: Float64Array,
  confidence: number,
  low: Float64Array,
  high: Float64Array,
): number {
  if (!fits(successes, trials, confidence, low, high)) return 4004
  const z = -normalQuantile((1 - confidence) * 0.5)
  const z2 = z * z
  for (let i = 0; i < trials.length; i += 1) {
    const k = successes[i]!
    const n = trials[i]!
    if (n === 0) {
      low[i] = 0
      high[i] = 1
      continue
    }
    const b = k + z2 * 0.5 + z * Math.sqrt(k * ((n - k) / n) + z2 * 0.25)
    const bound = b / (n + z2)
    low[i] = k === 0 ? 0 : (k * (k / n)) / b
    high[i] = k === n || bound > 1 ? 1 : bound
  }
  return 0
}
