/**
 * Runs the steps of one block or of a few: neighbours that are measured in batches as one chain, all others call by call.
 * In: heads in order, each with its place. Out: nothing; the heads have their trials.
 * The number of calls of a batch varies by 10 % from block to block, by the same share for all heads: a count locked to the rhythm of
 * the garbage collector would bill the garbage of one head to the next.
 * A chain is armed against heads that hold the thread. That costs some 65 us, so blocks of short batches are run several at a time.
 */
import { linkOf, takeBatch } from './batch-run.ts'
import type { HeadRun, Visit } from './head-run.ts'
import { runChain } from './trial/chain.ts'
import type { BatchEnd, Link } from './trial/lane.ts'
import type { Tuning } from './tuning.ts'

/** The share of calls of a block, from a random number of [0, 1). */
export const jitter = (random: number): number => 0.9 + 0.2 * random

/** One trial to be run. */
export interface Step {
  readonly head: HeadRun
  readonly visit: Visit
}

export interface StepSettings {
  readonly tuning: Tuning
  /** Asked before each chain or call; false ends it. */
  readonly between: () => Promise<boolean>
  /** Told after each trial. */
  readonly done: (head: HeadRun) => void
}

/** ms of a chain. On a loaded machine that is less CPU time: an epoch must not be gone with one chain. */
const chainMs = 10
const mostAtOnce = 64
/** A chain that takes so long is armed in any case. */
const armedChainMs = 1

/**
 * How many blocks are run in one go: as many as make a chain, where all heads have batches.
 *
 * @param tookMs - what a block took before; undefined when none was run
 */
export function blocksAtOnce(heads: readonly HeadRun[], tookMs = 0): number {
  const turnMs = ({ batched, trialsPerVisit }: HeadRun): number => trialsPerVisit * (batched?.batchMs ?? chainMs)
  const blockMs = heads.reduce((sum, head) => (head.dropped ? sum : sum + 2 * turnMs(head)), 0)
  const blocks = blockMs > 0 ? Math.floor(chainMs / (tookMs > blockMs ? tookMs : blockMs)) : 1
  return blocks < 1 ? 1 : blocks < mostAtOnce ? blocks : mostAtOnce
}

/** The batches that can be run in a row from here, of heads with one limit. */
function chainFrom(steps: readonly Step[], from: number, { tuning }: StepSettings): Link[] {
  const links: Link[] = []
  const ahead = new Map<HeadRun, number>()
  for (const { head, visit } of steps.slice(from)) {
    // Nothing may come between the batches of a chain: it ends where garbage is to be collected first.
    if (links.length > 0 && (tuning.collector.leaks.isLooking || tuning.collector.isDue(head))) break
    const before = ahead.get(head) ?? 0
    if (head.plan.timeoutMs !== steps[from]!.head.plan.timeoutMs) break
    const link = linkOf(head, visit, before)
    if (link === undefined) break
    ahead.set(head, before + 1)
    links.push(link)
  }
  return links
}

/** The limit of a chain that is armed: one of its batches may take as long as a call may, the others as long as they should. */
function limitOf(steps: readonly Step[]): number | undefined {
  const expectedMs = steps.reduce((sum, { head }) => sum + head.trialMs, 0)
  const [{ head }] = steps as [Step]
  return head.shared.arming?.isDue(expectedMs, armedChainMs) === true ? head.plan.timeoutMs + expectedMs : undefined
}

/** Heads that are called in this process have garbage here; others do not. */
function collectBefore(head: HeadRun, { tuning }: StepSettings): void {
  if (!head.dropped && head.head?.body !== undefined) tuning.collector.before(head)
}

/** A trial of a head was taken down. */
function tell(head: HeadRun, { tuning, done }: StepSettings): void {
  if (head.head?.body !== undefined) tuning.collector.leaks.after(head.name, head.batches?.callsOf(0) ?? 1)
  done(head)
}

/** @returns how many of the batches were run: all of them, or up to the one that blocked */
async function runLinks(steps: readonly Step[], links: readonly Link[], settings: StepSettings): Promise<number> {
  const { tuning } = settings
  const limitMs = limitOf(steps)
  const chain = (): BatchEnd[] => runChain(links, tuning.clock, tuning.readings, limitMs)
  // A heap that shrank was collected.
  const isCollecting = (): boolean => links.some((_, i) => (tuning.readings.heapGrown(i) ?? 0) < 0)
  const ends = tuning.helpers.around(chain, new Set(steps.map(({ head }) => head.helpers)), isCollecting)
  for (const [i, end] of ends.entries()) {
    const { head, visit } = steps[i]!
    await takeBatch(head, links[i]!, end, tuning.readings, i, visit)
    tell(head, settings)
  }
  return ends.length
}

/** Runs steps in their order; false when it was ended. */
export async function runSteps(steps: readonly Step[], settings: StepSettings): Promise<boolean> {
  for (let at = 0; at < steps.length;) {
    if (!(await settings.between())) return false
    const { head, visit } = steps[at]!
    collectBefore(head, settings)
    const links = chainFrom(steps, at, settings)
    if (links.length > 0) at += await runLinks(steps.slice(at, at + links.length), links, settings)
    else {
      if (!head.dropped) {
        await head.measure(visit)
        tell(head, settings)
      }
      at += 1
    }
  }
  return true
}
