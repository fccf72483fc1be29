/**
 * What came of a pick: checked whole before anything changes, then told to the learners, the states of heads, the loads.
 * In: a ticket, an outcome. Out: nothing, or one HydraError and no change at all.
 */
import { describeThrown, hydraError, kindOf, show } from '../errors/index.ts'
import type { Core, LearnerOfContext } from './core.ts'
import type { Health } from './ejection/health.ts'
import type { Restart } from './drift/index.ts'
import type { Result } from './reward.ts'
import { states } from './tickets.ts'
import type { Outcome, Pick } from './types.ts'

export function refuse(field: string, expected: string, value: unknown): never {
  throw hydraError('5005', { field, expected, got: `${show(value)} (${kindOf(value)})` })
}

export function checkNumber(value: unknown, field: string, least: number): void {
  if (value === undefined || (typeof value === 'number' && value >= least && value < Infinity)) return
  refuse(field, least === 0 ? 'a finite number from 0' : 'a finite number', value)
}

// Cold parts stand in functions of their own from here on: what is hot is then small enough to be inlined.
function checkRest({ abandoned, firstMs, cost, quality, retryAfterMs, tokens }: Outcome): void {
  if (abandoned !== undefined && typeof abandoned !== 'boolean') refuse('abandoned', 'true or false', abandoned)
  checkNumber(firstMs, 'firstMs', 0)
  checkNumber(cost, 'cost', 0)
  checkNumber(quality, 'quality', -Infinity)
  checkNumber(retryAfterMs, 'retryAfterMs', 0)
  checkNumber(tokens, 'tokens', 0)
}

function check(outcome: Outcome): void {
  const given: unknown = outcome
  if (typeof given !== 'object' || given === null) refuse('the outcome', 'an object with ok', given)
  const { ok, abandoned, durationMs } = outcome
  if (typeof ok !== 'boolean' && !(abandoned === true && ok === undefined)) refuse('ok', 'true or false', ok)
  checkNumber(durationMs, 'durationMs', 0)
  checkRest(outcome)
}

/** Of a ticket that is remembered. @throws HYD-5006 */
export function slotKnown({ tickets, names }: Core, pick: Pick | number): number {
  const ticket: unknown = typeof pick === 'number' ? pick : (pick as Partial<Pick> | undefined)?.ticket
  const slot = tickets.slotOf(ticket)
  const isForeign = slot >= 0 && typeof pick === 'object' && pick.head !== names[tickets.headOf(slot)]
  if (slot < 0 || isForeign) {
    const reason = 'is none that this selector remembers: it is of another one, or too old'
    throw hydraError('5006', { ticket: show(ticket), reason })
  }
  return slot
}

function slotOf(core: Core, pick: Pick | number): number {
  const slot = slotKnown(core, pick)
  const state = core.tickets.stateOf(slot)
  if (state === states.pending || state === states.late || state === states.flowing) return slot
  throw hydraError('5006', { ticket: String(typeof pick === 'number' ? pick : pick.ticket), reason: 'has been observed already' })
}

/** As much as a reward is made of; the price of a head stands in where nothing was said. */
export function resultOf(core: Core, head: number, outcome: Outcome): Result {
  const price = core.prices[head]
  if (price === undefined || outcome.cost !== undefined) return outcome as Result
  return { ok: outcome.ok!, durationMs: outcome.durationMs, firstMs: outcome.firstMs, cost: price, quality: outcome.quality }
}

function tellRestart(core: Core, restart: Restart, context: boolean): void {
  const { head, ...told } = restart
  core.restarts.push({ ...restart, inContext: context })
  if (core.restarts.length > 1000) core.restarts.shift()
  core.events.emit('drift', { ...told, head: core.names[head]!, inContext: context })
}

/** The scale of rewards stands now: what was learned on the way there is learned again by it. */
function relearn(core: Core): void {
  for (const { learner, lessons } of core.byId.values()) {
    const again = lessons.map(({ result, ...lesson }) => ({ ...lesson, reward: core.rewards.of(result) }))
    learner.relearn(again)
    lessons.length = 0
  }
}

function learn(core: Core, of: LearnerOfContext, slot: number, reward: number): void {
  const { tickets, whole } = core
  const restart = of.learner.observe(tickets.headOf(slot), reward, tickets.probabilityOf(slot))
  if (restart !== undefined) tellRestart(core, restart, of !== whole)
}

/** What the first results are learned again by: their own copy, since outcomes are the caller's objects. */
const copyOf = ({ ok, durationMs, firstMs, cost, quality }: Result): Result => ({ ok, durationMs, firstMs, cost, quality })

function teach(core: Core, slot: number, outcome: Outcome, result: Result, reward: number): void {
  const { tickets, whole } = core
  if (tickets.learnerOf(slot) !== 0 || !core.rewards.isSettled) return teachAll(core, slot, outcome, result, reward)
  tickets.setResult(slot, reward, outcome, whole.learner.evidence.steps + 1, 0)
  learn(core, whole, slot, reward)
}

/** Also the context it belongs to; and kept, while the scale of rewards does not stand. */
function teachAll(core: Core, slot: number, outcome: Outcome, result: Result, reward: number): void {
  const { tickets, rewards, whole, byId } = core
  const own = byId.get(tickets.learnerOf(slot))
  const all = own === undefined || own === whole ? [whole] : [own, whole]
  const ownStep = all.length > 1 ? own!.learner.evidence.steps + 1 : 0
  tickets.setResult(slot, reward, outcome, whole.learner.evidence.steps + 1, ownStep)
  const lesson = { head: tickets.headOf(slot), reward, probability: tickets.probabilityOf(slot), result: copyOf(result) }
  for (const of of all) {
    learn(core, of, slot, reward)
    if (!rewards.isSettled) of.lessons.push(lesson)
  }
  if (!rewards.isSettled && rewards.keep(lesson.result)) relearn(core)
}

function tellHealth(core: Core, head: number, ticket: number, outcome: Outcome, isLate: boolean): void {
  const { health } = core
  if (health === undefined) return
  if (outcome.ok === true && outcome.retryAfterMs === undefined) health.succeeded(head, ticket, outcome.durationMs)
  else tellTrouble(health, head, ticket, outcome, isLate)
  if (health.out.size > 0) core.settle()
}

function tellTrouble(health: Health, head: number, ticket: number, outcome: Outcome, isLate: boolean): void {
  const { ok, durationMs, retryAfterMs, error } = outcome
  const what = error === undefined ? '' : describeThrown(error)
  if (retryAfterMs !== undefined) {
    const reason = `it asked for ${Math.round(retryAfterMs / 1000)} s without calls${what === '' ? '' : `, by ${what}`}`
    if (health.eject(head, reason, retryAfterMs)) return
  }
  if (ok === true) health.succeeded(head, ticket, durationMs)
  else if (!isLate) health.failed(head, ticket, what)
}

/** Frees what the pick held. */
function release(core: Core, slot: number, head: number, state: number): boolean {
  const isLate = core.tickets.stateOf(slot) === states.late
  core.tickets.setState(slot, state)
  if (isLate) core.totals.late[head]! -= 1
  else core.pending[head]! -= 1
  return isLate
}

/** To the log, and to who saves the state. */
function tellObserved(core: Core, slot: number, ticket: number, outcome: Outcome, reward: number | undefined): void {
  const { changed, settings, tickets, events, clock, names } = core
  changed?.()
  const { onObservation, origin } = settings
  if (onObservation === undefined) return
  const { ok, durationMs } = outcome
  const head = names[tickets.headOf(slot)]!
  const told = { ticket, atMs: clock.at, origin, head, probability: tickets.probabilityOf(slot), reward, ok }
  events.guard(() => onObservation({ ...told, ...(durationMs !== undefined && { durationMs }) }))
}

export function observe(core: Core, pick: Pick | number, outcome: Outcome): void {
  check(outcome)
  told(core, slotOf(core, pick), typeof pick === 'number' ? pick : pick.ticket, outcome)
}

function abandoned(core: Core, slot: number, ticket: number, outcome: Outcome): void {
  const head = core.tickets.headOf(slot)
  release(core, slot, head, states.abandoned)
  core.totals.abandoned[head]! += 1
  core.health?.release(head, ticket)
  core.settle()
  tellObserved(core, slot, ticket, outcome, undefined)
}

/** What came of the pick in a slot, checked; it is under way. @throws HYD-5005 where the rule of rewards gives no number; nothing has then changed */
export function told(core: Core, slot: number, ticket: number, outcome: Outcome): void {
  const { tickets } = core
  const head = tickets.headOf(slot)
  if (outcome.abandoned === true) return abandoned(core, slot, ticket, outcome)
  const result = resultOf(core, head, outcome)
  const reward = core.rewards.of(result)
  const isLate = release(core, slot, head, result.ok ? states.observed : states.failed)
  if (core.isDynamic && outcome.durationMs !== undefined) core.load.took(head, outcome.durationMs, core.clock.glance())
  if (outcome.tokens !== undefined) core.capacity.used(head, outcome.tokens)
  core.totals.add(head, outcome)
  tellHealth(core, head, ticket, outcome, isLate)
  teach(core, slot, outcome, result, reward)
  tellObserved(core, slot, ticket, outcome, reward)
}
