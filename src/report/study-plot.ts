/** The plot of a study that has a metric: time to the right, the first metric upwards, the Pareto front filled. */
import { formatDuration } from './duration.ts'
import { formatMetric } from './metric.ts'
import { shownName } from './names.ts'
import { scatterLines, type Point } from './scatter.ts'
import type { ReportOptions, StudyView } from './types.ts'

const least = { heads: 3, columns: 60 }

/**
 * @param front - names on the Pareto front
 * @param metric - which one; the first when left out
 * @returns lines; none without a metric, with fewer than three heads to place, or in a narrow terminal
 */
export function studyPlot(
  study: StudyView,
  front: readonly string[],
  options: ReportOptions & { readonly metric?: string } = {},
): string[] {
  const { columns = 100, paint, metric = Object.keys(study.metrics)[0] } = options
  if (metric === undefined || columns < least.columns) return []
  const points = study.names.flatMap((name): Point[] => {
    const { durationMs, metrics } = study.heads[name]?.summary ?? {}
    const [x, y] = [durationMs?.median, metrics?.[metric]?.median]
    return x === undefined || y === undefined ? [] : [{ label: shownName(name, 20), x, y, front: front.includes(name) }]
  })
  if (points.length < least.heads) return []
  const format = { formatX: formatDuration, formatY: (value: number): string => formatMetric(metric, value) }
  const size = { width: Math.min(72, columns - 20), height: Math.min(14, 4 + points.length) }
  return scatterLines(points, {
    ...size,
    ...format,
    xTitle: 'median time',
    yTitle: shownName(metric, 16),
    ...(paint === undefined ? {} : { paint }),
  })
}
