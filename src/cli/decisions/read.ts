/**
 * Logged picks with what came of them, from a file.
 * In: JSON lines: { head, probability, reward, ... } each, or the log of a selector: revisions (probabilities of all heads), decisions, observations, which are
 * joined here by origin and ticket. Out: decisions in the order of their outcomes, and how many lines were damaged. A decision without an outcome is
 * one that nothing came of yet: it is not listed.
 * Fails: HYD-6002 cannot be read, HYD-6004 a newer log. What a decision may be is checked by validateWeights().
 */
import { hydraError } from '../../errors/index.ts'
import { shownPath } from '../../files/index.ts'
import type { LoggedDecision } from '../../weigh/index.ts'
import { linesOf, type Line } from './lines.ts'

type Plain = Readonly<Record<string, unknown>>

export interface DecisionFile {
  readonly decisions: readonly LoggedDecision[]
  readonly damaged: number
  /** Place of the first damaged line, and why. */
  readonly first?: string
}

const schema = 'hydra.decisions/1'
const textOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
const keyOf = (...parts: readonly unknown[]): string => JSON.stringify(parts.map(textOf))
const isRecord = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

function refuseNewer(found: unknown, { file }: Line): void {
  const version = /^hydra\.decisions\/(\d+)$/.exec(textOf(found))?.[1]
  if (version === '1') return
  const path = shownPath(file)
  throw hydraError('6004', { path, found: textOf(found), known: schema }, { where: { path } })
}

/** Joins lines to decisions. */
class Join {
  readonly decisions: LoggedDecision[] = []
  /** Probabilities by origin, context and revision. */
  readonly #revisions = new Map<string, ReadonlyMap<string, number>>()
  /** Picks that have no outcome yet, by origin and ticket. */
  readonly #pending = new Map<string, Plain>()

  add(record: Plain): void {
    const { kind, origin, ticket, context } = record
    if (kind === undefined) this.#put(record, isRecord(record['probabilities']) ? byHead(record['probabilities']) : undefined)
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

const byHead = (record: Plain): ReadonlyMap<string, number> =>
  new Map(Object.entries(record).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))

function vectorOf({ heads, probabilities }: Plain): ReadonlyMap<string, number> {
  if (!Array.isArray(heads) || !Array.isArray(probabilities)) return new Map()
  return new Map(heads.map((head: unknown, i): [string, number] => [textOf(head), Number(probabilities[i])]))
}

function recordOf({ text }: Line): Plain | string {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : 'it is no object'
  } catch (error) {
    return (error as Error).message
  }
}

export async function readDecisionFile(path: string): Promise<DecisionFile> {
  const join = new Join()
  let damaged = 0
  let first: string | undefined
  for await (const line of linesOf(path)) {
    if (line.text.trim() === '') continue
    const record = recordOf(line)
    if (typeof record === 'string') {
      damaged += 1
      first ??= `line ${line.number} of ${line.file === '-' ? 'standard input' : shownPath(line.file)}: ${record}`
    } else if (record['schema'] !== undefined) refuseNewer(record['schema'], line)
    else join.add(record)
  }
  return { decisions: join.decisions, damaged, ...(first !== undefined && { first }) }
}
