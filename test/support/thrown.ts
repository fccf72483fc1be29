import { isHydraError, type HydraError } from '../../src/errors/index.ts'

/** What a deed throws; undefined when it does not. */
export function thrown(deed: () => unknown): unknown {
  try {
    deed()
  } catch (error) {
    return error
  }
  return undefined
}

/** The HydraError that a deed throws. */
export function hydraErrorOf(deed: () => unknown): HydraError {
  const error = thrown(deed)
  if (isHydraError(error)) return error
  throw error ?? new Error('nothing was thrown')
}
