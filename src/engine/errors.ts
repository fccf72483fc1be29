/**
 * What comes back from a kernel, as errors that people can read.
 * In: a status number, or what the addon threw. Out: a HydraError. The core sends numbers only; the text is made here, once for both engines.
 * A throw of the addon is a panic of the core or a wrong call by this room: HYD-9999 either way, never the user's fault.
 */
import { describeThrown, hydraError, type HydraError } from '../errors/index.ts'

/** HYD-9999 with what the addon said. */
export function fromNative(thrown: unknown): HydraError {
  const what = thrown instanceof Error ? thrown.message : describeThrown(thrown)
  return hydraError(
    '9999',
    { what: `the native engine stopped: ${what}` },
    { cause: thrown, details: { panic: what, engine: 'native' } },
  )
}

/** HYD-9999 for a status that the facade should have made impossible. */
export function unexpectedStatus(kernel: string, status: number): HydraError {
  return hydraError('9999', { what: `${kernel} answered with status ${status}` }, { details: { kernel, status } })
}

/** HYD-4001 for the first value of a column that is not finite. */
export function notFinite(what: string, values: Float64Array, start = 0): HydraError {
  let index = start
  while (index < values.length && Number.isFinite(values[index])) index += 1
  return hydraError('4001', { what, value: String(values[index]), index: index - start }, { details: { index: index - start } })
}
