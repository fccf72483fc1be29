/** How a link of a chain ended: what became of it, and whether it may count. */
import type { How } from './ended.ts'
import type { BatchEnd } from './lane.ts'

function isThenable(value: unknown): boolean {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  try {
    return typeof (value as { then?: unknown }).then === 'function'
  } catch {
    // A getter that throws: the single call that follows shows it as the failure it is.
    return true
  }
}

/** False for one that ended as none in a chain may: it threw, tried to exit, or gave a promise. */
export const isWhole = ({ thrown, output, isBlocked, exit }: BatchEnd): boolean =>
  thrown === undefined && isBlocked !== true && exit === undefined && !isThenable(output)

export function howOf({ thrown, output, isBlocked, exit }: BatchEnd, tookMs: number, limitMs: number): readonly [How, unknown] {
  if (isBlocked === true) return ['blocked', undefined]
  if (exit !== undefined) return ['exit', exit]
  if (thrown !== undefined) return ['threw', thrown.value]
  return tookMs > limitMs ? ['timeout', undefined] : ['returned', output]
}
