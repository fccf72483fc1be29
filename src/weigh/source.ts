/**
 * What can be weighed, brought into one form.
 * In: a study, profile records (percent and seconds, as in files), or a record or Map of summaries. Out: figures of each head, in order,
 * checked: a value that cannot be is HYD-5001 with head and field. Names are any text; they never become keys of a plain object here.
 */
import { hydraError, kindOf, show } from '../errors/index.ts'
import { refusal } from './options.ts'
import type { HeadFigures, ProfileRecord, WeighableStudy, WeighSource } from './types.ts'

export interface NamedFigures extends HeadFigures {
  readonly name: string
  /** What else came with the head, as it came: fields of a summary, and `columns`. Read and checked where a formula names them. */
  readonly further?: Readonly<Record<string, unknown>>
}

const mostTrials = Number.MAX_SAFE_INTEGER

function fault(head: string, field: string, expected: string, value: unknown): never {
  const got = typeof value === 'number' ? show(value) : `${show(value)} (${kindOf(value)})`
  throw hydraError('5001', { head, field, expected, got }, { where: { head } })
}

/** A number from `low` to `high`. */
function numberOf(head: string, field: string, value: unknown, low: number, high: number): number {
  if (typeof value === 'number' && value >= low && value <= high) return value
  return fault(head, field, high >= mostTrials ? `a finite number from ${low}` : `a number from ${low} to ${high}`, value)
}

const knownOf = (head: string, field: string, value: unknown): number | undefined =>
  value === undefined ? undefined : numberOf(head, field, value, 0, Number.MAX_VALUE)

function objectOf(head: string, value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  return fault(head, 'it', 'an object', value)
}

/** The whole number of successes whose rate, to two decimals of a percent, is the given one; else the fraction. */
function successesOf(rate: number, trials: number): number {
  const exact = (rate / 100) * trials
  const whole = Math.round(exact)
  const near = Math.abs(exact - whole) <= trials * 5e-5 ? whole : exact
  return near > trials ? trials : near
}

function fromRecord(value: unknown, index: number): NamedFigures {
  const record = objectOf(`#${index}`, value) as Partial<ProfileRecord>
  const { name } = record
  if (typeof name !== 'string') return fault(`#${index}`, 'name', 'a text', name)
  const trials = numberOf(name, 'trials', record.trials, 0, mostTrials)
  const successes = successesOf(numberOf(name, 'success_rate', record.success_rate, 0, 100), trials)
  const seconds = knownOf(name, 'avg_time', record.avg_time)
  const mean = seconds === undefined ? undefined : knownOf(name, 'avg_time', seconds * 1000)
  const figures = { name, trials, successes, durationMs: { mean }, cost: knownOf(name, 'cost', record.cost) }
  return { ...figures, ...furtherOf(record) }
}

/** What a whole profile file holds beside the counts: its summary, its columns. */
function furtherOf({ summary, columns }: { summary?: unknown; columns?: unknown }): Pick<NamedFigures, 'metrics' | 'further'> {
  if (typeof summary !== 'object' || summary === null) return {}
  const { metrics } = summary as { metrics?: unknown }
  const own = typeof metrics === 'object' && metrics !== null ? { metrics: metrics as NonNullable<HeadFigures['metrics']> } : {}
  return { ...own, further: { ...summary, columns } }
}

function fromFigures(name: string, value: unknown): NamedFigures {
  const figures = objectOf(name, value) as Partial<HeadFigures>
  const trials = numberOf(name, 'trials', figures.trials, 0, mostTrials)
  return {
    name,
    trials,
    successes: numberOf(name, 'successes', figures.successes, 0, trials),
    durationMs: { mean: knownOf(name, 'durationMs.mean', figures.durationMs?.mean) },
    failedMs: knownOf(name, 'failedMs', figures.failedMs),
    logVariance: knownOf(name, 'logVariance', figures.logVariance),
    cost: knownOf(name, 'cost', figures.cost),
    metrics: figures.metrics,
    further: figures,
  }
}

export const isStudy = (source: unknown): source is WeighableStudy =>
  typeof (source as WeighableStudy).id === 'string' && typeof (source as WeighableStudy).heads === 'object'

/** Names of a study's heads, in the order they were given. */
export const namesOf = (study: WeighableStudy): readonly string[] => study.names ?? Object.keys(study.heads)

function fromStudy(study: WeighableStudy): NamedFigures[] {
  return namesOf(study).map((name) => {
    const head = study.heads[name]
    if (head === undefined) return fault(name, 'it', 'in study.heads', undefined)
    return fromFigures(name, { ...head.summary, cost: head.cost, columns: head.columns })
  })
}

function checkNames(all: readonly NamedFigures[]): void {
  const seen = new Set<string>()
  for (const { name } of all) {
    if (seen.has(name)) throw hydraError('1005', { name }, { where: { head: name } })
    seen.add(name)
  }
}

function read(source: unknown): NamedFigures[] {
  if (typeof source !== 'object' || source === null) {
    throw refusal('source', 'a study, an array of profiles, or a record of summaries', source)
  }
  if (Array.isArray(source)) return source.map(fromRecord)
  if (source instanceof Map) return [...source].map(([name, value]) => fromFigures(String(name), value))
  if (isStudy(source)) return fromStudy(source)
  return Object.entries(source).map(([name, value]) => fromFigures(name, value))
}

/**
 * The figures of every head of a source, in order.
 *
 * @throws HYD-1003 no source at all, HYD-1005 two heads of one name, HYD-1007 no heads, HYD-5001 a value that cannot be
 */
export function figuresOf(source: WeighSource): readonly NamedFigures[] {
  const all = read(source)
  if (all.length === 0) throw hydraError('1007', { task: 'weigh' })
  checkNames(all)
  return all
}
