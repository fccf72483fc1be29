/**
 * Calls before the first trial: code is compiled, caches are filled, and the length of the study is foretold.
 * 'auto': three calls a head, one for a command, one for a head whose first call took longer than half a second; a head that timed out
 * gets no more, a remote head none at all, and nobody any when the share of a budget is used up (warm-budget.ts). Warm-up calls are checked
 * like trials and counted nowhere.
 */
import type { HeadRun } from './head-run.ts'

const slowMs = 500

interface Warm {
  readonly head: HeadRun
  readonly calls: number
  /** What a trial takes with all around it: the mean of the calls, the first left out where there are more. */
  tookMs: number
  sumMs: number
  timedOut: boolean
  done: boolean
}

async function warmOnce(warm: Warm, call: number, automatic: boolean): Promise<void> {
  const { outcome, tookMs } = await warm.head.warmUp(-1 - call)
  if (call > 0) warm.sumMs += tookMs
  warm.tookMs = call > 0 ? warm.sumMs / call : tookMs
  warm.timedOut = outcome === 'timeout'
  warm.done = call + 1 >= warm.calls || warm.timedOut || outcome === 'aborted' || (automatic && tookMs > slowMs)
}

/** Time that all trials will take; a head that timed out is taken to go on so until it is given up. */
function foretell(all: readonly Warm[], trials: number, giveUpAfter: number): number {
  return all.reduce((sum, { head, tookMs, timedOut }) => {
    const expected = timedOut && giveUpAfter < trials ? giveUpAfter : trials
    return head.dropped ? sum : sum + tookMs * expected
  }, 0)
}

export interface WarmupSettings {
  readonly warmup: 'auto' | number
  readonly trials: number
  readonly giveUpAfter: number
  /** Asked before each call of an automatic one: is there time for another? */
  readonly hasTime: () => boolean
  /** Asked after each call; false ends the warm-up. */
  readonly between: (head: string) => Promise<boolean>
}

/**
 * Warms up all heads, in rounds.
 *
 * @returns ms that the trials of all heads are expected to take; undefined without a whole warm-up
 */
export async function warmUp(heads: readonly HeadRun[], settings: WarmupSettings): Promise<number | undefined> {
  const { warmup, trials, giveUpAfter, hasTime, between } = settings
  const automatic = warmup === 'auto'
  const all = heads.map((head): Warm => {
    const calls = automatic || head.plan.kind === 'remote' ? head.plan.warmups : warmup
    return { head, calls, tookMs: 0, sumMs: 0, timedOut: false, done: calls === 0 || head.dropped }
  })
  if (all.every(({ done }) => done)) return undefined
  for (let call = 0; all.some(({ done }) => !done); call += 1) {
    for (const warm of all) {
      if (!warm.done && automatic && !hasTime()) warm.done = true
      if (warm.done) continue
      await warmOnce(warm, call, automatic)
      if (!(await between(warm.head.plan.name))) return undefined
    }
  }
  // Nothing is known of heads that were not called: each call of a remote one may cost money.
  if (all.some(({ head }) => head.plan.kind === 'remote' && !head.dropped)) return undefined
  return foretell(all, trials, giveUpAfter)
}
