/** Refuses what another tool's shape allows and Hydra cannot measure: HYD-1003, with what to write instead. */
import { hydraError, kindOf, show, type HydraError } from '../errors/index.ts'

/** @param expected - completes "must be ..." */
export const refusal = (option: string, expected: string, got: unknown): HydraError =>
  hydraError('1003', { option, expected, got: show(got), type: kindOf(got) }, { where: { option } })
