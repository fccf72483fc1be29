/**
 * A selector as it was when its snapshot was taken. With the same origin and heads it goes on with the same picks and probabilities.
 * Heads that are gone are dropped, new ones begin empty; then the vectors are made anew.
 */
import type { Core, LearnerOfContext } from '../core.ts'
import type { Part } from '../evidence.ts'
import type { Cause } from '../learner.ts'
import { move, moveLearner } from './move.ts'
import { plainSettings } from './save.ts'
import type { Learned, Snapshot } from './shape.ts'

const nothing: Part = { epoch: 0, version: 0, n: 0, s: 0, s2: 0 }

/** Place in the snapshot of each head of the selector; -1 for a new one. */
const placesOf = (core: Core, { heads }: Snapshot): number[] => core.names.map((name) => heads.indexOf(name))

const isSame = (places: readonly number[], { heads }: Snapshot): boolean =>
  places.length === heads.length && places.every((from, head) => from === head)

/** Settings that are data, whatever the order of their keys. */
const textOf = (settings: Snapshot['settings']): string =>
  JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)))

function setOrigins(of: LearnerOfContext, origins: Learned['origins'], own: string, places: readonly number[]): Part[] {
  for (const [name, { seenAt, parts }] of Object.entries(origins)) {
    if (name !== own) of.learner.evidence.origins.set(name, { seenAt, parts: move(parts, places, nothing) })
  }
  return move(origins[own]?.parts ?? [], places, nothing)
}

/** How a snapshot fits the selector that it goes into. */
interface Fit {
  /** Place in the snapshot of each head. */
  readonly places: readonly number[]
  /** It is the selector's own. */
  readonly isOwn: boolean
  /** With the same heads and settings: it goes on as if nothing had been. */
  readonly isWhole: boolean
  readonly isSamePolicy: boolean
  readonly isSameDrift: boolean
  readonly cause: Cause
}

function fitOf(core: Core, snapshot: Snapshot, cause: Cause): Fit {
  const places = placesOf(core, snapshot)
  const isOwn = core.settings.origin === snapshot.origin
  const settings = plainSettings(core)
  const { drift } = snapshot.settings as { drift?: { method?: unknown } }
  return {
    places,
    isOwn,
    isWhole: isOwn && isSame(places, snapshot) && textOf(settings) === textOf(snapshot.settings),
    isSamePolicy: settings.policy === snapshot.settings.policy,
    isSameDrift: drift?.method === core.settings.drift.method,
    cause,
  }
}

function loadLearner(core: Core, of: LearnerOfContext, { origins, learner, lessons }: Learned, fit: Fit): void {
  const { places, isOwn, isWhole, isSamePolicy, isSameDrift, cause } = fit
  for (const { head, ...lesson } of lessons) if (places.includes(head)) of.lessons.push({ ...lesson, head: places.indexOf(head) })
  const parts = setOrigins(of, origins, core.settings.origin, places)
  if (isWhole) return of.learner.load(learner, parts)
  const moved = moveLearner(learner, places, isOwn && isSamePolicy ? core.settings.policy : '')
  of.learner.adopt({ ...moved, drift: isOwn && isSameDrift ? moved.drift : null }, parts, cause)
}

function loadTickets(core: Core, { pending, nextTicket, atMs }: Snapshot, places: readonly number[]): void {
  core.tickets.startAt(nextTicket)
  for (const { count, head, probability, learner, ageMs } of pending) {
    const to = places.indexOf(head)
    if (to < 0 || count >= nextTicket) continue
    core.tickets.enter(count, to, probability, learner, atMs - ageMs)
    core.load.pending[to]! += 1
  }
}

function loadTotals(core: Core, { load, totals }: Snapshot, places: readonly number[], isOwn: boolean): void {
  const [beganAt = 0, at = 0, ...columns] = load
  const heads = columns.length / 2
  const [keys, told] = [columns.slice(0, heads), columns.slice(heads)]
  core.load.load([beganAt, at, ...move(keys, places, -1), ...move(told, places, 0)])
  if (isOwn) core.totals.load(Object.fromEntries(Object.entries(totals).map(([name, column]) => [name, move(column, places, 0)])))
}

/** Puts the state of a snapshot into a selector that has just been made. */
export function load(core: Core, snapshot: Snapshot, cause: Cause = 'start'): void {
  const fit = fitOf(core, snapshot, cause)
  const { places, isOwn } = fit
  const passedMs = Math.max(0, core.settings.wall() - snapshot.savedAt)
  const { rewards, breakers } = snapshot
  const scale = { tauMs: rewards.tauMs ?? undefined, kappa: rewards.kappa ?? undefined }
  core.rewards.load(scale, rewards.isSettled, rewards.first)
  if (core.isTimed) core.sweepAt = snapshot.sweepAt < 0 ? core.sweepAt + snapshot.atMs : snapshot.sweepAt
  core.clock.load(snapshot.atMs + passedMs, snapshot.clock)
  if (isOwn) {
    core.random.set(snapshot.random)
    core.chance.set(snapshot.chance)
    core.jitter.set(snapshot.jitter)
    loadTickets(core, snapshot, places)
  }
  if (breakers !== null)
    core.health?.load(
      places.map((from) => breakers[from]),
      snapshot.atMs,
    )
  core.pins = snapshot.pins.flatMap(([from, share]) => (places.includes(from) ? [[places.indexOf(from), share] as const] : []))
  loadTotals(core, snapshot, places, isOwn)
  loadLearner(core, core.whole, snapshot.whole, fit)
  core.contextIds = snapshot.contextIds
  for (const { key, learned } of snapshot.contexts) loadLearner(core, core.of(key, learned.id), learned, fit)
  core.contextIds = Math.max(core.contextIds, snapshot.contextIds)
  core.restored()
}
