/**
 * What a failure looks like to the user, and the exit code that follows from it.
 * In: anything thrown. Out: one or two lines on stderr; a HydraError never shows a stack, a bug shows one with --verbose.
 */
import { describeThrown, hydraError, isHydraError, type HydraError } from '../errors/index.ts'
import { exits } from './exit.ts'
import type { Log } from './terminal/log.ts'

const listed = 20

/** The single faults behind an error that stands for several. */
function innerFaults({ details }: HydraError): readonly unknown[] {
  const { errors } = details
  return Array.isArray(errors) ? errors : []
}

/** Anything thrown as a HydraError: what is not one is a bug of ours. */
export const asFault = (thrown: unknown): HydraError =>
  isHydraError(thrown) ? thrown : hydraError('9999', { what: describeThrown(thrown) }, { cause: thrown })

/** @returns the exit code */
export function reportFault(thrown: unknown, log: Log, verbose: boolean): number {
  const fault = asFault(thrown)
  const inner = innerFaults(fault).filter(isHydraError)
  if (inner.length > 1) {
    for (const one of inner.slice(0, listed)) log.fault(one)
    if (inner.length > listed) log.error(`and ${inner.length - listed} more`)
  } else log.fault(fault)
  const { cause } = fault
  if (fault.code === 'HYD-9999' && verbose && cause instanceof Error) log.error(cause.stack ?? '')
  return fault.exitCode === 0 ? exits.bug : fault.exitCode
}
