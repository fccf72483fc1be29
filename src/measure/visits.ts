/**
 * How many trials in a row a head has at each of its turns in a block.
 * In: what a trial of each head takes. Out: whole numbers, so that no turn is shorter than a tenth of the longest one.
 * Why: a block of a head of 1 s and one of 10 ms is a block of the first; a short look at the second says little of the time between.
 * Only where time is the limit: a number of trials that was asked for is had to the trial, one at each turn.
 * Why a most: a thousand looks at a head of 1 ns are as good as the ten thousand that a head of 10 s would call for.
 */
import type { HeadRun } from './head-run.ts'

const leastShare = 0.1
const mostInRow = 1000

/** Trials a turn, of trials that take so many ms; 1 where that is not known. */
export function visitsOf(trialMs: readonly number[]): number[] {
  const longest = trialMs.reduce((most, ms) => (ms > most ? ms : most), 0)
  return trialMs.map((ms) => {
    const wanted = Math.ceil((leastShare * longest) / ms)
    if (!(ms > 0) || !(wanted > 1)) return 1
    return wanted < mostInRow ? wanted : mostInRow
  })
}

/** A call of it has a price, or burdens somebody else: it is not called more often than it must be. */
const isDear = ({ plan }: HeadRun): boolean => plan.kind === 'remote' || plan.cost !== undefined

/** Gives all heads of a study that goes on their turns. */
export function evenVisits(heads: readonly HeadRun[]): void {
  const going = heads.filter(({ dropped }) => !dropped)
  const visits = visitsOf(going.map(({ trialMs }) => trialMs))
  going.forEach((head, i) => (head.trialsPerVisit = isDear(head) ? 1 : visits[i]!))
}
