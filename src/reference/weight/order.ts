/**
 * Sums and medians that do not depend on the order of their input.
 * In: finite numbers. Out: the same bits for every permutation: values are sorted first (-0 before +0), then added by TwoSum.
 * Why: the order in which heads are named must not change a weight, not even in its last bit.
 * Source: Knuth 1969, TwoSum.  Twin: crates/hydra-core/src/weight/order.rs
 */

/** Compensated sum in ascending order; 0 of nothing. */
export function sumSorted(values: Float64Array): number {
  let sum = 0
  let lost = 0
  for (const value of values.slice().sort()) {
    const next = sum + value
    const back = next - sum
    lost += sum - (next - back) + (value - back)
    sum = next
  }
  return sum + lost
}

/** The lower median of the values that are not NaN; NaN when there is none. Always one of the values, so no rounding. */
export function lowerMedian(values: Float64Array): number {
  const known = values.filter((value) => value === value).sort()
  return known.length === 0 ? NaN : known[(known.length - 1) >> 1]!
}

/** The largest value; 0 of nothing or of negative ones. */
export function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most
}
