/** The state of a selector as plain JSON: what it has learned, what it waits for, where its random streams are. Nothing of the user's code. */
import type { Core, LearnerOfContext } from '../core.ts'
import type { Result } from '../reward.ts'
import { schemaName, type Learned, type Snapshot } from './shape.ts'

const fourOf = ([a, b, c, d]: readonly number[]): [number, number, number, number] => [a!, b!, c!, d!]

/** Only what is known, without what else an outcome may hold. */
const plain = ({ ok, durationMs, cost, quality }: Result): Learned['lessons'][number]['result'] => ({
  ok,
  ...(durationMs !== undefined && { durationMs }),
  ...(cost !== undefined && { cost }),
  ...(quality !== undefined && { quality }),
})

function learnedOf(core: Core, { id, learner, lessons }: LearnerOfContext, savedAt: number): Learned {
  const { evidence } = learner
  const own = core.names.map((_, head) => evidence.partOf(head))
  const nothing = { epoch: 0, version: 0, n: 0, s: 0, s2: 0 }
  const origins: Learned['origins'] = Object.create(null) as Learned['origins']
  for (const [name, { seenAt, parts }] of evidence.origins)
    origins[name] = { seenAt, parts: core.names.map((_, head) => parts[head] ?? nothing) }
  origins[core.settings.origin] = { seenAt: savedAt, parts: own }
  return {
    id,
    origins,
    learner: learner.save() as Learned['learner'],
    lessons: lessons.map((lesson) => ({ ...lesson, result: plain(lesson.result) })),
  }
}

const keptKeys = ['policy', 'seed', 'floor', 'explore', 'priorTrials', 'ejection', 'drift', 'slowStart', 'capacity', 'maxContexts', 'originTtlMs', 'incumbent', 'maxShare'] as const // prettier-ignore

/** Settings that are data; functions and the study are not kept. */
export function plainSettings({ settings }: Core): Snapshot['settings'] {
  const { reward, ofPolicy } = settings
  const { weights, ...numbers } = ofPolicy
  const kept = Object.fromEntries(keptKeys.map((key) => [key, settings[key] ?? null]))
  const named = typeof reward.reward === 'function' ? null : reward.reward
  return JSON.parse(
    JSON.stringify({
      ...kept,
      reward: { ...reward, reward: named },
      ofPolicy: { ...numbers, weights: weights === undefined ? null : [...weights] },
    }),
  ) as Snapshot['settings']
}

export function save(core: Core): Snapshot {
  const at = core.clock.read()
  const savedAt = core.settings.wall()
  core.health?.tick(at)
  core.refresh(core.whole)
  core.settle()
  const { tickets, rewards } = core
  const pending = tickets.pending().map((count) => {
    const slot = tickets.slotAt(count)
    const ageMs = Math.max(0, at - tickets.timeOf(slot))
    return {
      count,
      head: tickets.headOf(slot),
      probability: tickets.probabilityOf(slot),
      learner: tickets.learnerOf(slot),
      ageMs,
    }
  })
  return {
    schema: schemaName,
    origin: core.settings.origin,
    heads: [...core.names],
    savedAt,
    atMs: at,
    sweepAt: core.sweepAt === Infinity ? -1 : core.sweepAt,
    clock: [...core.clock.save()],
    settings: plainSettings(core),
    random: fourOf(core.random.state()),
    chance: fourOf(core.chance.state()),
    jitter: fourOf(core.jitter.state()),
    nextTicket: tickets.next,
    pending,
    whole: learnedOf(core, core.whole, savedAt),
    contexts: [...core.contexts.entries()].map(([key, of]) => ({ key, learned: learnedOf(core, of, savedAt) })),
    contextIds: core.contextIds,
    breakers: (core.health?.save(at) as Snapshot['breakers'] | undefined) ?? null,
    load: [...core.load.save()],
    rewards: {
      tauMs: rewards.scale.tauMs ?? null,
      kappa: rewards.scale.kappa ?? null,
      isSettled: rewards.isSettled,
      first: rewards.kept.map(plain),
    },
    totals: core.totals.save(),
    pins: core.pins.map(([head, share]) => [head, share]),
  }
}
