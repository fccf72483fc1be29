/**
 * Intervals of the functions of the language, by name; what is not known is unbounded.
 * No twin yet.
 */
import { acosh, cosh, exp, hypot } from '../math/index.ts'
import { anything, greater, hasValue, interval, isPoint, lesser, magnitude, negated, nothing, quotient, sum, through, type Interval } from './interval.ts' // prettier-ignore
import { power, widened } from './interval-power.ts'
import { isRising, rising } from './interval-rising.ts'
import { max, min, round } from './scalar.ts'
import { wideDown, wideUp } from './ulp.ts'

const one = interval(1, 1, false, true)
const halfTurn = wideUp(3.141592653589793)

function least(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b)) return nothing
  return interval(min(a.low, b.low), min(a.high, b.high), a.canMiss || b.canMiss, a.isWhole && b.isWhole)
}

function most(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b)) return nothing
  return interval(max(a.low, b.low), max(a.high, b.high), a.canMiss || b.canMiss, a.isWhole && b.isWhole)
}

/** With digits the quotient after it is rounded once more. */
function rounded(a: Interval, digits: number): Interval {
  if (!hasValue(a)) return nothing
  const ends = through(a, (x) => round(x, digits))
  return digits === 0 ? interval(ends.low, ends.high, a.canMiss, true) : widened(ends)
}

/** sine and cosine; Infinity has no value. */
const wave = (a: Interval): Interval =>
  hasValue(a) ? interval(wideDown(-1), wideUp(1), a.canMiss || a.low === -Infinity || a.high === Infinity, false) : nothing

/** The sides beside the right angle, folded from the left. */
function hypotenuse(a: Interval, b: Interval): Interval {
  if (!hasValue(a) || !hasValue(b)) return nothing
  const [x, y] = [magnitude(a), magnitude(b)]
  return interval(greater(wideDown(hypot(x.low, y.low)), 0), wideUp(hypot(x.high, y.high)), a.canMiss || b.canMiss, false)
}

/** 1 / (1 + exp(-x)), step by step. */
function logistic(a: Interval): Interval {
  if (!hasValue(a)) return nothing
  const grown = through(negated(a), exp)
  const within = interval(greater(wideDown(grown.low), 0), wideUp(grown.high), a.canMiss, false)
  return quotient(one, sum(one, within))
}

function coshOf(a: Interval): Interval {
  if (!hasValue(a)) return nothing
  const ends = widened(through(magnitude(a), cosh))
  return interval(greater(ends.low, 1), ends.high, a.canMiss, false)
}

/** Below 1 it should have no value, but the port has one far below: nothing is said there. */
function acoshOf(a: Interval): Interval {
  if (!hasValue(a)) return nothing
  return a.low >= 1 ? interval(greater(wideDown(acosh(a.low)), 0), wideUp(acosh(a.high)), a.canMiss, false) : anything
}

/** To base 2 and 10 by functions of their own, else a quotient. */
function logarithm(a: Interval, base: Interval): Interval {
  if (isPoint(base) && (base.low === 2 || base.low === 10)) return hullOf(rising(base.low === 2 ? 'log2' : 'log10', a), quotient(rising('ln', a), rising('ln', base))) // prettier-ignore
  return quotient(rising('ln', a), rising('ln', base))
}

const hullOf = (a: Interval, b: Interval): Interval =>
  hasValue(a) && hasValue(b) ? interval(lesser(a.low, b.low), greater(a.high, b.high), true, false) : nothing

/** x outside of its domain, and whatever else has no value, is allowed for. */
const partly = (low: number, high: number): Interval => interval(low, high, true, false)

type OfNumbers = (items: readonly Interval[], digits: number) => Interval

const table: ReadonlyMap<string, OfNumbers> = new Map<string, OfNumbers>([
  ['abs', ([x]) => magnitude(x!)],
  ['round', ([x], digits) => rounded(x!, digits)],
  ['min', (items) => items.reduce(least)],
  ['max', (items) => items.reduce(most)],
  ['clamp', ([x, low, high]) => least(most(x!, low!), high!)],
  ['pow', ([x, y]) => power(x!, y!)],
  ['sigmoid', ([x]) => logistic(x!)],
  ['hypot', (items) => (items.length === 1 ? magnitude(items[0]!) : items.reduce(hypotenuse))],
  ['sin', ([x]) => wave(x!)],
  ['cos', ([x]) => wave(x!)],
  ['cosh', ([x]) => coshOf(x!)],
  ['acosh', ([x]) => acoshOf(x!)],
  ['atan2', ([y, x]) => (hasValue(y!) && hasValue(x!) ? partly(-halfTurn, halfTurn) : nothing)],
  ['log', ([x, base]) => logarithm(x!, base!)],
])

/** The result of a function of numbers. */
export function ofFunction(name: string, items: readonly Interval[], digits: number): Interval {
  if (isRising(name)) return rising(name, items[0]!)
  return table.get(name)?.(items, digits) ?? anything
}

/** Figures of a series: no element is outside of what was declared of it. */
export function ofSeries(name: string, element: Interval): Interval {
  if (name === 'count') return interval(0, Infinity, false, true)
  if (['min', 'max', 'first', 'last'].includes(name)) return interval(element.low, element.high, true, element.isWhole)
  return ['stddev', 'mad', 'cv'].includes(name) ? partly(0, Infinity) : anything
}
