/** What became of a trial whose isolate was lost in it. */
import { hydraError } from '../../errors/index.ts'
import { trialOf, type TrialResult } from '../trial/run.ts'
import type { Lost } from './resident.ts'

/** HYD-3008 it blocked, HYD-3007 it ended its isolate, HYD-3010 it took more memory than there is; an aborted one is no failure. */
export function trialOfLost({ lost, what, wallMs }: Lost, head: string, trial: number, limitMs: number): TrialResult {
  const where = { where: { head, trial } }
  const ended = { how: 'timeout', value: undefined, wallMs } as const
  switch (lost) {
    case 'aborted':
      return trialOf(ended, { outcome: 'aborted' })
    case 'blocked':
      return trialOf(ended, { outcome: 'timeout', error: hydraError('3008', { head, trial, limitMs }, where) })
    case 'memory':
      return trialOf(ended, { outcome: 'error', error: hydraError('3010', { head, trial, what }, where) })
    case 'ended':
      return trialOf(ended, { outcome: 'exit', error: hydraError('3007', { head, trial, what }, where) })
  }
}
