/**
 * Follows a study on stderr: a bar on a terminal, else one line a head when it has had its last trial.
 * In: callbacks of the measuring room. Out: talk; nothing here is called inside a timed section.
 */
import type { ProfileOptions } from '../../measure/types.ts'
import type { Context } from '../context.ts'
import { shownName } from '../../report/index.ts'
import { createBar } from './progress.ts'

export interface Follower {
  readonly callbacks: Pick<ProfileOptions, 'onProgress' | 'onHeadDone'>
  /** Takes the bar off. */
  readonly end: () => void
}

/** @param task - what the study is for: `profile`, `validate` */
export function followStudy({ bar, log, quiet }: Context, task: string): Follower {
  if (quiet) return { callbacks: {}, end: () => undefined }
  if (!bar.terminal)
    return { callbacks: { onHeadDone: (head) => log.info(`${task}: ${shownName(head)} done`) }, end: () => undefined }
  const drawn = createBar(bar.write, bar.columns, bar.paint, bar.unicode)
  return { callbacks: { onProgress: (progress) => drawn.draw(progress) }, end: () => drawn.clear() }
}
