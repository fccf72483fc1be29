/**
 * Durations for people. In: milliseconds. Out: three significant digits with the unit that fits, `1 m 32 s` from a minute on.
 * Why own units per value: `45.6 us` beside `1.23 ms` reads faster than `0.0456 ms`; the column of ratios does the comparing.
 */
import { decimalsFor, fixedDigits } from './number.ts'

export type DurationUnit = 'ns' | 'us' | 'ms' | 's'

const factors: Readonly<Record<DurationUnit, number>> = { ns: 1e6, us: 1e3, ms: 1, s: 1e-3 }

/** The largest unit in which the rounded number is at least 1. */
export function unitFor(durationMs: number): DurationUnit {
  const rounded = Number(Math.abs(durationMs).toPrecision(3))
  if (rounded >= 1000) return 's'
  if (rounded >= 1 || rounded === 0) return 'ms'
  return rounded >= 1e-3 ? 'us' : 'ns'
}

/** The amount in a unit. */
export const durationIn = (durationMs: number, unit: DurationUnit): number => durationMs * factors[unit]

/** The number alone, in a unit chosen before: for the ends of an interval beside their median. */
export function inUnit(durationMs: number, unit: DurationUnit): string {
  const amount = durationIn(durationMs, unit)
  return amount > 0 && amount < 1e-3 ? amount.toExponential(2) : fixedDigits(amount, 3)
}

/** `1.21 to 1.25`: the ends of an interval in the unit and with the decimals of the figure they belong to. */
export function intervalBeside(figureMs: number, [lowMs, highMs]: readonly [number, number]): string {
  const factor = factors[unitFor(figureMs)]
  const decimals = decimalsFor(figureMs * factor, 3)
  return `${(lowMs * factor).toFixed(decimals)} to ${(highMs * factor).toFixed(decimals)}`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** `1 m 32 s`, `2 h 05 m`, `3 d 04 h`: the two largest parts. */
function long(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor((seconds % 86_400) / 3600),
    Math.floor((seconds % 3600) / 60),
  ]
  if (days > 0) return `${days} d ${two(hours)} h`
  if (hours > 0) return `${hours} h ${two(minutes)} m`
  return `${minutes} m ${two(seconds % 60)} s`
}

/**
 * A duration with its unit.
 *
 * @param durationMs - milliseconds; undefined (unknown) gives `–`
 * @example
 * formatDuration(0.0456) // '45.6 us'
 * @since 0.1.0
 */
export function formatDuration(durationMs: number | undefined): string {
  if (durationMs === undefined) return '–'
  if (durationMs >= 59_950) return long(Math.round(durationMs / 1000))
  const unit = unitFor(durationMs)
  return `${inUnit(durationMs, unit)} ${unit}`
}
