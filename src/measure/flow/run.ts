/**
 * The trials of a study whose calls overlap, or come at a rate.
 * In: heads that are set up and warmed up, what was asked for. Out: nothing; the heads have their trials, one a call.
 * Blocks are as ever, seeded and palindromic, of visits in place of single trials: two heads are never called at the same time. An adaptive
 * study is looked at after blocks, as others are after epochs: these have no epochs, for nothing is made anew.
 */
import { hydraError, type HydraError } from '../../errors/index.ts'
import { create } from '../../reference/random/sfc32.ts'
import type { HeadRun } from '../head-run.ts'
import type { Checked } from '../options.ts'
import { blockMaker } from '../schedule.ts'
import type { Watchdog } from '../trial/watchdog.ts'
import { Calls } from './calls.ts'
import { visitCalls, widthOf } from './plan.ts'
import { closedVisit, openVisit } from './visit.ts'

export interface FlowSettings {
  readonly options: Checked
  /** Ends the process where a head holds it for good. */
  readonly watchdog: Watchdog
  /** Ms that are left of a budget of time; Infinity without one. */
  readonly left: () => number
  readonly between: () => Promise<boolean>
  readonly done: (head: HeadRun) => void
  /** Told of a head that has had its last trial. */
  readonly finished: (head: HeadRun) => void
  readonly warn: (warning: HydraError) => void
  /** Asked after a block: which of the heads still in go on; none of them ends the study. */
  readonly goOn: (blocks: number, heads: readonly HeadRun[]) => readonly HeadRun[]
}

function giveUp(head: HeadRun, what: string, { options, warn, finished }: FlowSettings): void {
  const params = { head: head.name, rate: options.ratePerSecond!, what, done: head.trials }
  warn(hydraError('3022', params, { where: { head: head.name } }))
  head.giveUp()
  finished(head)
}

async function runVisit(head: HeadRun, block: number, calls: Calls, most: number, settings: FlowSettings): Promise<void> {
  const { options, left, between } = settings
  const open = options.trials - head.trials
  const visit = { block, epoch: 0 }
  const how = {
    calls: open < most ? open : most,
    width: widthOf(options),
    ratePerSecond: options.ratePerSecond,
    between: async () => left() > 0 && (await between()),
  }
  if (options.ratePerSecond === undefined) return closedVisit(head, visit, calls, how)
  const full = await openVisit(head, visit, calls, how)
  if (full !== undefined) giveUp(head, full, settings)
}

async function runVisits(heads: readonly HeadRun[], calls: Calls, settings: FlowSettings): Promise<void> {
  const { options, left, between, goOn } = settings
  const slowestMs = heads.reduce((most, { callMs }) => (callMs > most ? callMs : most), 0)
  const most = visitCalls(options, heads.length, slowestMs)
  const visits = options.trials === Infinity ? Infinity : Math.ceil(options.trials / most)
  const nextBlock = blockMaker(visits, create(options.seed, 'schedule'))
  let going = heads
  for (let block = 0; ; block += 1) {
    const order = nextBlock(going.length)
    if (order === undefined) return
    for (const place of order) {
      if (left() <= 0 || !(await between())) return
      if (!going[place]!.dropped) await runVisit(going[place]!, block, calls, most, settings)
    }
    if (going.every(({ dropped }) => dropped)) return
    going = goOn(block + 1, going)
    if (going.length === 0) return
  }
}

/** Runs all trials, until there are enough, time is up, or the study is stopped. */
export async function runFlow(heads: readonly HeadRun[], settings: FlowSettings): Promise<void> {
  const { signal } = settings.options
  const calls = new Calls(settings.done, settings.watchdog)
  const abort = (): void => calls.abort(signal?.reason)
  signal?.addEventListener('abort', abort)
  try {
    await runVisits(heads, calls, settings)
  } finally {
    signal?.removeEventListener('abort', abort)
    calls.close()
  }
}
