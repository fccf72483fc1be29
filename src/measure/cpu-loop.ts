/**
 * What calls a head while the profiler watches: as little as can be, under names that the analysis leaves out (`hydraCpu...`).
 * In: a head that is set up, a limit. Out: how many calls were made, and why they ended early if they did.
 * A synchronous head is called in runs that double until they take 5 ms; one with hooks, or one that waits, call by call.
 */
import { describeThrown } from '../errors/index.ts'
import { breathe, now } from './builtins.ts'
import type { Hooks } from './head/prepared.ts'
import type { HeadRun } from './head-run.ts'
import { TrialContext } from './trial/context.ts'
import type { Run } from './trial/loop.ts'
import type { Scope } from './trial/scope.ts'

/** So long a head is called, longer when it had less than `leastCalls`, never beyond `mostMs`. */
const enoughMs = 300
const leastCalls = 3
const mostMs = 1000
const runMs = 5

type Settled = 'done' | 'failed' | 'stopped'

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

/** Waits for a promise, no longer than there is time. */
function hydraCpuSettled(answer: PromiseLike<unknown>, head: HeadRun, scope: Scope, leftMs: number): Promise<Settled> {
  const { deadline } = head.shared
  return new Promise<Settled>((resolve) => {
    const hydraCpuEnd = (how: Settled): void => {
      deadline.clear()
      scope.stop = undefined
      resolve(how)
    }
    scope.stop = () => hydraCpuEnd('stopped')
    deadline.set(leftMs, () => hydraCpuEnd('stopped'))
    answer.then(
      function hydraCpuDone() {
        hydraCpuEnd('done')
      },
      function hydraCpuFailed() {
        hydraCpuEnd('failed')
      },
    )
  })
}

/** The last answer of some calls. */
function hydraCpuRun(run: Run, input: unknown, context: unknown, calls: number): unknown {
  let answer: unknown
  for (let call = 0; call < calls; call += 1) answer = run(input, context)
  return answer
}

async function hydraCpuHook(hooks: Hooks, name: 'beforeEach' | 'afterEach', input: unknown): Promise<void> {
  const waiting: unknown = hooks[name]?.(input)
  if (isThenable(waiting)) await waiting
}

export interface Calls {
  readonly calls: number
  /** Why there are no more; undefined when time was up. */
  readonly ended: string | undefined
}

interface Calling {
  readonly head: HeadRun
  readonly run: Run
  readonly hooks: Hooks
  readonly scope: Scope
  readonly isStopped: () => boolean
}

const exitOf = ({ exit }: Scope): string | undefined => (exit === undefined ? undefined : `it called ${exit}`)

/** The same, told to the watchdog: nothing here is armed. */
function hydraCpuWatched({ head, run }: Calling, input: unknown, block: number, calls: number): unknown {
  const { deadline } = head.shared
  deadline.begins(head.plan.timeoutMs + mostMs, head.name)
  try {
    return hydraCpuRun(run, input, new TrialContext(head.name, block), calls)
  } finally {
    deadline.returned()
  }
}

/** Some calls on one input. @returns why to end; undefined to go on */
async function hydraCpuCalls(calling: Calling, block: number, calls: number, leftMs: number): Promise<string | undefined> {
  const { head, hooks, scope } = calling
  const input = head.shared.inputs.valueOf(block)
  const isHooked = hooks.beforeEach !== undefined || hooks.afterEach !== undefined
  if (isHooked) await hydraCpuHook(hooks, 'beforeEach', input)
  const answer = hydraCpuWatched(calling, input, block, calls)
  const settled = isThenable(answer) ? await hydraCpuSettled(answer, head, scope, leftMs) : 'done'
  if (isHooked) await hydraCpuHook(hooks, 'afterEach', input)
  const exit = exitOf(scope)
  if (exit !== undefined) return exit
  if (settled === 'failed') return 'it failed'
  return settled === 'stopped' || calling.isStopped() ? 'it was stopped' : undefined
}

/** Calls a head for about 300 ms, in its scope. Failures end it; what was called until then counts. */
export async function hydraCpuLoop(calling: Calling, mayRunOn: boolean): Promise<Calls> {
  const startedAt = now()
  let [calls, size] = [0, 1]
  for (let block = 0; ; block += 1) {
    const blockAt = now()
    try {
      const ended = await hydraCpuCalls(calling, block, size, mostMs - (blockAt - startedAt))
      if (ended !== undefined) return { calls, ended }
    } catch (thrown) {
      return { calls, ended: exitOf(calling.scope) ?? `it threw ${describeThrown(thrown)}` }
    }
    calls += size
    if (mayRunOn && now() - blockAt < runMs) size *= 2
    const spentMs = now() - startedAt
    if (spentMs > mostMs || (spentMs > enoughMs && calls >= leastCalls)) return { calls, ended: undefined }
    await breathe()
  }
}
