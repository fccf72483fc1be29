/**
 * What came of a pick: checked whole before anything changes, then told to the learners, the states of heads, the loads.
 * In: a ticket, an outcome. Out: nothing, or one HydraError and no change at all.
 */
import { describeThrown, hydraError, kindOf, show } from '../errors/index.ts'
import type { Core, LearnerOfContext } from './core.ts'
import type { Lesson } from './learner.ts'
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

function slotOf({ tickets, names }: Core, pick: Pick | number): number {
  const ticket: unknown = typeof pick === 'number' ? pick : (pick as Partial<Pick> | undefined)?.ticket
  const slot = tickets.slotOf(ticket)
  const isForeign = slot >= 0 && typeof pick === 'object' && pick.head !== names[tickets.heads[slot]!]
  if (slot < 0 || isForeign) {
    const reason = 'is none that this selector remembers: it is of another one, or too old'
    throw hydraError('5006', { ticket: show(ticket), reason })
  }
  if (tickets.state[slot] === states.pending || tickets.state[slot] === states.late) return slot
  throw hydraError('5006', { ticket: show(ticket), reason: 'has been observed already' })
}

/** As much as a reward is made of; the price of a head stands in where nothing was said. */
function resultOf(core: Core, head: number, { ok, durationMs, cost, quality }: Outcome): Result {
  const price = cost ?? core.settings.heads[head]!.cost
  return { ok: ok!, durationMs, cost: price, quality }
}

function learn(core: Core, of: LearnerOfContext, lesson: Lesson, context: boolean): void {
  const restart = of.learner.observe(lesson.head, lesson.reward, lesson.probability)
  if (restart === undefined) return
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

function teach(core: Core, slot: number, head: number, result: Result, reward: number): void {
  const { tickets, whole } = core
  const probability = tickets.probabilities[slot]!
  const lesson = { head, reward, probability }
  const own = core.byId.get(tickets.learners[slot]!)
  const isSettled = core.rewards.isSettled
  for (const of of own === undefined || own === whole ? [whole] : [own, whole]) {
    learn(core, of, lesson, of !== whole)
    if (!isSettled) of.lessons.push({ ...lesson, result })
  }
  if (!isSettled && core.rewards.keep(result)) relearn(core)
}

function tellHealth(core: Core, head: number, ticket: number, outcome: Outcome, isLate: boolean): void {
  const { health, clock } = core
  if (health === undefined) return
  const { ok, durationMs, retryAfterMs, error } = outcome
  const at = ok === true && health.out.size === 0 ? clock.glance() : clock.read()
  if (retryAfterMs !== undefined) {
    const isOpened = health.eject(head, at, `it asked for ${Math.round(retryAfterMs / 1000)} s without calls`, retryAfterMs)
    if (isOpened) return
  }
  if (ok === true) health.succeeded(head, ticket, at, durationMs)
  else if (!isLate) health.failed(head, ticket, at, error === undefined ? '' : describeThrown(error))
}

/** Frees what the pick held. */
function release(core: Core, slot: number, head: number, ticket: number): boolean {
  const isLate = core.tickets.state[slot] === states.late
  core.tickets.state[slot] = states.observed
  if (!isLate) core.load.pending[head]! -= 1
  return isLate && ticket > 0
}

export function observe(core: Core, pick: Pick | number, outcome: Outcome): void {
  check(outcome)
  const slot = slotOf(core, pick)
  const { tickets } = core
  const head = tickets.heads[slot]!
  const ticket = tickets.base + tickets.numbers[slot]!
  if (outcome.abandoned === true) {
    release(core, slot, head, ticket)
    core.health?.breakers[head]!.leases.delete(ticket)
    return
  }
  const result = resultOf(core, head, outcome)
  const reward = core.rewards.of(result)
  const isLate = release(core, slot, head, ticket)
  tickets.rewards[slot] = reward
  if (core.kind.isDynamic === true && outcome.durationMs !== undefined) core.load.took(head, outcome.durationMs, core.clock.read())
  if (outcome.tokens !== undefined) core.capacity.used(head, outcome.tokens)
  core.totals.add(head, outcome)
  tellHealth(core, head, ticket, outcome, isLate)
  teach(core, slot, head, result, reward)
}
