/**
 * What a snapshot of a selector looks like: plain JSON, `hydra.selector/1`. And its reader, which trusts nothing.
 * In: any value. Out: a snapshot whose every list has the right length and every number is one, or HYD-5013; HYD-6004 of a newer version.
 */
import * as v from 'valibot'
import { hydraError, show } from '../../errors/index.ts'
import { selectorPolicies } from '../policy/index.ts'

export const schemaName = 'hydra.selector/1'
const known = 1

const number = v.pipe(v.number(), v.finite())
const count = v.pipe(number, v.minValue(0))
const text = v.string()

const part = v.object({ epoch: count, version: count, n: number, s: number, s2: number })
const origin = v.object({ seenAt: number, parts: v.array(part) })
const learner = v.object({
  evidence: v.object({ steps: count, total: number, fadedAt: v.array(number), prior: v.tuple([v.array(number), v.array(number), v.array(number)]) }), // prettier-ignore
  drift: v.unknown(),
  policy: v.array(number),
  vector: v.union([v.object({ shares: v.array(number) }), v.object({ winners: v.array(count) })]),
  plays: v.array(count),
  revision: count,
  remakeAt: number,
  most: v.array(number),
})
const breaker = v.object({
  state: v.picklist(['closed', 'open', 'half-open']),
  leftMs: count,
  coolMs: count,
  times: count,
  ejections: count,
  failures: count,
  reason: text,
  lastFailure: text,
  successes: count,
  leases: v.array(v.tuple([number, count])),
  window: v.pipe(v.array(count), v.length(22)),
})
const result = v.object({
  ok: v.boolean(),
  durationMs: v.optional(number),
  cost: v.optional(number),
  quality: v.optional(number),
})
const lesson = v.object({ head: count, reward: number, probability: number, result })
const learned = v.object({ id: count, origins: v.record(text, origin), learner, lessons: v.array(lesson) })

const snapshot = v.object({
  schema: v.literal(schemaName),
  origin: text,
  heads: v.pipe(v.array(text), v.minLength(1)),
  /** Wall clock, ms; 0 where nobody looked. */
  savedAt: count,
  atMs: count,
  clock: v.tuple([count, count]),
  /** When calls under way are looked through again; -1 for never. */
  sweepAt: number,
  settings: v.looseObject({ policy: v.picklist(selectorPolicies), seed: number }),
  random: v.tuple([number, number, number, number]),
  chance: v.tuple([number, number, number, number]),
  jitter: v.tuple([number, number, number, number]),
  nextTicket: v.pipe(count, v.integer()),
  pending: v.array(v.object({ count, head: count, probability: number, learner: count, ageMs: count })),
  whole: learned,
  contexts: v.array(v.object({ key: text, learned })),
  contextIds: count,
  breakers: v.nullable(v.array(breaker)),
  load: v.array(number),
  rewards: v.object({ tauMs: v.nullable(number), kappa: v.nullable(number), isSettled: v.boolean(), first: v.array(result) }),
  totals: v.record(text, v.array(number)),
  pins: v.array(v.tuple([count, count])),
})

export type Snapshot = v.InferOutput<typeof snapshot>
export type Learned = Snapshot['whole']

function refuse(reason: string): never {
  throw hydraError('5013', { reason })
}

function checkLengths({ heads, whole, contexts, breakers, pending }: Snapshot): void {
  const k = heads.length
  const place = 'the number of heads and a list of figures differ'
  if (new Set(heads).size !== k) refuse('a head stands there twice')
  if (breakers !== null && breakers.length !== k) refuse(place)
  if (pending.some(({ head }) => head >= k)) refuse('a pick of a head that is not there')
  for (const { origins, learner } of [whole, ...contexts.map(({ learned: own }) => own)]) {
    const lists = [
      learner.evidence.fadedAt,
      ...learner.evidence.prior,
      learner.plays,
      learner.most,
      ...Object.values(origins).map(({ parts }) => parts),
    ]
    if (lists.some((list) => list.length !== k)) refuse(place)
  }
}

/**
 * @throws HYD-5013 not a snapshot, HYD-6004 one of a newer version
 */
export function readSnapshot(value: unknown): Snapshot {
  const named: unknown = typeof value === 'object' && value !== null ? (value as { schema?: unknown }).schema : undefined
  if (typeof named !== 'string' || !named.startsWith('hydra.selector/'))
    refuse(`it is ${show(value)}, without the schema ${schemaName}`)
  const version = Number(named.slice('hydra.selector/'.length))
  if (version > known) throw hydraError('6004', { path: 'the snapshot', found: named, known: schemaName })
  const read = v.safeParse(snapshot, value)
  if (!read.success) {
    const [issue] = read.issues
    refuse(`${v.getDotPath(issue) ?? 'it'}: ${issue.message}`)
  }
  checkLengths(read.output)
  return read.output
}
