/**
 * Measures a study as the command does it: with progress on stderr, stopped by signals.
 * In: settings. Out: a Study; what went wrong with heads is in it.
 */
import { onBlocked, profile, type Blocked } from '../../measure/index.ts'
import { counted } from '../../report/index.ts'
import type { Study } from '../../study/index.ts'
import type { Context } from '../context.ts'
import { exits } from '../exit.ts'
import type { Settings } from '../settings/types.ts'
import { followStudy } from '../terminal/follow.ts'
import { hearSecondSignal } from '../terminal/second-signal.ts'

/** What is done with a study whose head holds the process for good: nothing can be awaited there. */
export type Salvage = (study: Study) => void

const keepsNothing: Salvage = () => undefined

/**
 * @param task - for the lines of progress: `profile`, `validate`
 * @param salvage - keeps what was finished
 */
export async function measureStudy(
  context: Context,
  settings: Pick<Settings, 'study'>,
  task: string,
  salvage = keepsNothing,
): Promise<Study> {
  const { callbacks, end } = followStudy(context, task)
  onBlocked(({ fault, study }: Blocked) => {
    end()
    context.log.fault(fault)
    salvage(study())
  })
  const stopHearing = hearSecondSignal()
  try {
    return await profile({ ...settings.study, ...callbacks, signal: context.interrupt.signal })
  } finally {
    stopHearing()
    end()
  }
}

export const finishedTrials = (study: Study): number =>
  study.names.reduce((sum, name) => sum + (study.heads[name]?.summary.trials ?? 0), 0)

/** 4 when a head had not one success, else 0. */
export function exitOfStudy(study: Study, log: Context['log']): number {
  const failed = study.names.filter((name) => study.heads[name]?.summary.successes === 0)
  if (failed.length === 0 || study.partial) return exits.ok
  log.warning(`${counted(failed.length, 'head')} without one success: ${failed.join(', ')}`)
  return exits.headWithoutSuccess
}
