/**
 * The value of a call from the values of its arguments; numbers are NaN without a value, truths 0, 1 (none), 2, texts undefined.
 * No twin yet.
 */
import { acos, asin, asinh, atan, atanh, cbrt, cos, cosh, exp, expm1, log, log10, log1p, log2, sin, sinh, tan, tanh } from '../math/index.ts' // prettier-ignore
import type { Node } from './ast.ts'
import { literalValue } from './check-number.ts'
import type { Checked } from './checked.ts'
import { clamp, logarithm, sigmoid } from './compound.ts'
import { acosh, atan2, hypot, max, min, power, round, sign } from './scalar.ts'
import { seriesFigure, seriesQuantile } from './series.ts'

export type TraceValue = number | string | Float64Array | undefined

const unary: ReadonlyMap<string, (x: number) => number> = new Map<string, (x: number) => number>([
  ['abs', (x) => Math.abs(x)], ['sign', sign], ['floor', (x) => Math.floor(x)], ['ceil', (x) => Math.ceil(x)], ['trunc', (x) => Math.trunc(x)],
  ['sqrt', (x) => Math.sqrt(x)], ['cbrt', cbrt], ['exp', exp], ['expm1', expm1], ['ln', log], ['log1p', log1p], ['log2', log2], ['log10', log10],
  ['sigmoid', sigmoid], ['sin', sin], ['cos', cos], ['tan', tan], ['asin', asin], ['acos', acos], ['atan', atan],
  ['sinh', sinh], ['cosh', cosh], ['tanh', tanh], ['asinh', asinh], ['acosh', acosh], ['atanh', atanh],
]) // prettier-ignore

const folded: ReadonlyMap<string, (a: number, b: number) => number> = new Map([['min', min], ['max', max], ['hypot', hypot], ['atan2', atan2], ['pow', power]]) // prettier-ignore

const textTests: ReadonlyMap<string, (a: string, b: string) => boolean> = new Map<string, (a: string, b: string) => boolean>([
  ['starts_with', (a, b) => a.startsWith(b)], ['ends_with', (a, b) => a.endsWith(b)], ['contains', (a, b) => a.includes(b)],
]) // prettier-ignore

/** A function of numbers. */
export function numberCall(checked: Checked, { text, items }: Node, args: readonly number[]): number {
  const [a, b, c] = args as [number, number, number]
  const one = unary.get(text)
  if (one !== undefined) return one(a)
  if (text === 'hypot' && args.length === 1) return Math.abs(a)
  const two = folded.get(text)
  if (two !== undefined) return args.reduce(two)
  if (text === 'clamp') return clamp(a, b, c)
  if (text === 'log') return logarithm(literalValue(checked, items[1]!))(a, b)
  return round(a, items.length < 2 ? 0 : literalValue(checked, items[1]!)!)
}

export function textCall(name: string, [a, b]: readonly TraceValue[]): 0 | 1 | 2 {
  if (typeof a !== 'string' || typeof b !== 'string') return 1
  return textTests.get(name)!(a, b) ? 2 : 0
}

export function approxCall([a, b, limit]: readonly number[]): 0 | 1 | 2 {
  const distance = Math.abs(a! - b!)
  return distance <= limit! ? 2 : distance > limit! ? 0 : 1
}

export function seriesCall(name: string, [series, q]: readonly TraceValue[]): number {
  return name === 'quantile' ? seriesQuantile(series as Float64Array, q as number) : seriesFigure(name, series as Float64Array)
}
