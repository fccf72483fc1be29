/** A study as a table in Markdown: one row a head, the fastest first. In: a study. Out: text. Names are any text, escaped. */
import type { HeadStudy, Study } from '../../study/index.ts'
import { formatDuration } from '../duration.ts'
import { formatMetric } from '../metric.ts'
import { shownName } from '../names.ts'
import { percent, times } from '../number.ts'
import { byMedian } from '../study-table.ts'

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
