/** What a dashboard configuration says, in one line a head. */
import type { DashboardConfiguration, HeadState } from '../../dashboard/index.ts'
import { formatDuration, percent, shownName, tableLines, type Paint } from '../../report/index.ts'

const brushOf = (state: HeadState, paint: Paint): Paint['dim'] =>
  ({ healthy: paint.green, degraded: paint.yellow, unhealthy: paint.red, unknown: paint.dim })[state]

export function dashboardLines({ title, heads, thresholds }: DashboardConfiguration, paint: Paint): string[] {
  const rows = heads.map(({ name, state, health, weight, successRate, medianMs }) => [
    { text: shownName(name) },
    { text: state, brush: brushOf(state, paint) },
    { text: health === null ? '–' : health.toFixed(0) },
    { text: weight === null ? '–' : percent(weight) },
    { text: successRate === null ? '–' : percent(successRate) },
    { text: formatDuration(medianMs ?? undefined) },
  ])
  const columns = [{ title: 'head' }, { title: 'state' }, { title: 'health', align: 'right' }, { title: 'weight', align: 'right' }, { title: 'success', align: 'right' }, { title: 'median', align: 'right' }] as const // prettier-ignore
  const { executionTimeMs, successRate } = thresholds
  const limits = `  warned from ${formatDuration(executionTimeMs.warning)} or below ${percent(successRate.warning)}, critical from ${formatDuration(executionTimeMs.critical)} or below ${percent(successRate.critical)}`
  return [paint.bold(shownName(title, 100)), ...tableLines(columns, rows, paint), paint.dim(limits)]
}
