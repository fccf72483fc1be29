/** Runs a hook of a head, untimed and limited: setup, teardown, beforeEach, afterEach. */
import { describeThrown, hydraError, type HydraError } from '../../errors/index.ts'
import type { Hook } from '../head/prepared.ts'
import { callOnce, type Limits } from './call.ts'
import { within } from './scope.ts'

/** setup and teardown may start services: they get a minute, or the head's own limit where that is longer. */
export const hookLimitMs = (timeoutMs: number): number => (timeoutMs > 60_000 ? timeoutMs : 60_000)

/**
 * Runs a hook to its end.
 *
 * @returns HYD-3006 (or HYD-3007 when it tried to end the process); undefined when all is well, or the study was aborted
 */
export async function runHook(
  name: string,
  hook: Hook | undefined,
  input: unknown,
  limits: Limits,
): Promise<HydraError | undefined> {
  if (hook === undefined) return undefined
  const { scope, limitMs } = limits
  const running = within(scope, () => callOnce(hook, input, undefined, limits))
  const { how, value } = running instanceof Promise ? await running : running
  if (how === 'returned' || how === 'aborted') return undefined
  const told = how === 'exit' ? `it called ${String(value)}` : describeThrown(value)
  const what = how === 'timeout' || how === 'blocked' ? `it took longer than ${limitMs} ms` : told
  return hydraError('3006', { head: scope.head, hook: name, what }, { where: { head: scope.head }, cause: value })
}
