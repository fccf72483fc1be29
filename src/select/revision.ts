/**
 * A new vector, as it is logged: all of it, what it was made of, and why.
 * In: a learner that has just made one. Out: one record to `onRevision`. With the decisions it tells what would have been picked otherwise.
 */
import type { Core } from './core.ts'
import type { Cause, Learner } from './learner.ts'

export function tellRevision(core: Core, learner: Learner, cause: Cause, context: string | undefined): void {
  const { names, settings, events, clock } = core
  const { onRevision, origin, policy } = settings
  const { evidence, vector, revision } = learner
  const byHead = (value: (head: number) => number): number[] => names.map((_, head) => value(head))
  events.guard(() =>
    onRevision?.({
      atMs: clock.at,
      origin,
      revision,
      cause,
      policy,
      heads: [...names],
      probabilities: byHead((head) => vector.probabilityOf(head)),
      counts: byHead((head) => evidence.all.n[head]!),
      means: byHead((head) => evidence.mean(head)),
      ...(context !== undefined && { context }),
    }),
  )
}
