/**
 * Warnings: HydraErrors of severity 'warning', given once per (code, place) to one sink.
 * Without a sink they go to process.emitWarning; the command sets a sink of its own.
 * State hangs on globalThis by Symbol.for, so that an ESM and a CommonJS copy warn once together.
 */
import type { HydraError } from './hydra-error.ts'

interface WarnState {
  sink: ((warning: HydraError) => void) | undefined
  readonly given: Set<string>
}

const key = Symbol.for('hydra.warnings')
const holder = globalThis as unknown as Record<symbol, WarnState | undefined>
const state = (): WarnState => (holder[key] ??= { sink: undefined, given: new Set() })

const emit = (warning: HydraError): void => {
  process.emitWarning(`${warning.message}. ${warning.hint}`, { type: 'HydraWarning', code: warning.code })
}

/** Gives a warning, unless one of the same code and place was given before. */
export function warnOnce(warning: HydraError): void {
  const { sink = emit, given } = state()
  const id = `${warning.code} ${JSON.stringify(warning.where)}`
  if (given.has(id)) return
  given.add(id)
  sink(warning)
}

/**
 * Chooses where warnings go, instead of process.emitWarning.
 *
 * @returns the sink that was in force before
 */
export function onWarning(sink: ((warning: HydraError) => void) | undefined): ((warning: HydraError) => void) | undefined {
  const before = state().sink
  state().sink = sink
  return before
}
