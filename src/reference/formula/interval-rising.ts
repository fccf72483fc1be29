/**
 * Intervals of functions that never fall (or never rise) on their domain: computed at both ends.
 * Ported functions are off by less than one step of the last place; their ends are widened by four, so that claims are true of the doubles.
 * The inverse tells what an argument can be when the result is known; its ends are widened too.
 * No twin yet.
 */
import { acos, asin, asinh, atan, atanh, cbrt, exp, expm1, log, log10, log1p, log2, pow, sinh, tan, tanh } from '../math/index.ts'
import { greater, hasValue, interval, lesser, meet, nothing, type Interval } from './interval.ts'
import { sign } from './scalar.ts'
import { nextDown, nextUp, wideDown, wideUp } from './ulp.ts'

interface Rising {
  readonly run: (x: number) => number
  /** Where it has a value. */
  readonly from: number
  readonly to: number
  /** What the results lie between, whatever the error. */
  readonly least: number
  readonly most: number
  readonly isFalling: boolean
  /** The same double as the real result rounded. */
  readonly isExact: boolean
  readonly isWhole: boolean
  /** Of the real function, on its range. */
  readonly inverse: ((y: number) => number) | undefined
}

const ported = (run: Rising['run'], inverse: Rising['inverse'], more: Partial<Rising> = {}): Rising => ({ run, from: -Infinity, to: Infinity, least: -Infinity, most: Infinity, isFalling: false, isExact: false, isWhole: false, inverse, ...more }) // prettier-ignore
const stepping = (run: Rising['run'], inverse?: Rising['inverse']): Rising =>
  ported(run, inverse, { isExact: true, isWhole: true })

const square = (x: number): number => x * x
const cube = (x: number): number => x * x * x
/** Up to where it surely has not turned over. */
const tangent = (y: number): number => (y > -1.57 && y < 1.57 ? tan(y) : NaN)

const table: ReadonlyMap<string, Rising> = new Map<string, Rising>([
  ['floor', stepping((x) => Math.floor(x))],
  ['ceil', stepping((x) => Math.ceil(x))],
  ['trunc', stepping((x) => Math.trunc(x))],
  ['sign', stepping(sign)],
  ['sqrt', ported((x) => Math.sqrt(x), square, { from: 0, least: 0, isExact: true })],
  ['cbrt', ported(cbrt, cube)],
  ['exp', ported(exp, log, { least: 0 })],
  ['expm1', ported(expm1, log1p, { least: -1 })],
  ['ln', ported(log, exp, { from: 0 })],
  ['log1p', ported(log1p, expm1, { from: -1 })],
  ['log2', ported(log2, (y) => pow(2, y), { from: 0 })],
  ['log10', ported(log10, (y) => pow(10, y), { from: 0 })],
  ['sinh', ported(sinh, asinh)],
  ['tanh', ported(tanh, atanh)],
  ['asinh', ported(asinh, sinh)],
  ['atanh', ported(atanh, tanh, { from: -1, to: 1 })],
  ['atan', ported(atan, tangent)],
  ['asin', ported(asin, undefined, { from: -1, to: 1 })],
  ['acos', ported(acos, undefined, { from: -1, to: 1, isFalling: true, least: 0 })],
])

export const isRising = (name: string): boolean => table.has(name)

/** What the function gives; it has no value outside of its domain. */
export function rising(name: string, a: Interval): Interval {
  const { run, from, to, least, most, isFalling, isExact, isWhole } = table.get(name)!
  const inside = interval(greater(a.low, from), lesser(a.high, to), a.canMiss || a.low < from || a.high > to, a.isWhole)
  if (!hasValue(inside)) return nothing
  const [x, y] = [run(isFalling ? inside.high : inside.low), run(isFalling ? inside.low : inside.high)]
  const low = greater(isExact ? x : wideDown(x), least)
  return interval(low, lesser(isExact ? y : wideUp(y), most), inside.canMiss, isWhole)
}

/** Ends that have no value, as an inverse gives beyond its range, bound nothing. */
const orEndless = (x: number, end: number): number => (x === x ? x : end)

/** What the argument can be when the result lies in `need`. */
export function risingInverse(name: string, a: Interval, need: Interval): Interval {
  const { inverse, from, to } = table.get(name)!
  const inside = meet(a, interval(from, to, true, false))
  if (inverse === undefined || !hasValue(inside)) return inside
  const isBoundBelow = need.low > rising(name, inside).low
  const isBoundAbove = need.high < rising(name, inside).high
  const low = isBoundBelow ? orEndless(wideDown(inverse(wideDown(need.low))), -Infinity) : -Infinity
  const high = isBoundAbove ? orEndless(wideUp(inverse(wideUp(need.high))), Infinity) : Infinity
  return meet(inside, interval(low, high, true, false))
}

/** What x can be when floor(x), ceil(x), trunc(x) or round(x) lies in `need`. */
export function steppedInverse(name: string, a: Interval, need: Interval): Interval {
  const [low, high] = [Math.ceil(need.low), Math.floor(need.high)]
  // From 2^53 on a step of one may change nothing: all doubles are whole there.
  if (name === 'floor') return meet(a, interval(low, high + 1 > high ? nextDown(high + 1) : high, true, false))
  if (name === 'ceil') return meet(a, interval(low - 1 < low ? nextUp(low - 1) : low, high, true, false))
  const step = name === 'trunc' ? 1 : 0.5
  return meet(a, interval(low - step, high + step, true, false))
}
