/**
 * Values as whole numbers, so that sums of any of them are exact, in any order.
 * In: values, finite. Out: for each, how far it lies above the least, in units of a power of two; the sum of all stays below 2^53.
 * Why: permuted sums in doubles differ in the last place by their order, and a tie would be a toss. Each value is rounded to within half a
 * unit, so sums of k of them that are equal are within k units; whole numbers of ordinary size are not rounded at all.
 * Twin: crates/hydra-core/src/stats/compare/units.rs
 */
import { powerOf } from '../../math/double-double.ts'
import { scalbn } from '../../math/index.ts'
import { scaleFor } from '../sums.ts'
import { largestOf } from './shared.ts'

const bits = 52

/** The factor that `width` is to be multiplied by, as a power of two, for sums of `count`. */
const shiftFor = (width: number, count: number): number => bits - powerOf(width) - powerOf(count)

const whole = (x: number, shift: number): number => Math.floor(scalbn(x, shift) + 0.5)

/** Above the least. */
export function unitsAboveLeast(values: Float64Array): Float64Array {
  const scale = scaleFor(largestOf(values))
  let least = Infinity
  let most = -Infinity
  for (const value of values) {
    const x = value * scale
    if (x < least) least = x
    if (x > most) most = x
  }
  const shift = shiftFor(most - least, values.length)
  return values.map((x) => whole(x * scale - least, shift))
}

/** Sizes. */
export function unitSizes(values: Float64Array): Float64Array {
  const largest = largestOf(values)
  const scale = scaleFor(largest)
  const shift = shiftFor(largest * scale, values.length)
  return values.map((x) => whole(Math.abs(x) * scale, shift))
}
