/**
 * Intervals of powers. The real function is monotone in each argument where the base is not negative: its extremes lie at the corners.
 * The port is within one step, but not where the exponent is beyond 2^31; the ends are widened, or given up there.
 * No twin yet.
 */
import { cbrt } from '../math/index.ts'
import { greater, hasValue, holds, hull, interval, isPoint, lesser, magnitude, meet, negated, nothing, quotient, type Interval } from './interval.ts' // prettier-ignore
import { power as powerOf } from './scalar.ts'
import { wideDown, wideUp } from './ulp.ts'

const surest = 2147483648
const one = interval(1, 1, false, true)
const isWholeNumber = (y: number): boolean => y === Math.floor(y)
const isOdd = (y: number): boolean => isWholeNumber(y) && Math.abs(y % 2) === 1

/** Base from 0 up: the hull of the corners, widened. */
function ofPositive(a: Interval, b: Interval): Interval {
  const canMiss = a.canMiss || b.canMiss
  if (b.low < -surest || b.high > surest) return interval(0, Infinity, canMiss, false)
  const [p, q, r, s] = [powerOf(a.low, b.low), powerOf(a.low, b.high), powerOf(a.high, b.low), powerOf(a.high, b.high)]
  const low = wideDown(lesser(lesser(p, q), lesser(r, s)))
  const high = wideUp(greater(greater(p, q), greater(r, s)))
  return interval(greater(low, 0), high, canMiss, false)
}

/** Exponent one whole number. */
function toWhole(a: Interval, b: Interval): Interval {
  const canMiss = a.canMiss || b.canMiss
  const isSure = b.low > 0 || !holds(a, 0)
  if (!isOdd(b.low)) return isSure ? ofPositive(magnitude(a), b) : interval(0, Infinity, canMiss, false)
  // -0 to a negative odd power is -Infinity.
  if (!isSure) return interval(-Infinity, Infinity, canMiss, false)
  const above = meet(a, interval(0, Infinity, true, false))
  const below = negated(meet(a, interval(-Infinity, 0, true, false)))
  const parts = [hasValue(above) ? ofPositive(above, b) : nothing, hasValue(below) ? negated(ofPositive(below, b)) : nothing] as const // prettier-ignore
  const whole = hull(...parts)
  return interval(whole.low, whole.high, canMiss, false)
}

export function power(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b)) return nothing
  const canMiss = a.canMiss || b.canMiss
  if (isPoint(b) && b.low === 0) return interval(1, 1, canMiss, true)
  if (isPoint(b) && isWholeNumber(b.low) && Math.abs(b.low) < surest) return toWhole(a, b)
  if (a.low > 0 || (a.low === 0 && b.low >= 0)) return ofPositive(a, b)
  if (isPoint(b) && !isWholeNumber(b.low)) return interval(0, Infinity, true, false)
  return interval(-Infinity, Infinity, true, false)
}

const squareRoot = (x: number): number => (x > 0 ? Math.sqrt(x) : 0)

/** What x can be when |x| lies in `need`. */
export function magnitudeInverse(a: Interval, need: Interval): Interval {
  const within = meet(a, interval(-need.high, need.high, true, false))
  if (need.low <= 0 || !hasValue(within)) return within
  const [above, below] = [meet(within, interval(need.low, Infinity, true, false)), meet(within, interval(-Infinity, -need.low, true, false))] // prettier-ignore
  return hull(above, below)
}

/** What the base can be when base ^ exponent lies in `need`; for the exponents that people write. */
export function powerInverse(a: Interval, b: Interval, need: Interval): Interval {
  if (!isPoint(b)) return a
  const [low, high] = [wideDown(need.low), wideUp(need.high)]
  if (b.low === 1) return meet(a, interval(low, high, true, false))
  if (b.low === 2) return high < 0 ? nothing : magnitudeInverse(a, interval(wideDown(squareRoot(low)), wideUp(squareRoot(high)), true, false)) // prettier-ignore
  if (b.low === 3) return meet(a, interval(wideDown(cbrt(low)), wideUp(cbrt(high)), true, false))
  if (b.low === 0.5 && a.low >= 0) return meet(a, interval(low > 0 ? wideDown(low * low) : 0, wideUp(high * high), true, false))
  return b.low === -1 && (low > 0 || high < 0) ? meet(a, widened(quotient(one, interval(low, high, false, false)))) : a
}

export const widened = ({ low, high, canMiss }: Interval): Interval => interval(wideDown(low), wideUp(high), canMiss, false)
