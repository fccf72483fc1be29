/**
 * The trials of a head in batches: from a place in a block to a trial that is taken down.
 * In: a head that has batches, the place. Out: a link for the chain; and of its end a trial, its last answer judged.
 * A batch that fails ends the batches of its head: from then on a trial is one call, so that the success rate is one of calls. A failure
 * that only a copy of the head shows (a name from outside that it needs now and then) costs nothing: the trial is run again on the
 * original, which stays.
 */
import { isWhole, type Load } from './batched.ts'
import type { HeadRun, Visit } from './head-run.ts'
import { TrialContext } from './trial/context.ts'
import type { BatchEnd, Link } from './trial/lane.ts'
import type { Readings } from './trial/chain.ts'
import { failureOf } from './trial/outcome.ts'
import { judgeOutput, trialOf, type TrialResult } from './trial/run.ts'
import { within } from './trial/scope.ts'

/** What the next batch is called with; undefined when there is no input: the single call that follows says so. */
export function loadOf(head: HeadRun, block: number, trial: number): Load | undefined {
  const scope = head.scope()
  try {
    const input = within(scope, () => head.shared.inputs.valueOf(block))
    return { input, scope, context: new TrialContext(head.name, trial) }
  } catch {
    return undefined
  }
}

/** The next batch of a head; undefined where its next trial is a single call. */
export function linkOf(head: HeadRun, { block, scale = 1 }: Visit, ahead: number): Link | undefined {
  const { batched } = head
  if (batched === undefined || head.dropped) return undefined
  const load = loadOf(head, block, head.trials + ahead)
  return load === undefined ? undefined : batched.link(head.shared.inputs.indexOf(block), load, scale)
}

/** A trial of the last answer of a batch: judged only where there is a judge, since each costs as much as a short call. */
async function judged(head: HeadRun, link: Link, end: BatchEnd, readings: Readings, at: number): Promise<TrialResult> {
  const { verify, metrics, deadline } = head.shared
  const { scope } = link
  const limitMs = head.plan.timeoutMs
  const ended = head.batched!.endedOf(end, scope, readings, at, limitMs)
  const place = { head: head.name, trial: head.trials }
  const failure = failureOf(ended, head.plan.kind, place, limitMs)
  if (failure !== undefined) return trialOf(ended, failure)
  if (verify === undefined && metrics === undefined) return trialOf(ended, { outcome: 'success' })
  const judgement = await judgeOutput(end.output, link.rounds.inputs[0], place, head.settings(scope), {
    scope,
    deadline,
    limitMs,
  })
  return trialOf(ended, judgement)
}

/** Goes back to the function as it was given. */
export function useOriginal(head: HeadRun): void {
  const body = head.head?.body
  head.canRebuild = false
  head.rebuilt = false
  if (body === undefined) return
  body.run = body.original
  head.batched?.renew(body.original)
}

/** Runs the trial of a batch that cannot count again, as one call. */
async function measureAlone(head: HeadRun, visit: Visit): Promise<void> {
  const outcome = await head.measure(visit)
  if (outcome !== 'success') head.batched = undefined
}

/** Takes down batch `at` of a chain. */
export async function takeBatch(
  head: HeadRun,
  link: Link,
  end: BatchEnd,
  readings: Readings,
  at: number,
  visit: Visit,
): Promise<void> {
  if (head.dropped) return
  if (head.batched === undefined) return measureAlone(head, visit)
  const trial = await judged(head, link, end, readings, at)
  if (trial.outcome === 'success' && isWhole(end, link.scope)) {
    head.answered(visit.block, end.output)
    return head.take(trial, visit)
  }
  if (link.run !== head.head?.body?.original) {
    useOriginal(head)
    return measureAlone(head, visit)
  }
  head.batched = undefined
  if (trial.outcome === 'success') return measureAlone(head, visit)
  head.take(trial, visit)
}
