/**
 * From when on a figure is worth a warning.
 * Execution time: warning at twice the slowest p95 of the heads that succeed at least nine times in ten (of all that succeed at all where there
 * is none), rounded up to two digits; critical at twice that. Heads differ, and one line must suit all of them: what is normal for the slowest
 * good one must not warn. Without any success: 20 s and 40 s. Success rate: .9 and .8.
 */
import type { HeadSummary } from '../study/types.ts'
import type { DashboardConfiguration } from './types.ts'

const fallback = { warning: 20_000, critical: 40_000 }
const goodFrom = 0.9

/** 0.0123 -> 0.013; 1234 -> 1300 */
function roundedUp(value: number): number {
  const [digits = '1', exponent = '0'] = value.toExponential().split('e')
  return Number(`${Math.ceil(Number(digits) * 10)}e${Number(exponent) - 1}`)
}

function slowest(summaries: readonly HeadSummary[]): number | undefined {
  let most: number | undefined
  for (const { durationMs } of summaries) {
    if (durationMs.p95 !== undefined && durationMs.p95 > (most ?? 0)) most = durationMs.p95
  }
  return most
}

export function thresholdsOf(summaries: readonly HeadSummary[]): DashboardConfiguration['thresholds'] {
  const p95 = slowest(summaries.filter(({ successRate }) => successRate >= goodFrom)) ?? slowest(summaries)
  const warning = p95 === undefined ? undefined : roundedUp(2 * p95)
  const executionTimeMs = warning === undefined ? fallback : { warning, critical: 2 * warning }
  return { executionTimeMs, successRate: { warning: 0.9, critical: 0.8 } }
}
