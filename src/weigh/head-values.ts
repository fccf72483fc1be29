/**
 * The figures of a head by the names that formulas have for them: `headMetrics`, and the metrics that heads reported.
 * In: figures as they came (a summary of a study, a profile file, what a caller wrote). Out: numbers by name, undefined where one is not known.
 * Times of a call below 1e-9 ms (no clock sees a picosecond) count as that, as for the other policies: a time of 0 divides nothing.
 * A figure that is there and no finite number is HYD-5001 with head and field.
 */
import { successInterval, summarize, type EngineOption } from '../engine/index.ts'
import { hydraError, kindOf, show } from '../errors/index.ts'
import { successCode } from '../study/index.ts'
import type { NamedFigures } from './source.ts'

const leastMs = 1e-9
const bytesPerMb = 1048576

type Fields = Readonly<Record<string, unknown>>
type Read = (head: NamedFigures, option: EngineOption) => number | undefined

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

/** null is what JSON makes of an unknown figure. */
function finite({ name }: NamedFigures, field: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isFinite(value)) return value
  const got = typeof value === 'number' ? show(value) : `${show(value)} (${kindOf(value)})`
  throw hydraError('5001', { head: name, field, expected: 'a finite number', got }, { where: { head: name } })
}

const summaryField = (head: NamedFigures, field: string): number | undefined => finite(head, field, head.further?.[field])

const timeField = (head: NamedFigures, field: string): number | undefined =>
  finite(head, `durationMs.${field}`, fieldsOf(head.further?.['durationMs'])[field])

function atLeast(value: number | undefined): number | undefined {
  return value !== undefined && value < leastMs ? leastMs : value
}

/** Where times of calls lie: nothing below what can be measured. */
const location =
  (field: string): Read =>
  (head) =>
    atLeast(timeField(head, field))

const mean: Read = (head) => atLeast(head.durationMs?.mean)

function variation(head: NamedFigures): number | undefined {
  const [own, sd, middle] = [timeField(head, 'cv'), timeField(head, 'sd'), head.durationMs?.mean]
  if (own !== undefined || sd === undefined || middle === undefined) return own
  return middle > 0 ? sd / middle : undefined
}

/** Wilson's interval, as it came or from the counts. */
function interval(head: NamedFigures, option: EngineOption): readonly (number | undefined)[] {
  const own = head.further?.['successInterval']
  if (Array.isArray(own)) return [0, 1].map((end) => finite(head, `successInterval[${end}]`, own[end]))
  const { successes, trials } = head
  return Number.isInteger(successes) && Number.isInteger(trials) ? successInterval(successes, trials, option) : []
}

const scaled = (value: number | undefined, by: number): number | undefined => (value === undefined ? undefined : value / by)

/** Median over successful trials of a column that summaries do not hold. */
const columnMedian =
  (name: string): Read =>
  ({ further }, option) => {
    const columns = fieldsOf(further?.['columns'])
    const [column, outcome] = [columns[name], columns['outcome']] as (ArrayLike<unknown> | undefined)[]
    if (column === undefined || outcome === undefined) return undefined
    const values = Array.from(column).filter((x, i): x is number => outcome[i] === successCode && Number.isFinite(x))
    return values.length === 0 ? undefined : summarize(Float64Array.from(values), { fields: ['median'], ...option }).median
  }

const metric = ({ metrics }: NamedFigures, name: string): unknown =>
  metrics !== undefined && Object.hasOwn(metrics, name) ? fieldsOf(metrics[name])['mean'] : undefined

const cost: Read = (head) => finite(head, 'metric "cost"', metric(head, 'cost')) ?? head.cost

const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['success_rate', ({ trials, successes }) => (trials > 0 ? successes / trials : undefined)],
  ['success_low', (head, option) => interval(head, option)[0]],
  ['success_high', (head, option) => interval(head, option)[1]],
  ['trials', ({ trials }) => trials],
  ['successes', ({ successes }) => successes],
  ['mean_ms', mean],
  ...['median', 'min', 'max', 'p5', 'p25', 'p75', 'p90', 'p95', 'p99'].map((field): [string, Read] => [`${field}_ms`, location(field)]),
  ['sd_ms', (head) => timeField(head, 'sd')],
  ['mad_ms', (head) => timeField(head, 'mad')],
  ['cv', variation],
  ['cpu_ms', (head) => summaryField(head, 'cpuMs')],
  ['gc_ms', (head) => summaryField(head, 'gcMs')],
  ['heap_mb', (head) => scaled(summaryField(head, 'heapBytes'), bytesPerMb)],
  ['rss_mb', (head) => scaled(summaryField(head, 'rssBytes'), bytesPerMb)],
  ['page_faults', columnMedian('pageFaults')],
  ['involuntary_switches', columnMedian('involuntarySwitches')],
  ['cost', cost],
]) // prettier-ignore

/** Names that formulas have for figures of every head. */
export const figureNames: readonly string[] = [...readers.keys()]

/** Names of the metrics that some head reported. */
export const reportedNames = (heads: readonly NamedFigures[]): string[] => [
  ...new Set(heads.flatMap(({ metrics }) => Object.keys(metrics ?? {}))),
]

/**
 * The figures of a head by name, only those asked for.
 *
 * @throws HYD-5001 a figure that is no finite number
 */
export function headValues(
  head: NamedFigures,
  names: readonly string[],
  option: EngineOption,
): Record<string, number | undefined> {
  const values = Object.create(null) as Record<string, number | undefined>
  for (const name of names) {
    const read = readers.get(name)
    values[name] = read === undefined ? finite(head, `metric "${name}"`, metric(head, name)) : read(head, option)
  }
  return values
}
