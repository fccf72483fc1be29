/**
 * How calls that overlap, or come at a rate, are cut into visits.
 * In: what was asked for. Out: the calls of a visit: so many of one head in a row, before the next head has its turn.
 * Heads are interleaved visit by visit, in palindromic blocks of two visits each, as single trials are. A visit of a closed loop is a fortieth of
 * the trials, and never fewer calls than run at a time: some 20 blocks, of which an adaptive study needs 10 for its first verdict. One of an open loop lasts a second at least, where the trials suffice: a stall can be
 * seen in a visit only as far as the visit reaches.
 */
import type { Checked } from '../options.ts'

/** What of the options says how calls are started. */
export type FlowOptions = Pick<Checked, 'trials' | 'budgetMs' | 'concurrency' | 'ratePerSecond'> & Partial<Pick<Checked, 'mode'>>

/** Most calls at a time, and most that may be due and not done. */
export const mostPending = 10_000

const closedVisits = 40
const openVisits = 16
const leastVisitMs = 1000

/** Are calls started by a loop of their own: more than one at a time, or at a rate? */
export const isFlow = ({ concurrency = 1, ratePerSecond }: FlowOptions): boolean => concurrency > 1 || ratePerSecond !== undefined

/** Calls at a time. */
export const widthOf = ({ concurrency, ratePerSecond }: FlowOptions): number =>
  concurrency ?? (ratePerSecond === undefined ? 1 : mostPending)

function callsOfRate(ratePerSecond: number, trials: number, most: number): number {
  const wanted = Math.floor((trials / ratePerSecond) * (1000 / leastVisitMs))
  const visits = wanted < 2 ? 2 : wanted < most ? wanted : most
  return Math.ceil(trials / visits)
}

/**
 * Calls of a visit, the same for all heads.
 *
 * @param heads - how many there are
 * @param callMs - about what a call of the slowest head takes
 */
export function visitCalls(options: FlowOptions, heads: number, callMs: number): number {
  const { trials, budgetMs = 0, ratePerSecond } = options
  // A study that is looked at on the way needs more of them for a verdict.
  const visits = ratePerSecond === undefined || options.mode === 'adaptive' ? closedVisits : openVisits
  const visitMs = budgetMs / (heads * visits)
  const ofTime = (perMs: number): number => (trials === Infinity ? Math.floor(visitMs * perMs) : 0)
  if (ratePerSecond !== undefined) {
    const calls = trials === Infinity ? ofTime(ratePerSecond / 1000) : callsOfRate(ratePerSecond, trials, visits)
    return calls > 1 ? calls : 1
  }
  const width = widthOf(options)
  const calls = trials === Infinity ? ofTime(width / (callMs > 0.001 ? callMs : 0.001)) : Math.ceil(trials / visits)
  return calls > width ? calls : width
}
