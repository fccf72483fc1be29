/**
 * What a number can be: all doubles from `low` to `high`, ends included, and perhaps no value.
 * In: intervals of operands. Out: one that holds every result. Low above high: never a value.
 * An end at Infinity says that the value can be infinite; one at 1.797e308 that it can not. Rounding to nearest is monotone, so ends that
 * are computed by the very operation bound + - * / sqrt as they are. Zeros count as one, so what divides by them is unbounded.
 * Source: Moore 1966, Interval Analysis.  No twin yet.
 */
import { nextDown } from './ulp.ts'

export interface Interval {
  readonly low: number
  readonly high: number
  /** Without a value in some rows. */
  readonly canMiss: boolean
  /** Only whole numbers, and infinities. */
  readonly isWhole: boolean
}

export const interval = (low: number, high: number, canMiss: boolean, isWhole: boolean): Interval => ({
  low,
  high,
  canMiss,
  isWhole,
})

export const nothing: Interval = interval(Infinity, -Infinity, true, false)
export const anything: Interval = interval(-Infinity, Infinity, true, false)

export const hasValue = ({ low, high }: Interval): boolean => low <= high
export const isPoint = ({ low, high }: Interval): boolean => low === high
export const holds = ({ low, high }: Interval, x: number): boolean => low <= x && x <= high

export const lesser = (a: number, b: number): number => (a < b ? a : b)
export const greater = (a: number, b: number): number => (a > b ? a : b)

/** The smallest interval round both. */
export function hull(a: Interval, b: Interval): Interval {
  if (!hasValue(a)) return interval(b.low, b.high, true, b.isWhole)
  if (!hasValue(b)) return interval(a.low, a.high, true, a.isWhole)
  return interval(lesser(a.low, b.low), greater(a.high, b.high), a.canMiss || b.canMiss, a.isWhole && b.isWhole)
}

/** What lies in both; whole ends for whole numbers. */
export function meet(a: Interval, b: Interval): Interval {
  const isWhole = a.isWhole || b.isWhole
  const [low, high] = [greater(a.low, b.low), lesser(a.high, b.high)]
  return interval(isWhole ? Math.ceil(low) : low, isWhole ? Math.floor(high) : high, a.canMiss && b.canMiss, isWhole)
}

export const negated = ({ low, high, canMiss, isWhole }: Interval): Interval => interval(-high, -low, canMiss, isWhole)

/** Without a value where one of them has none. */
const eitherMisses = (a: Interval, b: Interval): boolean => a.canMiss || b.canMiss

export function sum(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b)) return nothing
  const low = a.low + b.low
  const high = a.high + b.high
  const clashes = (a.high === Infinity && b.low === -Infinity) || (a.low === -Infinity && b.high === Infinity)
  // An end of Infinity - Infinity has no value itself; the finite values beside it reach every number.
  return interval(low === low ? low : -Infinity, high === high ? high : Infinity, eitherMisses(a, b) || clashes, a.isWhole && b.isWhole) // prettier-ignore
}

export const difference = (a: Interval, b: Interval): Interval => sum(a, negated(b))

const isZeroIn = (a: Interval): boolean => holds(a, 0)
const isEndless = ({ low, high }: Interval): boolean => low === -Infinity || high === Infinity

/** A corner 0 * Infinity has no value; the finite values beside it give 0. */
const times = (x: number, y: number): number => (x === 0 || y === 0 ? 0 : x * y)

/** The hull of four results. */
const corners = (a: number, b: number, c: number, d: number, canMiss: boolean, isWhole: boolean): Interval =>
  interval(lesser(lesser(a, b), lesser(c, d)), greater(greater(a, b), greater(c, d)), canMiss, isWhole)

export function product(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b)) return nothing
  const clashes = (isZeroIn(a) && isEndless(b)) || (isZeroIn(b) && isEndless(a))
  const canMiss = eitherMisses(a, b) || clashes
  return corners(times(a.low, b.low), times(a.low, b.high), times(a.high, b.low), times(a.high, b.high), canMiss, a.isWhole && b.isWhole) // prettier-ignore
}

/** A corner Infinity / Infinity has no value; beside it lie all from 0 to Infinity. */
const overInfinity = (x: number, y: number, isLow: boolean): number => {
  const quotient = x / y
  if (quotient === quotient) return quotient
  const isNegative = x < 0 !== y < 0
  return isNegative === isLow ? (isLow ? -Infinity : Infinity) : 0
}

export function quotient(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b)) return nothing
  const canMiss = eitherMisses(a, b) || (isZeroIn(a) && isZeroIn(b)) || (isEndless(a) && isEndless(b))
  if (isPoint(b) && b.low === 0 && isPoint(a) && a.low === 0) return nothing
  if (isZeroIn(b)) return interval(-Infinity, Infinity, canMiss, false)
  const at = (isLow: boolean): Interval =>
    corners(overInfinity(a.low, b.low, isLow), overInfinity(a.low, b.high, isLow), overInfinity(a.high, b.low, isLow), overInfinity(a.high, b.high, isLow), canMiss, false) // prettier-ignore
  return interval(at(true).low, at(false).high, canMiss, false)
}

/** The remainder keeps the sign of the dividend, is nearer to zero than the divisor, and exact. */
export function remainder(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b) || (isPoint(b) && b.low === 0)) return nothing
  const canMiss = eitherMisses(a, b) || isZeroIn(b) || isEndless(a)
  const isWhole = a.isWhole && b.isWhole
  const below = nextDown(greater(-b.low, b.high))
  const most = isWhole ? Math.floor(below) : below
  const [low, high] = [a.low >= 0 ? 0 : greater(a.low, -most), a.high <= 0 ? 0 : lesser(a.high, most)]
  return interval(low, high, canMiss, isWhole)
}

/** By a function that never falls, or never rises; it is computed at both ends. */
export const through = (a: Interval, rise: (x: number) => number): Interval =>
  hasValue(a) ? interval(rise(a.low), rise(a.high), a.canMiss, false) : nothing

export function magnitude(a: Interval): Interval {
  if (!hasValue(a)) return nothing
  const [x, y] = [Math.abs(a.low), Math.abs(a.high)]
  return interval(isZeroIn(a) ? 0 : lesser(x, y), greater(x, y), a.canMiss, a.isWhole)
}
