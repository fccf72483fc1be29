/** The catalogues: every entry is taken by the compiler, frozen, documented; the names are those of the design. */
import { describe, expect, test } from 'vitest'
import { compileFormula, headMetrics, metricCatalogues, rewardMetrics, runMetrics } from '../../src/formula/index.ts'

const runNames = 'execution_time_seconds start_time end_time user_time system_time cpu_max cpu_avg cpu_min context_switches memory_max_mb memory_avg_mb memory_min_mb page_faults num_threads num_fds block_io_operations stdout_lines stderr_lines exit_code success' // prettier-ignore
const headNames = 'success_rate success_low success_high trials successes mean_ms sd_ms median_ms min_ms max_ms p5_ms p25_ms p75_ms p90_ms p95_ms p99_ms mad_ms cv cpu_ms gc_ms heap_mb rss_mb page_faults involuntary_switches cost' // prettier-ignore

describe('metric catalogues', () => {
  test('hold the names of the design', () => {
    expect(Object.keys(runMetrics).join(' ')).toBe(runNames)
    expect(Object.keys(headMetrics).join(' ')).toBe(headNames)
    expect(Object.keys(rewardMetrics).join(' ')).toBe('ok duration_ms cost quality')
  })

  test.each(Object.entries(metricCatalogues))('%s: frozen, without a prototype, each with a sentence', (_, catalogue) => {
    expect(Object.isFrozen(catalogue)).toBe(true)
    expect(Object.getPrototypeOf(catalogue)).toBe(null)
    for (const [name, variable] of Object.entries(catalogue)) {
      expect(Object.isFrozen(variable)).toBe(true)
      expect(variable.description).toMatch(/\w/)
      const rule = compileFormula(name, { variables: catalogue })
      expect(rule.type).toBe(variable.type)
      expect(rule.unit).toBe(variable.unit ?? '')
    }
  })

  test('units: a cap in GiB, a share in percent, a time in ms', () => {
    const hot = compileFormula('cpu_max > 85% and memory_max_mb > 1GiB', { variables: runMetrics })
    expect(hot.evaluate({ cpu_max: 250, memory_max_mb: 1025 })).toBe(true)
    expect(hot.evaluate({ cpu_max: 250, memory_max_mb: 1024 })).toBe(false)
    const shaky = compileFormula('success_rate < 90% or p95_ms > 0.2s', { variables: headMetrics })
    expect(shaky.evaluate({ success_rate: 0.95, p95_ms: 201 })).toBe(true)
    expect(shaky.evaluate({ success_rate: 0.9, p95_ms: 200 })).toBe(false)
  })

  test('a boolean is one: `success > 0` is refused, `not success` fires', () => {
    expect(() => compileFormula('success > 0', { variables: runMetrics })).toThrow(/boolean/)
    expect(compileFormula('not success', { variables: runMetrics }).evaluate({ success: false })).toBe(true)
  })
})
