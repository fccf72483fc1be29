/** Durations with their unit: a bare number is refused, for nobody knows its unit. */

const unitMs: ReadonlyMap<string, number> = new Map([['ms', 1], ['s', 1000], ['m', 60_000], ['h', 3_600_000]]) // prettier-ignore

export const durationForm = 'a duration above 0 with its unit: 500ms, 2s, 1.5m'

/** Ms of a duration such as `1.5m`; undefined for anything else. */
export function durationMs(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined
  const [, digits, unit = ''] = /^(\d{1,12}(?:\.\d{1,6})?) ?(ms|s|m|h)$/.exec(value) ?? []
  const ms = digits === undefined ? 0 : Number(digits) * unitMs.get(unit)!
  return ms > 0 ? ms : undefined
}
