/** Colours for benches that print by themselves: where asked for, else where stdout is a terminal and NO_COLOR is not set. */
import { plain, type Paint } from '../report/index.ts'

export async function paintOf(colors: boolean | undefined): Promise<Paint> {
  const isWanted = colors ?? (process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '')
  if (!isWanted) return plain
  const { default: picocolors } = await import('picocolors')
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(true)
  return { bold, dim, red, green, yellow, cyan }
}
