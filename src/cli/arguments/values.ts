/**
 * Reads options that were typed: whole numbers, shares, durations, choices. What does not fit is refused, never rounded or cut.
 * In: Parsed. Out: typed values, undefined where an option was left out. Fails: HYD-1003 with what was expected and what came.
 */
import { durationMs } from '../../config/time.ts'
import { didYouMean } from '../../errors/index.ts'
import { refusal } from './refusal.ts'
import type { Parsed } from './types.ts'

export const isGiven = ({ given }: Parsed, option: string): boolean => given.has(option)

/** All values of an option that may be repeated. */
export function texts({ given }: Parsed, option: string): readonly string[] {
  const values = given.get(option)
  return values === undefined || values === true ? [] : values
}

/** The last value: a later one on the line replaces an earlier one. */
export const text = (parsed: Parsed, option: string): string | undefined => texts(parsed, option).at(-1)

/** A text that may not be empty: names of files and folders. */
export function path(parsed: Parsed, option: string): string | undefined {
  const value = text(parsed, option)
  if (value === '') throw refusal(`--${option}`, 'a path', value)
  return value
}

/** A whole number in plain digits; `1e3`, `10abc`, `0x10` and the empty text are refused. */
export function whole(parsed: Parsed, option: string, least: number, most: number): number | undefined {
  const value = text(parsed, option)
  if (value === undefined) return undefined
  const number = /^\d{1,16}$/.test(value) ? Number(value) : NaN
  if (!(number >= least && number <= most)) throw refusal(`--${option}`, `a whole number from ${least} to ${most}`, value)
  return number
}

/** A decimal number such as 0.05 within bounds. */
export function decimal(parsed: Parsed, option: string, least: number, most: number): number | undefined {
  const value = text(parsed, option)
  if (value === undefined) return undefined
  const number = /^(\d+(\.\d+)?|\.\d+)(e-?\d{1,3})?$/i.test(value) ? Number(value) : NaN
  const expected = most === Infinity ? `a number from ${least} on` : `a number from ${least} to ${most}`
  if (!(number >= least && number <= most && number < Infinity)) throw refusal(`--${option}`, expected, value)
  return number
}

/** Any finite number, a negative one too. */
export function signed(parsed: Parsed, option: string): number | undefined {
  const value = text(parsed, option)
  if (value === undefined) return undefined
  const number = /^-?(\d+(\.\d+)?|\.\d+)(e-?\d{1,3})?$/i.test(value) ? Number(value) : NaN
  if (!Number.isFinite(number)) throw refusal(`--${option}`, 'a number', value)
  return number
}

/** A decimal number above 0. */
export function above(parsed: Parsed, option: string, most: number): number | undefined {
  const value = decimal(parsed, option, 0, most)
  if (value === 0) throw refusal(`--${option}`, 'a number above 0', '0')
  return value
}

/** A duration with its unit, in ms: `500ms`, `2s`, `1.5m`, `1h`; a bare number is refused, nobody knows its unit. */
export function duration(parsed: Parsed, option: string): number | undefined {
  const value = text(parsed, option)
  if (value === undefined) return undefined
  const ms = durationMs(value)
  if (ms === undefined) throw refusal(`--${option}`, 'a duration above 0 such as 500ms, 2s or 1.5m', value)
  return ms
}

/** One of the values that the table lists. */
export function choice<T extends string>(parsed: Parsed, option: string, values: readonly T[]): T | undefined {
  const value = text(parsed, option)
  if (value === undefined) return undefined
  const found = values.find((one) => one === value)
  if (found === undefined) throw refusal(`--${option}`, values.join(' | '), value, didYouMean(value, values, ''))
  return found
}
