/**
 * Whether a stream gets colours, and the brushes for it.
 * Off by --no-color, NO_COLOR (no-color.org: set and not empty), TERM=dumb, and where the stream is no terminal; FORCE_COLOR turns them on.
 */
import { plain, type Paint } from '../../report/index.ts'

export interface ColorWishes {
  readonly off: boolean
  readonly env: NodeJS.ProcessEnv
}

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''

export function wantsColor(stream: { readonly isTTY?: boolean }, { off, env }: ColorWishes): boolean {
  if (off || isSet(env['NO_COLOR'])) return false
  if (isSet(env['FORCE_COLOR']) && env['FORCE_COLOR'] !== '0') return true
  return stream.isTTY === true && env['TERM'] !== 'dumb'
}

/** Brushes for a stream; picocolors is loaded only when there is something to paint. */
export async function paintFor(stream: { readonly isTTY?: boolean }, wishes: ColorWishes): Promise<Paint> {
  if (!wantsColor(stream, wishes)) return plain
  const { default: picocolors } = await import('picocolors')
  const { bold, dim, red, green, yellow, cyan } = picocolors.createColors(true)
  return { bold, dim, red, green, yellow, cyan }
}
