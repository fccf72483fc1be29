/** Amounts of bytes for people: decimal units (1 kB = 1000 B), three significant digits; undefined (unknown) gives `–`. */
import { fixedDigits } from './number.ts'

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/**
 * @param bytes - any finite number; halves of bytes come from medians
 * @example
 * formatBytes(12_345) // '12.3 kB'
 * @since 0.1.0
 */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined) return '–'
  let value = bytes
  let step = 0
  while (Number(Math.abs(value).toPrecision(3)) >= 1000 && step < units.length - 1) {
    value /= 1000
    step += 1
  }
  const text = step === 0 && Number.isInteger(value) ? String(value) : fixedDigits(value, 3)
  return `${text} ${units[step] ?? 'B'}`
}
