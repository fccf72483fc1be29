/**
 * What was learned of some heads as what is known of others: heads that stay keep all of it, new ones begin empty, the rest is dropped.
 * In: the state of a learner, and where each head stood in it (-1: it did not). Out: a state of the heads there are now.
 */
import type { LearnerState } from '../learner.ts'

export type Moved = Pick<LearnerState, 'evidence' | 'drift' | 'policy' | 'plays' | 'revision'>

export const move = <T>(column: readonly T[], places: readonly number[], otherwise: T): T[] =>
  places.map((from) => column[from] ?? otherwise)

interface Window {
  readonly count: number
  readonly heads: readonly number[]
  readonly rewards: readonly number[]
}

/** Rewards in the order they came, without those of heads that are gone. */
function moveWindow({ count, heads, rewards }: Window, places: readonly number[]): Window {
  const first = count % Math.max(1, heads.length)
  const order = heads.map((_, i) => (first + i) % heads.length).filter((at) => places.includes(heads[at]!))
  return { count: order.length, heads: order.map((at) => places.indexOf(heads[at]!)), rewards: order.map((at) => rewards[at]!) }
}

function moveDrift(drift: unknown, places: readonly number[]): unknown {
  if (Array.isArray(drift)) return move(drift as unknown[], places, null)
  return drift === null ? null : moveWindow(drift as Window, places)
}

/** Of policies that learn by losses: a new head begins with what the others have on average. */
function moveLosses([t, ...losses]: readonly number[], places: readonly number[]): number[] {
  const kept = places.filter((from) => from >= 0)
  const mean = kept.reduce((sum, from) => sum + losses[from]!, 0) / Math.max(1, kept.length)
  return [t!, ...move(losses, places, mean)]
}

const byLosses = new Set(['exp3', 'tsallis-inf'])

/** @param policy - that the state is of, where the selector goes on with it */
export function moveLearner(
  { evidence, drift, policy: own, plays, revision }: LearnerState,
  places: readonly number[],
  policy: string,
): Moved {
  const { steps, total, fadedAt, prior } = evidence
  return {
    evidence: { steps, total, fadedAt: move(fadedAt, places, -1), prior: prior.map((column) => move(column, places, 0)) },
    drift: moveDrift(drift, places),
    policy: byLosses.has(policy) ? moveLosses(own, places) : [],
    plays: move(plays, places, 255),
    revision,
  }
}
