/** Values of metrics for people: amounts of bytes by their name (`bytes`, `heapBytes`, `file_bytes`), all else by significant digits. */
import { formatBytes } from './bytes.ts'
import { significant } from './number.ts'

const isBytes = (name: string): boolean => /(^|_)bytes$|Bytes$/.test(name)

/**
 * @param name - of the metric; it decides the unit
 * @param value - undefined (unknown) gives `–`
 */
export function formatMetric(name: string, value: number | undefined): string {
  if (value === undefined) return '–'
  return isBytes(name) ? formatBytes(value) : significant(value)
}
