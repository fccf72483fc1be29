/**
 * Times and prices of heads that succeeded, with nothing unknown left and nothing below what can be measured.
 * A time that is not known is taken as the median of the known ones, 1 when none is known: then success alone decides.
 * A time below 1e-9 ms (no clock sees a picosecond) counts as that, so that a time of 0 divides nothing.
 * Twin: crates/hydra-core/src/weight/times.rs
 */
import type { WeightColumns } from './columns.ts'
import { largest, lowerMedian } from './order.ts'

const leastMs = 1e-9
const leastPrice = 2.2250738585072014e-308

/** `column`, with NaN for heads that had no success. */
const ofSuccessful = (column: Float64Array, { successes }: WeightColumns): Float64Array =>
  column.map((value, head) => (successes[head]! > 0 ? value : NaN))

/** Mean time of successes in ms, known for each head that had one. */
export function okTimes(columns: WeightColumns): Float64Array {
  const known = ofSuccessful(columns.okMs, columns)
  const median = lowerMedian(known)
  const substitute = median === median ? median : 1
  return columns.okMs.map((value) => {
    const time = value === value ? value : substitute
    return time < leastMs ? leastMs : time
  })
}

/**
 * Mean time of failures in ms; that of successes where it is not known, or where no time of a success is: units must not mix with that 1.
 */
export function failedTimes(columns: WeightColumns, okMs: Float64Array): Float64Array {
  const known = ofSuccessful(columns.okMs, columns)
  if (known.every((value) => value !== value)) return okMs
  return columns.failedMs.map((value, head) => (value === value ? value : okMs[head]!))
}

/**
 * Prices known for each head that had a success; undefined when prices cannot tell heads apart (none known, or all 0).
 * A price below a billionth of the highest counts as that: free is very cheap, not infinitely so.
 */
export function prices(columns: WeightColumns): Float64Array | undefined {
  const known = ofSuccessful(columns.price, columns)
  const highest = largest(known)
  if (highest === 0) return undefined
  const median = lowerMedian(known)
  const ofHighest = highest * 1e-9
  const least = ofHighest > leastPrice ? ofHighest : leastPrice
  return columns.price.map((value) => {
    const price = value === value ? value : median
    return price < least ? least : price
  })
}
