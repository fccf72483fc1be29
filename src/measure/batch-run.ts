/**
 * The trials of a head in a chain: from a place in a block to a trial that is taken down.
 * In: a head that has batches or calls for chains, the place. Out: a link for the chain; and of its end a trial, its last answer judged.
 * One that fails ends the chains of its head: from then on a trial is one call, so that the success rate is one of calls. A failure
 * that only a copy of the head shows (a name from outside that it needs now and then) costs nothing: the trial is run again on the
 * original, which stays.
 * Nothing is awaited where there is no judge: a promise a trial costs more than reading the clocks.
 */
import type { Load } from './chained.ts'
import type { HeadRun, Visit } from './head-run.ts'
import { TrialContext } from './trial/context.ts'
import type { BatchEnd, Link } from './trial/lane.ts'
import type { Readings } from './trial/chain.ts'
import { howOf } from './trial/batch-end.ts'
import type { Ended, How } from './trial/ended.ts'
import { figurePlaces, figuresOfTrial } from './trial/figures.ts'
import type { Soon } from './trial/oracle.ts'
import { failureOf } from './trial/outcome.ts'
import { judgeOutput, trialOf, type TrialResult } from './trial/run.ts'
import { within, type Scope } from './trial/scope.ts'

/** What the next trial is called with; undefined when there is no input: the single call that follows says so. */
export function loadOf(head: HeadRun, block: number, trial: number, scope = head.scope()): Load | undefined {
  const { inputs } = head.shared
  const context = new TrialContext(head.name, trial)
  if (!inputs.changes) return { input: inputs.valueOf(block), scope, context }
  try {
    return { input: within(scope, () => inputs.valueOf(block)), scope, context }
  } catch {
    return undefined
  }
}

/** The next link of a head; undefined where its next trial is awaited. @param scope - of its trials in this chain */
export function linkOf(head: HeadRun, { block, scale = 1 }: Visit, ahead: number, scope: Scope): Link | undefined {
  const { chained } = head
  if (chained === undefined || head.dropped) return undefined
  const trial = head.trials + ahead
  const load = loadOf(head, block, trial, scope)
  if (load === undefined) return undefined
  const link = chained.link(head.shared.inputs.indexOf(block), load, scale)
  if (head.batched === undefined && isJudged(head)) return { ...link, judge: judgeOf(head, trial, load) }
  return head.wantsAnswer(block) ? { ...link, answered: (output) => head.answered(block, output) } : link
}

const isJudged = ({ shared: { verify, metrics } }: HeadRun): boolean => verify !== undefined || metrics !== undefined

/** Of a single call: its answer may be a buffer that the next call fills anew. */
function judgeOf(head: HeadRun, trial: number, { input, scope }: Load): NonNullable<Link['judge']> {
  const { name, shared, plan } = head
  const limits = { scope, deadline: shared.deadline, limitMs: plan.timeoutMs }
  return (output) => judgeOutput(output, input, { head: name, trial }, shared, limits)
}

function judgedBy(head: HeadRun, ended: Ended, { scope, rounds }: Link, output: unknown): Soon<TrialResult> {
  const judgement = judgeOf(head, head.trials, { input: rounds.inputs[0], scope, context: undefined })(output)
  return judgement instanceof Promise ? judgement.then((known) => trialOf(ended, known)) : trialOf(ended, judgement)
}

/** The trial that is taken down at the moment: one at a time, and nobody keeps it. */
const row = new Float64Array(figuresOfTrial)

const known = (figure: number): number | undefined => (figure === figure ? figure : undefined)

/** What the row says, as the end of a call. */
function endedOf([how, value]: readonly [How, unknown]): Ended {
  const at = (figure: keyof typeof figurePlaces): number => row[figurePlaces[figure]]!
  return {
    how,
    value,
    wallMs: at('wallMs'),
    cpuMs: known(at('cpuMs')),
    span: { fromMs: at('fromMs'), toMs: at('toMs'), calls: at('calls') },
    heapBytes: known(at('heapBytes')),
    switches: known(at('switches')),
    faults: known(at('faults')),
  }
}

/** A trial of the last answer of a link: judged only where there is a judge, since each costs as much as a short call. */
function judged(head: HeadRun, link: Link, end: BatchEnd, readings: Readings, at: number): Soon<TrialResult> {
  const limitMs = head.plan.timeoutMs
  const tookMs = head.chained!.fill(row, end, readings, at)
  const ended = endedOf(howOf(end, tookMs, limitMs))
  const failure = failureOf(ended, head.plan.kind, { head: head.name, trial: head.trials }, limitMs)
  if (failure !== undefined) return trialOf(ended, failure)
  const { judgement } = end
  if (judgement instanceof Promise) return judgement.then((known) => trialOf(ended, known))
  if (judgement !== undefined) return trialOf(ended, judgement)
  return isJudged(head) ? judgedBy(head, ended, link, end.output) : trialOf(ended, { outcome: 'success' })
}

/** Goes back to the function as it was given. */
export function useOriginal(head: HeadRun): void {
  const body = head.head?.body
  head.canRebuild = false
  head.rebuilt = false
  if (body === undefined) return
  body.run = body.original
  head.chained?.renew(body.original)
}

/** Runs a trial that cannot count again, as one call. */
async function measureAlone(head: HeadRun, visit: Visit): Promise<void> {
  const outcome = await head.measure(visit)
  if (outcome !== 'success') head.batched = undefined
}

/** It answered with a promise, which nobody in a chain can wait for; what becomes of it is nobody's fault. */
function answeredLater(head: HeadRun, { output }: BatchEnd, visit: Visit): Promise<void> {
  if (output instanceof Promise) output.catch(() => undefined)
  head.unchain()
  return measureAlone(head, visit)
}

/** The head is told by its signal why its trial did not count. */
function tellHead({ scope, context }: Link, { outcome, error }: TrialResult): void {
  const isTold = outcome === 'timeout' || outcome === 'exit'
  if (isTold && context instanceof TrialContext) within(scope, () => context.abort(error))
}

function takeTrial(head: HeadRun, link: Link, end: BatchEnd, visit: Visit, trial: TrialResult): Soon<void> {
  if (trial.outcome === 'success') return head.take(trial, visit)
  if (link.run !== head.head?.body?.original) {
    useOriginal(head)
    return measureAlone(head, visit)
  }
  tellHead(link, trial)
  // A single call that threw or was wrong is a trial like any other.
  const isOrdinary = head.batched === undefined && (trial.outcome === 'error' || trial.outcome === 'wrong')
  if (!isOrdinary) head.unchain()
  // It came back, but too late.
  if (trial.outcome === 'timeout' && end.tookMs !== undefined) head.late()
  head.take(trial, visit)
}

/**
 * Takes down a trial of which there is nothing to tell but its figures: it came back in time, and nobody judges it. So are most.
 *
 * @returns whether it is one
 */
function takePlain(head: HeadRun, end: BatchEnd, readings: Readings, at: number, visit: Visit): boolean {
  const { chained, shared, plan } = head
  if (end.isWhole !== true || end.judgement !== undefined || chained === undefined) return false
  if (shared.taken !== undefined || isJudged(head)) return false
  if (chained.fill(row, end, readings, at) > plan.timeoutMs) return false
  head.takeRow(row, visit)
  return true
}

const isLater = ({ isWhole = false, thrown, exit, isBlocked = false }: BatchEnd): boolean =>
  !isWhole && thrown === undefined && exit === undefined && !isBlocked

/** Takes down link `at` of a chain; a promise where somebody is to be waited for. */
export function takeLink(head: HeadRun, link: Link, end: BatchEnd, readings: Readings, at: number, visit: Visit): Soon<void> {
  if (head.dropped || takePlain(head, end, readings, at, visit)) return
  if (head.chained === undefined) return measureAlone(head, visit)
  if (isLater(end)) return answeredLater(head, end, visit)
  const trial = judged(head, link, end, readings, at)
  if (!(trial instanceof Promise)) return takeTrial(head, link, end, visit, trial)
  // A judge that is to be waited for has nothing to do in a chain of single calls.
  head.singles = undefined
  return trial.then((known) => takeTrial(head, link, end, visit, known))
}
