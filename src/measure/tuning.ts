/** How the heads of a study are measured: what is decided once for all of them. */
import { leanFigures, openClock, wideFigures, type Clock } from './trial/clock.ts'
import { Readings } from './trial/chain.ts'
import { isFlow } from './flow/plan.ts'
import type { Checked } from './options.ts'
import { Collector, findGc, type GcChoice } from './collect/collector.ts'
import { HelperCheck } from './collect/helpers.ts'
import type { HydraError } from '../errors/index.ts'

/** What of it is the same on every thread. */
export interface TuningPlan {
  /** Wall and CPU time alone are read. */
  readonly isBrief: boolean
  /** Heads whose call takes less CPU time are measured in batches; 0: none. */
  readonly batchBelowMs: number
  /** CPU time of a batch. */
  readonly batchMs: number
  readonly rebuild: 'auto' | boolean
  /** Copies are made of heads whose call takes no longer than this. */
  readonly rebuildBelowMs: number
  /** Garbage is collected before trials. */
  readonly gc: GcChoice
}

export interface Tuning extends TuningPlan {
  readonly clock: Clock
  readonly readings: Readings
  /** Collects garbage before trials, where that was asked for. */
  readonly collector: Collector
  readonly helpers: HelperCheck
}

/**
 * A warm-up of so many calls is taken at its word: nothing else calls the heads, so there is nothing to tune. Nor is there where each call
 * is to be paid for, or where calls are started by a loop of their own.
 */
export const isTuned = (options: Checked): boolean =>
  !isFlow(options) && options.budgetCost === undefined && (options.warmup === 'auto' || options.rebuild === true)

/**
 * A comparison has its budget of time for verdicts: batches up to heads of 100 us, wall and CPU time alone, and the heap, which tells whose the
 * collections are.
 * A profile is to tell of calls: batches below 10 us only, longer ones, since each is read in full.
 */
export function planOf({ unit, budgetMs, rebuild, gc }: Checked): TuningPlan {
  const isBrief = budgetMs !== undefined
  const batchBelowMs = unit === 'call' ? 0 : isBrief ? 0.1 : 0.01
  return { isBrief, batchBelowMs, batchMs: isBrief ? 0.1 : 0.2, rebuild, rebuildBelowMs: 20, gc }
}

/** For finding out which head keeps memory, of a profile. */
const leakMs = 3000

/** With the clock and the collector of this thread. */
export function tuningFrom(plan: TuningPlan, warn: (warning: HydraError) => void): Tuning {
  const clock = openClock()
  return {
    ...plan,
    clock,
    readings: new Readings(clock, plan.isBrief ? leanFigures : wideFigures, true),
    collector: Collector.of(plan.gc, warn, findGc, plan.isBrief ? 0 : leakMs),
    helpers: new HelperCheck(clock),
  }
}
