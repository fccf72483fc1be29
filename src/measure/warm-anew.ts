/**
 * Warms up what was made anew, at the start of an epoch.
 * In: heads, the block whose input they get, how long. Out: nothing; a head that failed goes back to its original, or to single calls.
 * Batches of all heads are warmed up under one limit, which grows with what they may take: arming costs a thread, which a busy machine may
 * take ms to start and to end. Where it runs out over a head that has not had its own limit, that one is warmed up once more.
 */
import { loadOf, useOriginal } from './batch-run.ts'
import type { Warming } from './epoch.ts'
import type { HeadRun } from './head-run.ts'
import { now } from './builtins.ts'
import { armed } from './trial/armed.ts'
import type { Soon } from './trial/oracle.ts'
import { within } from './trial/scope.ts'

/** A warm-up is given so much more than a call may take, and so many times the CPU time that it should: other programs run beside it. */
const warmingMs = 1000
const busy = 2

/** Single calls are warmed up so long at most: they are long enough to be compiled in a few. */
const singlesMs = 6

function failed(head: HeadRun): void {
  if (head.rebuilt) useOriginal(head)
  else head.unchain()
}

function warmChained(head: HeadRun, block: number, { leastMs, mostMs, singles }: Warming): void {
  const load = loadOf(head, block, -1 - head.warmth.calls)
  if (load === undefined) return
  const input = head.shared.inputs.indexOf(block)
  const steady =
    head.batched === undefined
      ? head.singles?.warm(load, { leastMs, mostMs: mostMs < singlesMs ? mostMs : singlesMs, mostRuns: singles })
      : head.batched.warm(input, load, leastMs, mostMs)
  if (steady === undefined) failed(head)
  else if (head.batched !== undefined) head.steady &&= steady
}

/** Of one head by itself. */
const ownLimitMs = ({ plan }: HeadRun): number => plan.timeoutMs + warmingMs

/** Of several in one go: one of them may take as long as a call may, all others as long as their warm-up should. */
function limitOf(heads: readonly HeadRun[], { mostMs }: Warming): number {
  const most = heads.reduce((limit, head) => (ownLimitMs(head) > limit ? ownLimitMs(head) : limit), 0)
  return most + busy * mostMs * heads.length
}

/** One after the other, in one go; one that holds the thread is ended, and the next go begins with the one after it. */
function warmTogether(heads: readonly HeadRun[], block: number, warming: Warming): void {
  let [at, startedAt] = [0, 0]
  const run = (): void => {
    for (; at < heads.length; at += 1) {
      startedAt = now()
      warmChained(heads[at]!, block, warming)
    }
  }
  while (at < heads.length) {
    const head = heads[at]!
    const { arming, deadline } = head.shared
    if (arming === undefined) return run()
    const [first, limitMs] = [at, limitOf(heads.slice(at), warming)]
    deadline.enter([], limitMs)
    const isDone = within(head.scope(), () => armed(run, limitMs)) !== undefined
    deadline.leave()
    if (isDone) return
    // The first one had all of the time; another perhaps what little the ones before it had left.
    if (at > first && now() - startedAt < ownLimitMs(heads[at]!)) continue
    failed(heads[at]!)
    at += 1
  }
}

/** Heads that are called one by one, or elsewhere. */
async function warmAlone(head: HeadRun, block: number, warming: Warming): Promise<void> {
  if (head.away !== undefined) return head.away.warmAnew(block, warming)
  for (let call = 0; head.canRebuild && call < warming.calls; call += 1) await head.warmUp(-1 - head.warmth.calls)
}

/**
 * Warms up heads.
 *
 * @param between - asked after each step; false ends it
 * @returns whether it was finished
 */
export async function warmAnew(
  heads: readonly HeadRun[],
  block: number,
  warming: Warming,
  between: () => Soon<boolean>,
): Promise<boolean> {
  const living = heads.filter(({ dropped }) => !dropped)
  // Calls of a head that is kept are as warm as they were.
  const together = living.filter(
    ({ batched, singles, canRebuild }) => batched !== undefined || (singles !== undefined && canRebuild),
  )
  warmTogether(together, block, warming)
  if (!(await between())) return false
  for (const head of living) {
    if (together.includes(head)) continue
    await warmAlone(head, block, warming)
    if (!(await between())) return false
  }
  return true
}
