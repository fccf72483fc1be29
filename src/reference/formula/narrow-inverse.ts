/**
 * What an operand can be, from what the result must be. Every step is widened: claims are of doubles, and results were rounded.
 * In: the operand as known, the others, and what the result must be. Out: the operand, narrowed or as it was.
 * Source: Benhamou et al. 1999, Revising hull and box consistency.  No twin yet.
 */
import { difference, hasValue, holds, interval, meet, negated, nothing, product, quotient, sum, type Interval } from './interval.ts' // prettier-ignore
import { magnitudeInverse, powerInverse, widened } from './interval-power.ts'
import { isRising, risingInverse, steppedInverse } from './interval-rising.ts'

/** For x + other. */
const addend = (x: Interval, other: Interval, need: Interval): Interval => meet(x, widened(difference(widened(need), other)))

/** For x * other. */
const factor = (x: Interval, other: Interval, need: Interval): Interval =>
  holds(other, 0) ? x : meet(x, widened(quotient(widened(need), other)))

/** For x / other. */
const dividend = (x: Interval, other: Interval, need: Interval): Interval =>
  holds(other, 0) ? x : meet(x, widened(product(widened(need), other)))

/** For other / x. */
function divisor(x: Interval, other: Interval, need: Interval): Interval {
  const wide = widened(need)
  return holds(wide, 0) ? x : meet(x, widened(quotient(other, wide)))
}

/** Both sides of one operator: what they can be when the result lies in `need`. */
export function pairInverse(operator: string, a: Interval, b: Interval, need: Interval): readonly [a: Interval, b: Interval] {
  if (operator === '+') return [addend(a, b, need), addend(b, a, need)]
  if (operator === '-') return [meet(a, widened(sum(widened(need), b))), negated(addend(negated(b), a, need))]
  if (operator === '*') return [factor(a, b, need), factor(b, a, need)]
  return operator === '/' ? [dividend(a, b, need), divisor(b, a, need)] : [a, b]
}

/** For max(items): none is above; where only one can reach the low end, it does. */
function greatestInverse(items: readonly Interval[], need: Interval): Interval[] {
  const reaching = items.filter(({ high }) => high >= need.low).length
  return items.map((item) => {
    const low = reaching === 1 && item.high >= need.low ? need.low : -Infinity
    return reaching === 0 ? nothing : meet(item, interval(low, need.high, true, false))
  })
}

const leastInverse = (items: readonly Interval[], need: Interval): Interval[] =>
  greatestInverse(items.map(negated), negated(need)).map(negated)

/** For clamp(x, lo, hi): inside of both ends it is x. */
function clampInverse([x, lo, hi]: readonly Interval[], need: Interval): Interval[] {
  const low = lo!.high < need.low ? need.low : -Infinity
  const high = hi!.low > need.high ? need.high : Infinity
  return [meet(x!, interval(low, high, true, false)), lo!, hi!]
}

const stepped: ReadonlySet<string> = new Set(['floor', 'ceil', 'trunc', 'round'])

/** The arguments of a function of numbers. */
export function functionInverse(name: string, items: readonly Interval[], need: Interval): readonly Interval[] {
  const [x, y] = items as [Interval, Interval]
  if (name === 'round' && items.length > 1) return items
  if (stepped.has(name)) return [steppedInverse(name, x, need)]
  if (isRising(name)) return [risingInverse(name, x, need)]
  if (name === 'abs' || (name === 'hypot' && items.length === 1)) return [magnitudeInverse(x, need)]
  if (name === 'pow') return [powerInverse(x, y, need), y]
  if (name === 'max') return greatestInverse(items, need)
  if (name === 'min') return leastInverse(items, need)
  return name === 'clamp' ? clampInverse(items, need) : items
}

/** Before the conversion of a unit: times and over are positive. */
export function conversionInverse(
  x: Interval,
  { times, over }: { readonly times: number; readonly over: number },
  need: Interval,
): Interval {
  if (!hasValue(need)) return nothing
  const [low, high] = [widened(widened(need)).low * over, widened(widened(need)).high * over]
  // Where the product is beyond the doubles, nothing is said.
  const [from, to] = [low === Infinity ? -Infinity : low / times, high === -Infinity ? Infinity : high / times]
  return meet(x, widened(interval(from, to, true, false)))
}
