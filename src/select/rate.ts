/**
 * A verdict that comes later: quality or cost of a call that has been observed. Corrects the observation wherever it still counts, once.
 * In: a ticket, a rating. Out: nothing, or one HydraError and no change at all.
 * The rewards before and after go by the same scale, so that a rating which says what was observed changes nothing.
 */
import { hydraError } from '../errors/index.ts'
import type { Core, LearnerOfContext } from './core.ts'
import { checkNumber, refuse, resultOf, slotKnown } from './observe.ts'
import type { Result } from './reward.ts'
import { states } from './tickets.ts'
import type { Outcome, Pick } from './types.ts'

export interface Rating {
  /** Any finite number; 1 is what an observation without it counts as. */
  readonly quality?: number
  /** From 0. */
  readonly cost?: number
}

function check(rating: Rating): void {
  const given: unknown = rating
  if (typeof given !== 'object' || given === null) refuse('the rating', 'an object with quality or cost', given)
  const { quality, cost } = rating
  if (quality === undefined && cost === undefined) refuse('the rating', 'an object with quality or cost', given)
  checkNumber(quality, 'quality', -Infinity)
  checkNumber(cost, 'cost', 0)
}

const reasons = new Map<number, string>([
  [states.rated, 'has been rated already'],
  [states.abandoned, 'was abandoned: there is nothing to rate'],
])

function slotRatable(core: Core, pick: Pick | number): number {
  const slot = slotKnown(core, pick)
  const state = core.tickets.stateOf(slot)
  if (state === states.observed || state === states.failed) return slot
  const ticket = String(typeof pick === 'number' ? pick : pick.ticket)
  throw hydraError('5006', { ticket, reason: reasons.get(state) ?? 'has not been observed yet' })
}

/** While the scale of rewards is not settled, what was learned is learned again later: by the rated result. */
function correctLesson({ lessons, learner }: LearnerOfContext, step: number, result: Result, reward: number): void {
  const place = lessons.length - 1 - (learner.evidence.steps - step)
  const lesson = lessons[place]
  if (lesson === undefined) return
  lessons[place] = { ...lesson, reward }
  Object.assign(lesson.result, result)
}

/** What the observation counts as, and will count as. The scale of 'balanced' may have moved since, and what was learned with it when it settled. */
function shiftOf(
  { rewards }: Core,
  told: Result,
  stored: number,
  now: number,
): { readonly before: number; readonly after: number } {
  if (rewards.name !== 'balanced') return { before: stored, after: now }
  const asTold = rewards.of(told)
  const before = rewards.isSettled ? asTold : stored
  return { before, after: before + (now - asTold) }
}

export function rate(core: Core, pick: Pick | number, rating: Rating): void {
  check(rating)
  const slot = slotRatable(core, pick)
  const { tickets, rewards, totals, whole } = core
  const head = tickets.headOf(slot)
  const told: Outcome = { ok: tickets.stateOf(slot) === states.observed, ...tickets.resultOf(slot) }
  const rated = { ...told, ...rating }
  const now = rewards.of(resultOf(core, head, rated))
  const { before, after } = shiftOf(core, resultOf(core, head, told), tickets.rewardOf(slot), now)
  tickets.keepsAll = true
  tickets.setState(slot, states.rated)
  if (rating.cost !== undefined) totals.cost[head]! += rating.cost - (told.cost ?? 0)
  const own = core.byId.get(tickets.learnerOf(slot))
  const [step, ownStep] = tickets.stepsOf(slot)
  const places = own === undefined || own === whole ? [[whole, step] as const] : [[own, ownStep] as const, [whole, step] as const]
  for (const [of, at] of places) {
    of.learner.correct({ head, before, after, step: at }, tickets.probabilityOf(slot))
    correctLesson(of, at, resultOf(core, head, rated), after)
  }
}
