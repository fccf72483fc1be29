/**
 * A study for other programs: CSV with one row a trial, Markdown with one row a head, JSON with figures and all trials.
 * In: a study. Out: text. Names are any text: quoted in CSV, escaped in Markdown. Times in ms; unknown figures are empty.
 */
import { outcomes, type HeadStudy, type Study } from '../study/index.ts'
import { formatDuration } from './duration.ts'
import { formatMetric } from './metric.ts'
import { shownName } from './names.ts'
import { percent, times } from './number.ts'
import { byMedian } from './study-table.ts'

/** RFC 4180: quoted where it must be; a leading = + - @ is kept, since a program reads it back. */
const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csvNumber = (value: number | undefined): string => (value === undefined || Number.isNaN(value) ? '' : String(value))

function csvRows(head: HeadStudy, metrics: readonly string[], inputs: readonly string[]): string[] {
  const { wallMs, cpuMs, outcome, block, input, metrics: own } = head.columns
  return Array.from(wallMs, (ms, i) => {
    const cells = [
      csvCell(head.name),
      String(i),
      String(block[i]),
      csvCell(inputs[input[i] ?? 0] ?? ''),
      outcomes[outcome[i] ?? 0] ?? '',
    ]
    return [...cells, csvNumber(ms), csvNumber(cpuMs?.[i]), ...metrics.map((name) => csvNumber(own[name]?.[i]))].join(',')
  })
}

/** Columns: head, trial, block, input, outcome, wall_ms, cpu_ms, then every metric. Lines end in CRLF. */
export function studyCsv(study: Study): string {
  const metrics = Object.keys(study.metrics)
  const inputs = study.inputs.map(({ name }) => name)
  const title = ['head', 'trial', 'block', 'input', 'outcome', 'wall_ms', 'cpu_ms', ...metrics].map(csvCell).join(',')
  const rows = study.names.flatMap((name) => csvRows(study.heads[name]!, metrics, inputs))
  return `${[title, ...rows].join('\r\n')}\r\n`
}

const markdownCell = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&')

/** A table: head, trials, success, median with its interval, p95, time relative to the fastest, metrics. */
export function studyMarkdown(study: Study): string {
  const metrics = Object.keys(study.metrics)
  const heads = byMedian(study)
  const best = heads[0]?.summary.durationMs.median
  const row = ({ name, summary }: HeadStudy): string => {
    const { median, interval, p95 } = summary.durationMs
    const between = interval === undefined ? '' : ` (${formatDuration(interval[0])} to ${formatDuration(interval[1])})`
    const relative = median === undefined || best === undefined || best === 0 ? '' : times(median / best)
    const figures = [
      String(summary.trials),
      percent(summary.successRate),
      `${formatDuration(median)}${between}`,
      formatDuration(p95),
      relative,
    ]
    const own = metrics.map((metric) => formatMetric(metric, summary.metrics[metric]?.median))
    return `| ${[markdownCell(shownName(name, 200)), ...figures, ...own].join(' | ')} |`
  }
  const titles = [
    'head',
    'trials',
    'success',
    'median (95 %)',
    'p95',
    'time',
    ...metrics.map((name) => markdownCell(shownName(name))),
  ]
  return `${[`| ${titles.join(' | ')} |`, `|${titles.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`, ...heads.map(row)].join('\n')}\n`
}

/** Figures and verdicts, and for each head its columns of trials. */
export function studyDocument(study: Study): Record<string, unknown> {
  const trials = study.names.map((name) => {
    const { wallMs, cpuMs, outcome, block, input, metrics } = study.heads[name]!.columns
    const list = (column: ArrayLike<number> | undefined): unknown => (column === undefined ? undefined : Array.from(column, (v) => (Number.isNaN(v) ? null : v))) // prettier-ignore
    const own = Object.keys(metrics).map((metric) => ({ name: metric, values: list(metrics[metric]) }))
    return { name, wallMs: list(wallMs), cpuMs: list(cpuMs), outcome: Array.from(outcome, (code) => outcomes[code]), block: list(block), input: list(input), metrics: own } // prettier-ignore
  })
  return { schema: 1, study, trials }
}
