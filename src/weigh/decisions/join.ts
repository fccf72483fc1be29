/**
 * The log of a selector, as decisions to judge by.
 * In: its records in their order: revisions (probabilities of all heads), decisions, observations; and records { head, probability, reward, ... } without a kind,
 * which are decisions already. Out: one decision for each outcome, in the order of outcomes, joined by origin and ticket. A pick that nothing came of is
 * not listed; one that the caller gave up has no reward. What a decision may be is checked by validateWeights().
 */
import type { LoggedDecision } from './types.ts'

type Plain = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const keyOf = (...parts: readonly unknown[]): string => JSON.stringify(parts.map(textOf))

function byHead(record: unknown): ReadonlyMap<string, number> | undefined {
  if (typeof record !== 'object' || record === null) return undefined
  if (record instanceof Map) return record as ReadonlyMap<string, number>
  return new Map(Object.entries(record).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}

function vectorOf({ heads, probabilities }: Plain): ReadonlyMap<string, number> {
  if (!Array.isArray(heads) || !Array.isArray(probabilities)) return new Map()
  return new Map(heads.map((head: unknown, i): [string, number] => [textOf(head), Number(probabilities[i])]))
}

export class DecisionJoin {
  readonly decisions: LoggedDecision[] = []
  /** Probabilities by origin, context and revision. */
  readonly #revisions = new Map<string, ReadonlyMap<string, number>>()
  /** Picks that have no outcome yet, by origin and ticket. */
  readonly #pending = new Map<string, Plain>()

  add(given: object): void {
    const record = given as Plain
    const { kind, origin, ticket, context } = record
    if (kind === undefined) this.#put(record, byHead(record['probabilities']))
    else if (kind === 'revision') this.#revisions.set(keyOf(origin, context, record['revision']), vectorOf(record))
    else if (kind === 'decision') this.#pending.set(keyOf(origin, ticket), record)
    else if (kind === 'observation') this.#observed(record)
  }

  #observed(record: Plain): void {
    const key = keyOf(record['origin'], record['ticket'])
    const pick = this.#pending.get(key)
    this.#pending.delete(key)
    const revision = pick === undefined ? undefined : keyOf(pick['origin'], pick['context'], pick['revision'])
    this.#put({ ...pick, ...record }, revision === undefined ? undefined : this.#revisions.get(revision))
  }

  #put({ head, probability, reward, excluded, probe, degraded }: Plain, probabilities?: ReadonlyMap<string, number>): void {
    const known = { head, probability, reward: reward ?? undefined, excluded, probe, degraded, probabilities }
    this.decisions.push(known as LoggedDecision)
  }
}

/**
 * The records of a selector's log as decisions that validateWeights() judges by.
 *
 * @param records - in their order, as readDecisions() gives them; or { head, probability, reward, ... } each
 * @returns one decision for each outcome, with the probabilities of all heads where the log has them; picks without an outcome are not listed
 * @example
 * ```ts
 * import { createSelector, joinDecisions, validateWeights } from 'hydra-profiler'
 * const log: object[] = []
 * const weights = { a: 0.5, b: 0.5 }
 * const selector = createSelector({
 *   weights, policy: 'weighted', seed: 1, reward: 'success',
 *   onDecision: (decision) => log.push({ kind: 'decision', ...decision }),
 *   onObservation: (observation) => log.push({ kind: 'observation', ...observation }),
 * })
 * for (let i = 0; i < 500; i += 1) {
 *   const pick = selector.pick()
 *   selector.observe(pick, { ok: pick.head === 'a' || i % 3 === 0 })
 * }
 * validateWeights({ decisions: joinDecisions(log), before: weights, after: { a: 0.9, b: 0.1 } }).verdict // 'better'
 * ```
 * @since 0.1.0
 */
export function joinDecisions(records: Iterable<object>): LoggedDecision[] {
  const join = new DecisionJoin()
  for (const record of records) join.add(record)
  return join.decisions
}
