/**
 * Arguments of a bench: ranges, and all combinations of several.
 * In: name -> values. Out: one record a combination, the first name changing fastest; `$name` in a text is put in.
 */
import { refusal } from '../refuse.ts'
import type { Arguments } from './types.ts'

export type ValuesByName = Readonly<Record<string, readonly unknown[]>>

function ladder(name: string, start: number, end: number, next: (value: number) => number): number[] {
  if (!(start <= end) || !(next(start) > start)) throw refusal(`range of ${name}`, 'a range that rises to its end', [start, end])
  const values: number[] = []
  for (let value = start; value <= end; value = next(value)) values.push(value)
  return values.includes(end) ? values : [...values, end]
}

/** start, start * multiplier, ... and the end. @throws HYD-1003 a range that never ends */
export const range = (name: string, start: number, end: number, multiplier = 8): number[] =>
  ladder(name, start, end, (value) => value * multiplier)

/** start, start + step, ... and the end. @throws HYD-1003 a range that never ends */
export const denseRange = (name: string, start: number, end: number, step = 1): number[] =>
  ladder(name, start, end, (value) => value + step)

/** All combinations; one empty record where there are no arguments, none where one of them has no values. */
export function combinations(values: ValuesByName): Arguments[] {
  const names = Object.keys(values)
  return names.reduceRight<Arguments[]>((all, name) => all.flatMap((rest) => (values[name] ?? []).map((value) => ({ [name]: value, ...rest }))), [{}]) // prettier-ignore
}

/** Puts values in place of `$name`, longer names first: `$size` is not `$s` and `ize`. */
export function fillIn(text: string, args: Arguments): string {
  const names = Object.keys(args).sort((a, b) => b.length - a.length)
  return names.reduce((filled, name) => filled.replaceAll(`$${name}`, () => String(args[name])), text)
}

/** The same names with the same values, whatever their order. */
export function sameArguments(a: Arguments, b: Arguments): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && Object.is(a[name], b[name]))
}
