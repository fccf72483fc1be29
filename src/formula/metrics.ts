/**
 * Catalogues of metrics: the names that rules, weights and rewards may use, with unit, bounds and meaning.
 * One file, formula/metrics.json, is the truth; docs/metrics.md is printed from it. Frozen, without a prototype: any name is only a name.
 */
import table from '../../formula/metrics.json' with { type: 'json' }
import type { FormulaVariable } from './types.ts'

/** Variables by name, as `compileFormula` takes them. */
export type MetricCatalogue = Readonly<Record<string, FormulaVariable>>

interface Entry extends FormulaVariable {
  readonly name: string
}

function catalogueOf(entries: readonly Entry[]): MetricCatalogue {
  const catalogue = Object.create(null) as Record<string, FormulaVariable>
  for (const { name, ...variable } of entries) catalogue[name] = Object.freeze(variable)
  return Object.freeze(catalogue)
}

/**
 * Metrics of one run of a command: what alerts and gates speak of.
 *
 * Times in s, memory in MiB (1 mb is 1048576 bytes), CPU in percent from 0 up: a tree on several cores exceeds 100. Counts are whole.
 * `success` is a boolean.
 *
 * @example
 * ```ts
 * import { compileFormula, runMetrics } from 'hydra-profiler'
 * const rule = compileFormula('cpu_max > 85% and memory_max_mb > 1GiB', { variables: runMetrics })
 * rule.evaluate({ cpu_max: 91, memory_max_mb: 2000 }) // true
 * ```
 * @since 0.1.0
 */
export const runMetrics: MetricCatalogue = catalogueOf(table.run as readonly Entry[])

/**
 * Metrics of a head: what `weigh({ formula })` speaks of. The fields of its summary: times in ms over successful calls, rates 0 to 1,
 * memory in MiB, `cost` as declared.
 *
 * @example
 * ```ts
 * import { compileFormula, headMetrics } from 'hydra-profiler'
 * compileFormula('success_rate ^ 2 / p95_ms', { variables: headMetrics }).evaluate({ success_rate: 1, p95_ms: 4 }) // 0.25
 * ```
 * @since 0.1.0
 */
export const headMetrics: MetricCatalogue = catalogueOf(table.head as readonly Entry[])

/**
 * Metrics of one observation: what rewards speak of. `ok` is a boolean, `duration_ms` in ms, `quality` any finite number.
 *
 * @example
 * ```ts
 * import { compileFormula, rewardMetrics } from 'hydra-profiler'
 * const reward = compileFormula('ok ? (quality ?? 1) / (1 + duration_ms / 100ms) : 0', { variables: rewardMetrics })
 * reward.evaluate({ ok: true, duration_ms: 100 }) // 0.5
 * ```
 * @since 0.1.0
 */
export const rewardMetrics: MetricCatalogue = catalogueOf(table.reward as readonly Entry[])

/** By the word that the command has for it. */
export const metricCatalogues = { run: runMetrics, head: headMetrics, reward: rewardMetrics } as const
