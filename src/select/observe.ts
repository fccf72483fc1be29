/**
 * What came of a pick: checked whole before anything changes, then told to the learners, the states of heads, the loads.
 * In: a ticket, an outcome. Out: nothing, or one HydraError and no change at all.
 */
import { describeThrown, hydraError, kindOf, show } from '../errors/index.ts'
import type { Core, LearnerOfContext } from './core.ts'
import type { Restart } from './drift/index.ts'
import type { Result } from './reward.ts'
import { states } from './tickets.ts'
import type { Outcome, Pick } from './types.ts'

function refuse(field: string, expected: string, value: unknown): never {
  throw hydraError('5005', { field, expected, got: `${show(value)} (${kindOf(value)})` })
}

function checkNumber(value: unknown, field: string, least: number): void {
  if (value === undefined || (typeof value === 'number' && value >= least && value < Infinity)) return
  refuse(field, least === 0 ? 'a finite number from 0' : 'a finite number', value)
}

/** The usual outcome: good or bad, and how long it took. */
function isUsual(outcome: Outcome): boolean {
  const { ok, durationMs } = outcome
  if (ok !== true && ok !== false) return false
  if (durationMs !== undefined && !(typeof durationMs === 'number' && durationMs >= 0 && durationMs < Infinity)) return false
  if (outcome.abandoned !== undefined || outcome.cost !== undefined || outcome.quality !== undefined) return false
  return outcome.retryAfterMs === undefined && outcome.tokens === undefined
}

function check(outcome: Outcome): void {
  const given: unknown = outcome
  if (typeof given !== 'object' || given === null) refuse('the outcome', 'an object with ok', given)
  const { ok, abandoned, durationMs, cost, quality, retryAfterMs, tokens } = outcome
  if (abandoned !== undefined && typeof abandoned !== 'boolean') refuse('abandoned', 'true or false', abandoned)
  if (typeof ok !== 'boolean' && !(abandoned === true && ok === undefined)) refuse('ok', 'true or false', ok)
  checkNumber(durationMs, 'durationMs', 0)
  checkNumber(cost, 'cost', 0)
  checkNumber(quality, 'quality', -Infinity)
  checkNumber(retryAfterMs, 'retryAfterMs', 0)
  checkNumber(tokens, 'tokens', 0)
}

const ticketOf = (pick: Pick | number): unknown =>
  typeof pick === 'number' ? pick : (pick as Partial<Pick> | null | undefined)?.ticket

function refuseTicket(pick: Pick | number, reason: string): never {
  throw hydraError('5006', { ticket: show(ticketOf(pick)), reason })
}

function slotOf({ tickets, names }: Core, pick: Pick | number): number {
  const slot = tickets.slotOf(ticketOf(pick))
  if (slot < 0 || (typeof pick === 'object' && pick.head !== names[tickets.headOf(slot)]))
    refuseTicket(pick, 'is none that this selector remembers: it is of another one, or too old')
  const state = tickets.stateOf(slot)
  if (state !== states.pending && state !== states.late) refuseTicket(pick, 'has been observed already')
  return slot
}

/** As much as a reward is made of; the price of a head stands in where nothing was said. */
function resultOf(core: Core, head: number, outcome: Outcome): Result {
  const price = core.prices[head]
  if (price === undefined || outcome.cost !== undefined) return outcome as Result
  return { ok: outcome.ok!, durationMs: outcome.durationMs, cost: price, quality: outcome.quality }
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

function learn(core: Core, of: LearnerOfContext, slot: number, result: Result, reward: number): void {
  const { tickets, whole, rewards } = core
  const head = tickets.headOf(slot)
  const probability = tickets.probabilityOf(slot)
  const restart = of.learner.observe(head, reward, probability)
  if (restart !== undefined) tellRestart(core, restart, of !== whole)
  if (!rewards.isSettled) of.lessons.push({ head, reward, probability, result })
}

function teach(core: Core, slot: number, result: Result, reward: number): void {
  const id = core.tickets.learnerOf(slot)
  if (id !== 0) {
    const own = core.byId.get(id)
    if (own !== undefined) learn(core, own, slot, result, reward)
  }
  learn(core, core.whole, slot, result, reward)
  if (!core.rewards.isSettled && core.rewards.keep(result)) relearn(core)
}

function tellHealth(core: Core, head: number, ticket: number, outcome: Outcome, isLate: boolean): void {
  const { health } = core
  if (health === undefined) return
  const { ok, durationMs, retryAfterMs, error } = outcome
  const { changes } = health
  if (retryAfterMs !== undefined) {
    const reason = `it asked for ${Math.round(retryAfterMs / 1000)} s without calls`
    if (health.eject(head, reason, retryAfterMs)) return core.settle()
  }
  if (ok === true) health.succeeded(head, ticket, durationMs)
  else if (!isLate) health.failed(head, ticket, error === undefined ? '' : describeThrown(error))
  if (health.changes !== changes) core.settle()
}

/** Frees what the pick held. */
function release(core: Core, slot: number, head: number): boolean {
  const isLate = core.tickets.stateOf(slot) === states.late
  core.tickets.setState(slot, states.observed)
  if (isLate) core.totals.late[head]! -= 1
  else core.pending[head]! -= 1
  return isLate
}

export function observe(core: Core, pick: Pick | number, outcome: Outcome): void {
  if ((outcome as unknown) === undefined || (outcome as unknown) === null || !isUsual(outcome)) check(outcome)
  const slot = slotOf(core, pick)
  const { tickets } = core
  const head = tickets.headOf(slot)
  const ticket = typeof pick === 'number' ? pick : pick.ticket
  if (outcome.abandoned === true) {
    release(core, slot, head)
    core.totals.abandoned[head]! += 1
    core.health?.release(head, ticket)
    core.settle()
    return
  }
  const result = resultOf(core, head, outcome)
  const reward = core.rewards.of(result)
  const isLate = release(core, slot, head)
  tickets.setReward(slot, reward)
  if (core.isDynamic && outcome.durationMs !== undefined) core.load.took(head, outcome.durationMs, core.clock.glance())
  if (outcome.tokens !== undefined) core.capacity.used(head, outcome.tokens)
  core.totals.add(head, outcome)
  tellHealth(core, head, ticket, outcome, isLate)
  teach(core, slot, result, reward)
}
