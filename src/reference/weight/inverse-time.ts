/**
 * Success over time: q / t, q the share of successes, t the mean time of a success.
 * Out: q * (shortest t / t), so that times of 1e-300 or 1e300 neither overflow nor vanish; 0 without a success.
 * Twin: crates/hydra-core/src/weight/inverse_time.rs
 */
import type { WeightColumns } from './columns.ts'
import { rates } from './success-share.ts'
import { okTimes } from './times.ts'

export function inverseTime(columns: WeightColumns): Float64Array {
  const times = okTimes(columns)
  let shortest = Infinity
  for (let head = 0; head < times.length; head += 1) {
    if (columns.successes[head]! > 0 && times[head]! < shortest) shortest = times[head]!
  }
  return rates(columns).map((rate, head) => (rate > 0 ? rate * (shortest / times[head]!) : 0))
}
