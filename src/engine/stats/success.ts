/**
 * Intervals for success rates: one, or a column of them in one crossing.
 * In: successes and trials, whole numbers. Out: [low, high] within 0 to 1; no trials give [0, 1].
 */
import { hydraError, show } from '../../errors/index.ts'
import { successMethods } from '../../reference/stats/success.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt, wordAt } from '../door.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, EngineOption, Interval } from '../types.ts'

export type SuccessMethod = (typeof successMethods)[number]

export interface SuccessOptions extends EngineOption {
  /**
   * 'wilson': right on average over rates. 'clopper-pearson': never covers too little, so it is wider. 'jeffreys': equal tails, for rates near 0
   * and 1. 'agresti-coull': never narrower than 'wilson', for reckoning by hand. @defaultValue 'wilson'
   */
  readonly method?: SuccessMethod
  /** Between 0 and 1. @defaultValue 0.95 */
  readonly confidence?: number
}

export interface IntervalColumns {
  readonly low: Float64Array
  readonly high: Float64Array
}

const mostTrials = 2 ** 53

function checkCount(parameter: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= most) return
  const expected = parameter === 'successes' ? `a whole number from 0 to ${most}, the trials` : 'a whole number from 0 to 2^53'
  throw hydraError('4004', { parameter, expected, got: show(value) }, { where: { option: parameter } })
}

/**
 * Intervals for many success rates at once: Wilson's, or by another `method`.
 *
 * @param successes - whole numbers, each at most its trials
 * @param trials - whole numbers; 0 gives [0, 1]
 * @throws HYD-4004 a count out of range, HYD-4006 not numbers, HYD-4008 columns of different lengths, HYD-1002 and HYD-1003
 * options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { successIntervals } from 'hydra-profiler/stats'
 * successIntervals(Float64Array.of(9, 0), Float64Array.of(10, 0)).low[1] // 0
 * ```
 * @since 0.1.0
 */
export function successIntervals(
  successes: Float64Array | readonly number[],
  trials: Float64Array | readonly number[],
  options?: SuccessOptions,
): IntervalColumns {
  const given = optionsAt(options, ['method', 'confidence', 'engine'], 'successIntervals')
  const method = wordAt(given['method'], 'method', successMethods, 'wilson')
  const confidence = between(given['confidence'], 'confidence', 0, 1, 0.95)
  const engine = engineChoice(given['engine'] as EngineChoice | undefined)
  const k = sampleAt(successes, 'successes')
  const n = sampleAt(trials, 'trials')
  if (k.length !== n.length) throw hydraError('4008', { what: 'successes and trials', lengths: `${k.length} and ${n.length}` })
  for (let i = 0; i < n.length; i += 1) {
    checkCount('trials', n[i]!, mostTrials)
    checkCount('successes', k[i]!, n[i]!)
  }
  const out = { low: new Float64Array(n.length), high: new Float64Array(n.length) }
  // Inverse betas cost a hundred times what a root does.
  const size = method === 'clopper-pearson' || method === 'jeffreys' ? 100 * n.length : n.length
  const kernels = kernelsFor(engine, { job: 'success', size })
  const status = kernels.successIntervals(successMethods.indexOf(method), k, n, confidence, out.low, out.high)
  if (status !== 0) throw unexpectedStatus('successIntervals', status)
  return out
}

/**
 * An interval for a success rate: Wilson's score interval, or by another `method`.
 *
 * Mean coverage at 95 %: Wilson and Jeffreys about 95 %, less at some rates; Agresti-Coull a little more; Clopper-Pearson 95 % or more at every
 * rate. Exact ones by the inverse of the beta distribution.
 *
 * @param successes - a whole number from 0 to `trials`
 * @param trials - a whole number; 0 gives [0, 1]
 * @returns [low, high], 0 to 1; low is exactly 0 without a success, high exactly 1 without a failure
 * @throws HYD-4004 counts or confidence out of range, HYD-1002 and HYD-1003 options
 * @example
 * ```ts
 * import { successInterval } from 'hydra-profiler'
 * const [low, high] = successInterval(9, 10) // about 0.596 to 0.982
 * successInterval(9, 10, { method: 'clopper-pearson' }) // about 0.555 to 0.9975
 * ```
 * Sources: Wilson 1927; Clopper and Pearson 1934; Brown, Cai, DasGupta 2001; Agresti and Coull 1998.
 * @since 0.1.0
 */
export function successInterval(successes: number, trials: number, options?: SuccessOptions): Interval {
  checkCount('trials', trials, mostTrials)
  checkCount('successes', successes, trials)
  const { low, high } = successIntervals(Float64Array.of(successes), Float64Array.of(trials), options)
  return [low[0]!, high[0]!]
}
