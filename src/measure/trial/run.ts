/**
 * One trial: hook, the timed call, the oracle, the metrics, hook.
 * In: a head, its input, the number of the trial. Out: outcome, times, metrics; never throws. Only the call itself is timed.
 */
import type { HydraError } from '../../errors/index.ts'
import type { Span } from '../collect/watch.ts'
import type { HeadKind, Outcome } from '../../study/types.ts'
import type { PreparedHead } from '../head/prepared.ts'
import type { Limits } from './call.ts'
import { TrialContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import type { Ended } from './ended.ts'
import { runHook } from './hooks.ts'
import { judge, measure, type Judgement, type Metrics, type Place, type Soon, type Verify } from './oracle.ts'
import { failureOf } from './outcome.ts'
import { within, type Scope } from './scope.ts'

export interface TrialSettings {
  readonly head: PreparedHead
  readonly kind: HeadKind
  readonly limitMs: number
  readonly isBesideOthers?: boolean
  readonly left?: () => number
  readonly scope: Scope
  readonly deadline: Deadline
  readonly verify: Verify | undefined
  readonly metrics: Metrics | undefined
  /** The call is ended at its limit, also where it does not let go of the thread. */
  readonly isArmed: boolean
  /** Told what a call answered that did not fail. */
  readonly onAnswer?: (answer: unknown) => void
}

export interface TrialResult {
  readonly outcome: Outcome
  readonly wallMs: number
  readonly cpuMs: number | undefined
  readonly heapBytes: number | undefined
  readonly rssBytes: number | undefined
  readonly switches: number | undefined
  readonly faults: number | undefined
  readonly otherCpuMs: number | undefined
  readonly span: Span | undefined
  /** It answered with a promise. */
  readonly waited: boolean
  readonly error: HydraError | undefined
  readonly metrics: readonly (readonly [string, number])[]
}

export const notRun: Ended = { how: 'aborted', value: undefined, wallMs: 0 }

/** What a call used and what its answer was worth, as a trial. */
export function trialOf(ended: Ended, { outcome, error, metrics = [] }: Judgement): TrialResult {
  const { wallMs, cpuMs, heapBytes, rssBytes, switches, faults, otherCpuMs, span, waited = false } = ended
  return { outcome, wallMs, cpuMs, heapBytes, rssBytes, switches, faults, otherCpuMs, span, waited, error, metrics }
}

/** Who looks at answers. */
export type Judges = Pick<TrialSettings, 'verify' | 'metrics'>

/** Verified, and if it is right, measured; at once where nobody has to be waited for. */
export function judgeOutput(output: unknown, input: unknown, place: Place, judges: Judges, limits: Limits): Soon<Judgement> {
  const measured = (judgement: Judgement): Soon<Judgement> =>
    judgement.outcome === 'success' ? measure(judges.metrics, output, input, place, limits) : judgement
  const judgement = judge(judges.verify, output, input, place, limits)
  return judgement instanceof Promise ? judgement.then(measured) : measured(judgement)
}

/** The call and what became of it. A head that is stopped is told by its signal. */
async function callAndJudge(input: unknown, place: Place, settings: TrialSettings, limits: Limits): Promise<TrialResult> {
  const { head, kind, limitMs, scope, deadline, isArmed } = settings
  const context = new TrialContext(place.head, place.trial)
  const { isBesideOthers = false, left = () => Infinity } = settings
  const running = head.call(input, { context, scope, deadline, limitMs, isBesideOthers, left, isArmed })
  const ended = running instanceof Promise ? await running : running
  const failure = failureOf(ended, kind, place, limitMs)
  if (failure === undefined) settings.onAnswer?.(ended.value)
  if (failure === undefined) return trialOf(ended, await judgeOutput(ended.value, input, place, settings, limits))
  if (failure.error !== undefined && failure.outcome !== 'error') within(scope, () => context.abort(failure.error))
  if (failure.outcome === 'aborted') within(scope, () => context.abort(ended.value))
  return trialOf(ended, failure)
}

/**
 * Runs one trial to its end.
 *
 * @param trial - from 0; warm-up from -1 downwards
 */
export async function runTrial(input: unknown, trial: number, settings: TrialSettings): Promise<TrialResult> {
  const { head, limitMs, scope, deadline, isArmed } = settings
  const limits: Limits = { scope, deadline, limitMs, isArmed }
  const { beforeEach, afterEach } = head.hooks
  const before = await runHook('beforeEach', beforeEach, input, limits)
  if (before !== undefined) return trialOf(notRun, { outcome: 'error', error: before })
  const trialResult = await callAndJudge(input, { head: scope.head, trial }, settings, limits)
  const after = await runHook('afterEach', afterEach, input, limits)
  return after === undefined || trialResult.outcome !== 'success'
    ? trialResult
    : { ...trialResult, outcome: 'error', error: after, metrics: [] }
}
