/**
 * Joins what another process has learned: a map of origin -> head -> figures, in which the larger (epoch, version) wins.
 * Any order, grouping or repetition of merges gives the same totals. What is own is never overwritten; of policies, states and scales nothing is
 * taken. Origins that nobody has heard of for a while, measured against the newest, are dropped.
 * Source: state-based join semilattices, Shapiro, Preguiça, Baquero and Zawirski 2011.
 */
import type { Core, LearnerOfContext } from '../core.ts'
import type { Origin, Part } from '../evidence.ts'
import type { Learned, Snapshot } from './shape.ts'

const isNewer = (a: Part, b: Part | undefined): boolean =>
  b === undefined || a.epoch > b.epoch || (a.epoch === b.epoch && a.version > b.version)

function join(known: Origin | undefined, told: Origin, places: readonly number[]): Origin {
  const parts = places.map((from, head) => {
    const [own, other] = [known?.parts[head], told.parts[from]]
    return other !== undefined && isNewer(other, own) ? other : own
  })
  return { seenAt: Math.max(known?.seenAt ?? 0, told.seenAt), parts }
}

function forget(of: LearnerOfContext, ttlMs: number): void {
  const { origins } = of.learner.evidence
  let newest = 0
  for (const { seenAt } of origins.values()) newest = Math.max(newest, seenAt)
  for (const [name, { seenAt }] of origins) if (seenAt < newest - ttlMs) origins.delete(name)
}

function joinLearner(core: Core, of: LearnerOfContext, { origins }: Learned, places: readonly number[]): void {
  const { evidence } = of.learner
  for (const [name, told] of Object.entries(origins)) {
    if (name !== core.settings.origin) evidence.origins.set(name, join(evidence.origins.get(name), told, places))
  }
  forget(of, core.settings.originTtlMs)
  evidence.rebaseAll()
  of.learner.remake('merge')
}

export function merge(core: Core, snapshot: Snapshot): void {
  const places = core.names.map((name) => snapshot.heads.indexOf(name))
  joinLearner(core, core.whole, snapshot.whole, places)
  for (const { key, learned } of snapshot.contexts) joinLearner(core, core.of(key), learned, places)
  core.settle()
}
