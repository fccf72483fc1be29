/**
 * A selector as it was when its snapshot was taken. With the same origin and heads it goes on with the same picks and probabilities.
 * Heads that are gone are dropped, new ones begin empty; then the vectors are made anew.
 */
import type { Core, LearnerOfContext } from '../core.ts'
import type { Part } from '../evidence.ts'
import type { Learned, Snapshot } from './shape.ts'

const nothing: Part = { epoch: 0, version: 0, n: 0, s: 0, s2: 0 }

/** Place in the snapshot of each head of the selector; -1 for a new one. */
const placesOf = (core: Core, { heads }: Snapshot): number[] => core.names.map((name) => heads.indexOf(name))

const isSame = (places: readonly number[], { heads }: Snapshot): boolean =>
  places.length === heads.length && places.every((from, head) => from === head)

function setOrigins(of: LearnerOfContext, origins: Learned['origins'], own: string, places: readonly number[]): Part[] {
  const moved = (parts: readonly Part[]): Part[] => places.map((from) => parts[from] ?? nothing)
  for (const [name, { seenAt, parts }] of Object.entries(origins)) {
    if (name !== own) of.learner.evidence.origins.set(name, { seenAt, parts: moved(parts) })
  }
  return moved(origins[own]?.parts ?? [])
}

function loadLearner(
  core: Core,
  of: LearnerOfContext,
  { origins, learner, lessons }: Learned,
  snapshot: Snapshot,
  places: readonly number[],
): void {
  const { origin } = core.settings
  const isOwn = origin === snapshot.origin
  for (const { head, ...lesson } of lessons) if (places.includes(head)) of.lessons.push({ ...lesson, head: places.indexOf(head) })
  const parts = setOrigins(of, origins, origin, places)
  if (isOwn && isSame(places, snapshot)) {
    of.learner.load(learner, parts)
    return
  }
  const { evidence } = of.learner
  const move = (column: readonly number[], otherwise: number): number[] => places.map((from) => column[from] ?? otherwise)
  const { steps, total, fadedAt, prior } = learner.evidence
  evidence.load({ steps, total, fadedAt: move(fadedAt, -1), prior: prior.map((column) => move(column, 0)) }, parts)
  let sum = 0
  for (const n of evidence.all.n) sum += n
  evidence.total = sum
  of.learner.remake()
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

/** Puts the state of a snapshot into a selector that has just been made. */
export function load(core: Core, snapshot: Snapshot): void {
  const places = placesOf(core, snapshot)
  const isOwn = core.settings.origin === snapshot.origin
  const passedMs = Math.max(0, core.settings.wall() - snapshot.savedAt)
  const { rewards, breakers } = snapshot
  const scale = { tauMs: rewards.tauMs ?? undefined, kappa: rewards.kappa ?? undefined }
  core.rewards.load(scale, rewards.isSettled, rewards.first)
  if (core.isTimed) core.sweepAt = snapshot.sweepAt < 0 ? core.sweepAt + snapshot.atMs : snapshot.sweepAt
  core.clock.load(snapshot.atMs + passedMs, snapshot.clock)
  if (isOwn) loadTickets(core, snapshot, places)
  if (breakers !== null)
    core.health?.load(
      places.map((from) => breakers[from]),
      snapshot.atMs,
    )
  core.pins = snapshot.pins.flatMap(([from, share]) => (places.includes(from) ? [[places.indexOf(from), share] as const] : []))
  if (isSame(places, snapshot)) {
    core.load.load(snapshot.load)
    if (isOwn) core.totals.load(snapshot.totals)
  }
  loadLearner(core, core.whole, snapshot.whole, snapshot, places)
  for (const { key, learned } of snapshot.contexts) loadLearner(core, core.of(key, learned.id), learned, snapshot, places)
  core.contextIds = snapshot.contextIds
  // Last, since learners draw when they are made.
  if (isOwn) {
    core.random.set(snapshot.random)
    core.chance.set(snapshot.chance)
    core.jitter.set(snapshot.jitter)
  }
  core.restored()
}
