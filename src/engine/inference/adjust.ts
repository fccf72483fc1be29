/**
 * p-values corrected for their number.
 * In: p-values of one family. Out: corrected ones in the same order.
 */
import { hydraError, show } from '../../errors/index.ts'
import { adjustMethods } from '../../reference/stats/adjust.ts'
import { engineChoice } from '../choose.ts'
import { optionsAt, sampleAt, wordAt } from '../door.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, EngineOption } from '../types.ts'

export type AdjustMethod = (typeof adjustMethods)[number]

/**
 * Corrects p-values for being many.
 *
 * Of m of them, the i-th smallest: 'bonferroni' m p; 'holm' (m - i + 1) p, never below the one before it; 'hochberg' the same, never above the
 * one after it; 'benjamini-hochberg' m p / i, never above the one after it. The first three hold the chance of even one false claim ('holm' always,
 * 'hochberg' for independent or equally related tests); the last one holds the share of false claims, and finds more.
 *
 * @param p - each 0 to 1, in any order; none give none, one stays as it is, equal ones stay equal
 * @param method - @defaultValue 'holm'
 * @returns 0 to 1, in the order of `p`, each at least the p it came from
 * @throws HYD-4004 one outside 0 to 1 or NaN, HYD-4006 not numbers, HYD-1002 and HYD-1003 method and options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { adjustPValues } from 'hydra-profiler/stats'
 * adjustPValues([0.01, 0.04, 0.03, 0.005], 'holm') // 0.03, 0.06, 0.06, 0.02
 * adjustPValues([0.01, 0.04, 0.03, 0.005], 'benjamini-hochberg') // 0.02, 0.04, 0.04, 0.02
 * ```
 * Sources: Holm 1979; Hochberg 1988; Benjamini and Hochberg 1995; R's p.adjust.
 * @since 0.1.0
 */
export function adjustPValues(
  p: Float64Array | readonly number[],
  method: AdjustMethod = 'holm',
  options?: EngineOption,
): Float64Array {
  const given = optionsAt(options, ['engine'], 'adjustPValues')
  const engine = engineChoice(given['engine'] as EngineChoice | undefined)
  const place = adjustMethods.indexOf(wordAt(method, 'method', adjustMethods, 'holm'))
  const values = sampleAt(p, 'p')
  const wrong = values.findIndex((value) => !(value >= 0 && value <= 1))
  if (wrong >= 0) {
    throw hydraError('4004', { parameter: `p[${wrong}]`, expected: 'a number from 0 to 1', got: show(values[wrong]) })
  }
  const out = new Float64Array(values.length)
  const status = kernelsFor(engine, { job: 'adjust', size: values.length }).adjustPValues(place, values, values.length, out)
  if (status !== 0) throw unexpectedStatus('adjustPValues', status)
  return out
}
