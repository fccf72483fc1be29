/**
 * Softmax of the share of successes: exp((q - largest q) / temperature).
 * In: temperature > 0; small: nearly all to the best, large: nearly equal. A head without trials scores 0 here, see the kernel.
 * Source: Luce 1959; Sutton and Barto 2018, section 2.8.  Twin: crates/hydra-core/src/weight/softmax.rs
 */
import { exp } from '../math/index.ts'
import type { WeightColumns } from './columns.ts'
import { largest } from './order.ts'
import { rates } from './success-share.ts'

export function softmax(columns: WeightColumns, temperature: number): Float64Array {
  const values = rates(columns)
  const most = largest(values)
  return values.map((value, head) => (columns.trials[head]! > 0 ? exp((value - most) / temperature) : 0))
}
