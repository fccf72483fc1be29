/**
 * One unit for a column of times, so that they can be compared at a glance; none where they differ by more than 10 000 times.
 * In: the times of a column. Out: texts with the decimal points under each other.
 */
import { durationIn, formatDuration, inUnit, intervalBeside, unitFor, type DurationUnit } from './duration.ts'

const most = 1e4

/** The unit of the smallest time, when the largest is still readable in it. */
export function commonUnit(durationsMs: readonly number[]): DurationUnit | undefined {
  const above = durationsMs.filter((ms) => ms > 0)
  if (above.length === 0) return undefined
  const [least, largest] = [Math.min(...above), Math.max(...above)]
  const unit = unitFor(least)
  return largest / least <= most && durationIn(largest, unit) < 1e5 ? unit : undefined
}

/** Blanks behind, so that decimal points stand under each other when aligned to the right. */
export function alignPoints(texts: readonly string[]): string[] {
  const behind = (text: string): number => (/^[\d.]+$/.test(text) && text.includes('.') ? text.length - text.indexOf('.') : 0)
  const longest = Math.max(0, ...texts.map(behind))
  return texts.map((text) => (/^[\d.]+$/.test(text) ? text + ' '.repeat(longest - behind(text)) : text))
}

/** The texts of a column of times; with a common unit without it. */
export const timeTexts = (durationsMs: readonly (number | undefined)[], unit: DurationUnit | undefined): string[] =>
  unit === undefined
    ? durationsMs.map(formatDuration)
    : alignPoints(durationsMs.map((ms) => (ms === undefined ? '–' : inUnit(ms, unit))))

/** `[53.7, 59.1]`: the ends of an interval beside their figure, in its unit. */
export function bracket(figureMs: number, [low, high]: readonly [number, number], unit: DurationUnit | undefined): string {
  if (unit === undefined) return `[${intervalBeside(figureMs, [low, high]).replace(' to ', ', ')}]`
  const decimals = /\.(\d+)/.exec(inUnit(figureMs, unit))?.[1]?.length ?? 0
  return `[${[low, high].map((end) => durationIn(end, unit).toFixed(decimals)).join(', ')}]`
}
