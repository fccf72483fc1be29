/** From how a call ended to the outcome of its trial, with the error that says so. */
import { describeThrown, hydraError, type HydraError } from '../../errors/index.ts'
import type { HeadKind, Outcome } from '../../study/types.ts'
import { commandError } from '../head/command.ts'
import type { Ended } from './ended.ts'
import type { Place } from './oracle.ts'

export interface Failure {
  readonly outcome: Outcome
  readonly error?: HydraError
}

/**
 * @param limitMs - of the call, for the message
 * @returns undefined when it returned in time: then its output is judged
 */
export function failureOf({ how, value }: Ended, kind: HeadKind, { head, trial }: Place, limitMs: number): Failure | undefined {
  const where = { head, trial }
  switch (how) {
    case 'returned':
      return undefined
    case 'aborted':
      return { outcome: 'aborted' }
    case 'timeout':
      return { outcome: 'timeout', error: hydraError('3002', { head, trial, limitMs }, { where }) }
    case 'blocked':
      return { outcome: 'timeout', error: hydraError('3008', { head, trial, limitMs }, { where }) }
    case 'exit':
      return { outcome: 'exit', error: hydraError('3007', { head, trial, what: String(value) }, { where }) }
    case 'threw':
      if (kind === 'command') return { outcome: 'error', error: commandError(head, trial, value) }
      return {
        outcome: 'error',
        error: hydraError('3001', { head, trial, what: describeThrown(value) }, { where, cause: value }),
      }
  }
}
