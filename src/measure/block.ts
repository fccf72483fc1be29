/**
 * Runs the steps of one block or of a few: neighbours that need not be awaited as one chain, all others call by call.
 * In: heads in order, each with its place. Out: nothing; the heads have their trials.
 * The number of calls of a batch varies by 10 % from block to block, by the same share for all heads: a count locked to the rhythm of
 * the garbage collector would bill the garbage of one head to the next.
 * A chain is armed against heads that hold the thread. That costs 15 to 65 us, so blocks of short batches are run several at a time.
 */
import { linkOf, takeLink } from './batch-run.ts'
import type { HeadRun, Visit } from './head-run.ts'
import { mostLinks, runChain, type ChainBounds } from './trial/chain.ts'
import type { BatchEnd, Link } from './trial/lane.ts'
import type { Soon } from './trial/oracle.ts'
import type { Scope } from './trial/scope.ts'
import type { Tuning } from './tuning.ts'

/** The share of calls of a block, from a random number of [0, 1). */
export const jitter = (random: number): number => 0.9 + 0.2 * random

/** One trial to be run. */
export interface Step {
  readonly head: HeadRun
  readonly visit: Visit
}

export interface StepSettings {
  /** ms of a chain. */
  readonly chainMs: number
  readonly tuning: Tuning
  /** Asked before each chain or call; false ends it. */
  readonly between: () => Soon<boolean>
  /** Told after each trial, in order. */
  readonly noted: (head: HeadRun) => void
  /** Told after each chain or call who had how many trials in it. */
  readonly done: (had: ReadonlyMap<HeadRun, number>) => void
}

/** A chain that takes so long is armed in any case. */
const armedChainMs = 1
/** What a judge may take beyond what it took in the warm-up. */
const judgeMs = 1000

/** What a head has in a chain so far: its trials there run in one scope. */
interface Ahead {
  readonly scope: Scope
  trials: number
}

/**
 * What can be run in a row from here, of heads with one limit, about as much as makes a chain. It is for the clock to say when it is long
 * enough: inputs differ. Inputs that come fresh for each block are made for one block only.
 */
function chainFrom(steps: readonly Step[], from: number, { tuning, chainMs }: StepSettings): Link[] {
  const links: Link[] = []
  const ahead = new Map<HeadRun, Ahead>()
  const { head: first, visit: begun } = steps[from]!
  let leftMs = chainMs
  for (let at = from; at < steps.length && links.length < mostLinks; at += 1) {
    const { head, visit } = steps[at]!
    // Nothing may come between the links of a chain: it ends where garbage is to be collected, or looked at, first.
    const isAlone = tuning.collector.leaks.isLooking || tuning.collector.isDue(head)
    if (links.length > 0 && (leftMs < head.turnMs || isAlone)) break
    if (head.chained === undefined || head.plan.timeoutMs !== first.plan.timeoutMs) break
    if (head.shared.inputs.changes && visit.block !== begun.block) break
    const before = ahead.get(head) ?? { scope: head.scope(), trials: 0 }
    const link = linkOf(head, visit, before.trials, before.scope)
    if (link === undefined) break
    before.trials += 1
    ahead.set(head, before)
    links.push(link)
    leftMs -= head.turnMs
  }
  return links
}

/** How long a chain may be; where it is armed, one of its calls and one of its judges may take their time, the rest is a chain. */
function boundsOf(steps: readonly Step[], { chainMs: mostMs }: StepSettings): ChainBounds {
  const expectedMs = steps.reduce((sum, { head }) => sum + head.turnMs, 0)
  const [{ head }] = steps as [Step]
  const { arming, verify, metrics } = head.shared
  const callMs = head.plan.timeoutMs
  if (arming?.isDue(expectedMs, armedChainMs) !== true) return { mostMs, callMs }
  const isJudged = verify !== undefined || metrics !== undefined
  const around = isJudged ? 10 * head.warmth.aroundMs + judgeMs : 0
  return { mostMs, callMs, limitMs: callMs + (around < callMs ? around : callMs) + 2 * mostMs }
}

/** Heads that are called in this process have garbage here; others do not. */
function collectBefore(head: HeadRun, { tuning }: StepSettings): void {
  if (!head.dropped && head.head?.body !== undefined) tuning.collector.before(head)
}

/** Trials were taken down: heads had so many. Told once a chain, since it would cost more than taking them down. */
function tell(had: ReadonlyMap<HeadRun, number>, { tuning, done }: StepSettings): void {
  for (const [head, trials] of had)
    if (head.head?.body !== undefined) tuning.collector.leaks.after(head.name, head.batches?.callsOf(0) ?? 1, trials)
  done(had)
}

/** Takes down the trials of a chain, in order. A promise where a judge is to be waited for: each costs more than a trial. */
function takeAll(steps: readonly Step[], links: readonly Link[], ends: readonly BatchEnd[], settings: StepSettings): Soon<void> {
  const had = new Map<HeadRun, number>()
  const take = (from: number): Soon<void> => {
    for (let i = from; i < ends.length; i += 1) {
      const { head, visit } = steps[i]!
      const note = (): void => {
        settings.noted(head)
        had.set(head, (had.get(head) ?? 0) + 1)
      }
      const taking = takeLink(head, links[i]!, ends[i]!, settings.tuning.readings, i, visit)
      if (taking !== undefined) return taking.then(note).then(() => take(i + 1))
      note()
    }
    tell(had, settings)
  }
  return take(0)
}

/** @returns how many of the links were run, once their trials are taken down: all of them, or up to the one that ended the chain */
function runLinks(steps: readonly Step[], links: readonly Link[], settings: StepSettings): Soon<number> {
  const { tuning } = settings
  const bounds = boundsOf(steps, settings)
  const chain = (): BatchEnd[] => runChain(links, tuning.readings, bounds)
  const isCollecting = (): boolean => tuning.readings.isCollecting
  const { deadline } = steps[0]!.head.shared
  const isArmed = bounds.limitMs !== undefined
  deadline.enter(isArmed ? [] : links.map(({ scope }) => scope.head), 2 * (bounds.callMs + bounds.mostMs))
  const helpers = (): Set<HeadRun['helpers']> => new Set(steps.map(({ head }) => head.helpers))
  const ends = tuning.helpers.around(chain, helpers, isCollecting)
  deadline.leave()
  const taking = takeAll(steps, links, ends, settings)
  return taking === undefined ? ends.length : taking.then(() => ends.length)
}

/** Runs steps in their order; false when it was ended. */
export async function runSteps(steps: readonly Step[], settings: StepSettings): Promise<boolean> {
  for (let at = 0; at < steps.length;) {
    const goesOn = settings.between()
    if (!(goesOn instanceof Promise ? await goesOn : goesOn)) return false
    const { head, visit } = steps[at]!
    collectBefore(head, settings)
    const links = chainFrom(steps, at, settings)
    if (links.length > 0) {
      const run = runLinks(steps.slice(at, at + links.length), links, settings)
      at += typeof run === 'number' ? run : await run
    } else {
      if (!head.dropped) {
        await head.measure(visit)
        settings.noted(head)
        tell(new Map([[head, 1]]), settings)
      }
      at += 1
    }
  }
  return true
}
