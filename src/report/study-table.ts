/**
 * The table of a study: one row a head, fastest first, heads without a success last.
 * In: a study and the names on its Pareto front. Out: lines. Every figure is per call.
 * Success shows its interval only below 100 %, because above that it says nothing new; the front is marked only where it is not the order itself.
 */
import type { HeadStudy } from '../study/types.ts'
import { formatBytes } from './bytes.ts'
import { formatDuration, intervalBeside } from './duration.ts'
import { formatMetric } from './metric.ts'
import { shownName } from './names.ts'
import { percent, significant, times } from './number.ts'
import { plain, type Paint } from './paint.ts'
import { tableLines, type Cell, type Column } from './table.ts'
import type { ReportOptions, StudyView } from './types.ts'
import { fastestHead } from './verdicts.ts'

export interface StudyTableOptions extends ReportOptions {
  /** Names that no other head beats in median time and all metrics. */
  readonly front?: readonly string[]
  /** CPU time and memory too. */
  readonly verbose?: boolean
}

interface Field {
  readonly column: Column
  readonly cell: (head: HeadStudy) => Cell
}

/** Heads by median time, unknown ones last, ties as given. */
export function byMedian({ names, heads }: StudyView): HeadStudy[] {
  const median = (head: HeadStudy): number => head.summary.durationMs.median ?? Infinity
  return names.flatMap((name) => heads[name] ?? []).sort((a, b) => (median(a) === median(b) ? 0 : median(a) - median(b)))
}

function successCell({ summary }: HeadStudy, paint: Paint): Cell {
  const { trials, successes, successRate, successInterval } = summary
  if (trials === 0) return { text: '–', brush: paint.dim }
  if (successes === trials) return { text: '100 %' }
  const [low, high] = successInterval.map((end) => (end * 100).toFixed(1))
  return { text: `${percent(successRate)} (${low} to ${high})`, brush: successes === 0 ? paint.red : paint.yellow }
}

function intervalCell({ summary }: HeadStudy, paint: Paint): Cell {
  const { median, interval } = summary.durationMs
  if (median === undefined || interval === undefined) return { text: '' }
  return { text: intervalBeside(median, interval), brush: paint.dim }
}

function relativeCell({ summary }: HeadStudy, best: number | undefined, paint: Paint): Cell {
  const { median } = summary.durationMs
  if (median === undefined || best === undefined || best === 0) return { text: '' }
  return median === best ? { text: '1.00x', brush: paint.green } : { text: times(median / best) }
}

const right = (title: string): Column => ({ title, align: 'right' })

function timeFields(best: number | undefined, paint: Paint): Field[] {
  return [
    { column: right('trials'), cell: ({ summary }) => ({ text: String(summary.trials) }) },
    { column: right('success'), cell: (head) => successCell(head, paint) },
    { column: right('median'), cell: ({ summary }) => ({ text: formatDuration(summary.durationMs.median), brush: paint.bold }) },
    { column: { title: '(95 %)' }, cell: (head) => intervalCell(head, paint) },
    { column: right('p95'), cell: ({ summary }) => ({ text: formatDuration(summary.durationMs.p95) }) },
    { column: right('time'), cell: (head) => relativeCell(head, best, paint) },
  ]
}

function metricFields(study: StudyView): Field[] {
  return Object.keys(study.metrics).map((name) => ({
    column: right(shownName(name, 16)),
    cell: ({ summary }) => ({ text: formatMetric(name, summary.metrics[name]?.median) }),
  }))
}

function costFields(study: StudyView): Field[] {
  if (!study.names.some((name) => study.heads[name]?.cost !== undefined)) return []
  return [{ column: right('cost'), cell: ({ cost }) => ({ text: cost === undefined ? '–' : significant(cost) }) }]
}

const resourceFields: readonly Field[] = [
  { column: right('cpu'), cell: ({ summary }) => ({ text: formatDuration(summary.cpuMs) }) },
  { column: right('memory'), cell: ({ summary }) => ({ text: formatBytes(summary.rssBytes) }) },
]

/** Drops a column in which nobody has a value. */
const filled = (fields: readonly Field[], heads: readonly HeadStudy[]): Field[] =>
  fields.filter(({ cell }) => heads.some((head) => !['', '–'].includes(cell(head).text)))

/**
 * @returns lines of the table; below it one line on the front, when it is marked
 * @since 0.1.0
 */
export function studyTable(study: StudyView, options: StudyTableOptions = {}): string[] {
  const { paint = plain, front = [], verbose = false } = options
  const heads = byMedian(study)
  const marked = Object.keys(study.metrics).length > 0 && front.length > 0
  const best = study.heads[fastestHead(study) ?? '']?.summary.durationMs.median
  const mark: Field = {
    column: { title: '' },
    cell: ({ name }) => ({ text: marked && front.includes(name) ? '◆' : '', brush: paint.cyan }),
  }
  const name: Field = { column: { title: 'head' }, cell: (head) => ({ text: shownName(head.name) }) }
  const optional = filled([...costFields(study), ...(verbose ? resourceFields : [])], heads)
  const fields = [mark, name, ...timeFields(best, paint), ...metricFields(study), ...optional]
  const lines = tableLines(fields.map(({ column }) => column), heads.map((head) => fields.map(({ cell }) => cell(head))), paint) // prettier-ignore
  const legend = `  ${paint.cyan('◆')} ${paint.dim(`on the Pareto front: no other head is at least as good in time and ${Object.keys(study.metrics).join(', ')} together`)}`
  return marked ? [...lines, legend] : lines
}
