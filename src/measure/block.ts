/**
 * Runs one block: neighbours that are measured in batches as one chain, all others call by call.
 * In: heads in order, the place, the chance of this block. Out: nothing; the heads have their trials.
 * The number of calls of a batch varies by 10 % from block to block, by the same share for all heads: a count locked to the rhythm of
 * the garbage collector would bill the garbage of one head to the next.
 */
import { linkOf, takeBatch } from './batch-run.ts'
import type { HeadRun, Visit } from './head-run.ts'
import { runChain } from './trial/chain.ts'
import type { BatchEnd, Link } from './trial/lane.ts'
import type { Tuning } from './tuning.ts'

/** The share of calls of a block, from a random number of [0, 1). */
export const jitter = (random: number): number => 0.9 + 0.2 * random

export interface BlockSettings {
  readonly tuning: Tuning
  readonly visit: Visit
  readonly scale: number
  /** Asked before each step; false ends the block. */
  readonly between: () => Promise<boolean>
  /** Told after each trial. */
  readonly done: (head: HeadRun) => void
}

/** The batches that can be run in a row from here. */
function chainFrom(order: readonly HeadRun[], from: number, { visit, scale, tuning }: BlockSettings): Link[] {
  const links: Link[] = []
  const ahead = new Map<HeadRun, number>()
  for (let at = from; at < order.length; at += 1) {
    const head = order[at]!
    // Nothing may come between the batches of a chain: it ends where garbage is to be collected first.
    if (links.length > 0 && tuning.collector.isDue(head)) break
    const before = ahead.get(head) ?? 0
    const link = linkOf(head, visit, before, scale)
    if (link === undefined) break
    ahead.set(head, before + 1)
    links.push(link)
  }
  return links
}

/** Heads that are called in this process have garbage here; others do not. */
function collectBefore(head: HeadRun, { tuning }: BlockSettings): void {
  if (!head.dropped && head.head?.body !== undefined) tuning.collector.before(head)
}

async function runLinks(heads: readonly HeadRun[], links: readonly Link[], settings: BlockSettings): Promise<void> {
  const { tuning, visit, done } = settings
  const chain = (): BatchEnd[] => runChain(links, tuning.clock, tuning.readings)
  // A heap that shrank was collected.
  const isCollecting = (): boolean => links.some((_, i) => (tuning.readings.heapGrown(i) ?? 0) < 0)
  const ends = tuning.helpers.around(chain, new Set(heads.map(({ helpers }) => helpers)), isCollecting)
  for (let i = 0; i < links.length; i += 1) {
    const head = heads[i]!
    await takeBatch(head, links[i]!, ends[i]!, tuning.readings, i, visit)
    done(head)
  }
}

/** Runs a block; false when it was ended. */
export async function runBlock(order: readonly HeadRun[], settings: BlockSettings): Promise<boolean> {
  for (let at = 0; at < order.length;) {
    if (!(await settings.between())) return false
    collectBefore(order[at]!, settings)
    const links = chainFrom(order, at, settings)
    if (links.length > 0) await runLinks(order.slice(at, at + links.length), links, settings)
    else if (!order[at]!.dropped) {
      await order[at]!.measure(settings.visit)
      settings.done(order[at]!)
    }
    at += links.length > 0 ? links.length : 1
  }
  return true
}
