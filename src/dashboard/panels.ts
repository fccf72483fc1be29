/** What a dashboard shows: weights, success, time, health, and one panel for each metric that heads report. */
import type { HeadStudy } from '../study/types.ts'
import type { DashboardPanel } from './types.ts'

const fixed: readonly DashboardPanel[] = [
  { id: 'heads', title: 'Heads', kind: 'table', metric: 'heads', unit: 'number', better: null },
  { id: 'weights', title: 'Weights', kind: 'bars', metric: 'weight', unit: 'share', better: null },
  { id: 'success-rate', title: 'Success rate', kind: 'lines', metric: 'successRate', unit: 'share', better: 'higher' },
  { id: 'median-time', title: 'Time, median', kind: 'lines', metric: 'medianMs', unit: 'ms', better: 'lower' },
  { id: 'p95-time', title: 'Time, 95th percentile', kind: 'lines', metric: 'p95Ms', unit: 'ms', better: 'lower' },
  { id: 'health', title: 'Health', kind: 'bars', metric: 'health', unit: 'score', better: 'higher' },
]

/** The fixed panels, then the metrics in the order in which heads report them. */
export function panelsOf(heads: readonly HeadStudy[]): DashboardPanel[] {
  const metrics = new Map<string, DashboardPanel>()
  for (const { summary } of heads) {
    for (const [name, { better }] of Object.entries(summary.metrics)) {
      metrics.set(name, { id: `metric:${name}`, title: name, kind: 'lines', metric: `metrics.${name}`, unit: 'number', better })
    }
  }
  return [...fixed, ...metrics.values()]
}
