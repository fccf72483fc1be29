/**
 * A CPU profile of each head, apart from the timed trials: after the last one, before heads are torn down.
 * In: heads that are set up. Out: a profile of each that could be called; of the others a warning that says why not (HYD-3040).
 * It is the function as given that is called, not a copy, so that lines are those of its file. A stopped study profiles no further.
 */
import { describeThrown, hydraError, type HydraError } from '../errors/index.ts'
import type { HeadCpuProfile } from '../study/index.ts'
import { hydraCpuLoop, type Calls } from './cpu-loop.ts'
import { openProfiler, type Profiler } from './cpu-profiler.ts'
import type { HeadRun } from './head-run.ts'
import { within } from './trial/scope.ts'

export interface CpuSettings {
  readonly warn: (warning: HydraError) => void
  readonly isStopped: () => boolean
  /** Calls that cost something must not be made beside those of the budget. */
  readonly isCostLimited: boolean
}

const missing = (head: string, reason: string): HydraError => hydraError('3040', { head, reason }, { where: { head } })

async function callHead(head: HeadRun, isStopped: () => boolean): Promise<Calls> {
  const { body, hooks } = head.head!
  const scope = head.scope()
  const calling = { head, run: body!.original, hooks, scope, isStopped }
  const mayRunOn = head.warmth.isPlain && hooks.beforeEach === undefined && hooks.afterEach === undefined
  return within(scope, () => hydraCpuLoop(calling, mayRunOn))
}

async function profileOf(head: HeadRun, profiler: Profiler, settings: CpuSettings): Promise<HeadCpuProfile | undefined> {
  const refuse = (reason: string): undefined => void settings.warn(missing(head.name, reason))
  if (head.plan.kind === 'command') return refuse('a command runs in a process of its own')
  if (head.plan.kind === 'remote') return refuse('a remote head is called by its trials alone')
  if (settings.isCostLimited && (head.plan.cost ?? 0) > 0) return refuse('its calls have a cost, and the study a budget of it')
  if (head.isolation !== 'inline') return refuse('it runs in an isolate; profile it inline')
  if (head.dropped) return refuse('it was given up')
  if (head.head?.body === undefined) return refuse('it could not be prepared')
  const [{ calls, ended }, profile] = await profiler.record(() => callHead(head, settings.isStopped))
  return calls === 0 ? refuse(ended ?? 'it was never called') : { head: head.name, calls, profile }
}

async function profileAll(heads: readonly HeadRun[], profiler: Profiler, settings: CpuSettings): Promise<HeadCpuProfile[]> {
  const profiles: HeadCpuProfile[] = []
  for (const head of heads) {
    if (settings.isStopped()) break
    const profile = await profileOf(head, profiler, settings)
    if (profile !== undefined) profiles.push(profile)
  }
  return profiles
}

/** Profiles heads one after the other, each for 0.3 to 1 s. */
export async function recordCpuProfiles(heads: readonly HeadRun[], settings: CpuSettings): Promise<HeadCpuProfile[]> {
  let profiler: Profiler
  try {
    profiler = await openProfiler()
  } catch (thrown) {
    settings.warn(missing('(all)', describeThrown(thrown)))
    return []
  }
  try {
    return await profileAll(heads, profiler, settings)
  } finally {
    await profiler.close()
  }
}
