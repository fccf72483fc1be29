/**
 * Quantiles of any type, and autocorrelation: one figure at a time.
 * In: a sample. Out: numbers; HYD-4002 where a figure is all that was asked for and there is no value to give it.
 */
import { hydraError } from '../../errors/index.ts'
import { describedNames, describeHead, quantilesBit } from '../../reference/stats/describe.ts'
import { engineChoice } from '../choose.ts'
import { optionsAt, sampleAt, wordAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, EngineOption } from '../types.ts'
import { lagAt, shareOf, sharesAt, typeAt } from './parameters.ts'

interface NonFiniteOption extends EngineOption {
  /** NaN and infinities: refuse the sample (HYD-4001), or leave them out. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface QuantileOptions extends NonFiniteOption {
  /** 1 to 9, by Hyndman and Fan 1996; 7 is that of R, numpy and Excel. @defaultValue 7 */
  readonly type?: number
}

export interface AutocorrelationOptions extends NonFiniteOption {
  /** A whole number from 1 on. @defaultValue 1 */
  readonly lag?: number
}

type Given = Readonly<Record<string, unknown>>

function valuesAt(sample: unknown, given: Given): Float64Array {
  const isOmitting = wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit'
  const values = sampleAt(sample, 'the sample')
  return isOmitting ? values.filter((x) => x - x === 0) : values
}

const engineOf = (given: Given): EngineChoice => engineChoice(given['engine'] as EngineChoice | undefined)

function check(status: number, kernel: string, values: Float64Array): void {
  if (status === 4001) throw notFinite('the sample', values)
  if (status !== 0) throw unexpectedStatus(kernel, status)
}

export function quantile(sample: Float64Array | readonly number[], p: number, options?: QuantileOptions): number
export function quantile(
  sample: Float64Array | readonly number[],
  p: Float64Array | readonly number[],
  options?: QuantileOptions,
): Float64Array
/**
 * A quantile, or several, of one of the nine types.
 *
 * Types 1 to 3 are steps, 4 to 9 lie between two values: h = n p + m, m = 0, 1/2, p, 1 - p, (p + 1)/3, p/4 + 3/8. Quantiles of one sample
 * never cross, and never leave its range. Steps are taken on the exact product n p of the double p: 0.9 is a little above 9/10, so type 1 of
 * [1 ... 10] at 0.9 is 10, where R and numpy, which allow for the rounding of p, say 9. Types 4 to 9 agree with them.
 *
 * @param sample - at least one value, finite, any order
 * @param p - 0 to 1, or a list of up to 1000
 * @returns a number for a number, a Float64Array for a list
 * @throws HYD-4001 a value not finite, HYD-4002 no values, HYD-4004 p or type out of range, HYD-4006 not numbers, HYD-1002 and HYD-1003
 * options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { quantile } from 'hydra-profiler/stats'
 * quantile([4, 1, 3, 2], 0.5) // 2.5
 * quantile([4, 1, 3, 2], [0.25, 0.75], { type: 1 }) // 1 and 3
 * ```
 * Source: Hyndman and Fan 1996; R's quantile(type = 1 ... 9).
 * @since 0.1.0
 */
export function quantile(
  sample: Float64Array | readonly number[],
  p: number | Float64Array | readonly number[],
  options?: QuantileOptions,
): number | Float64Array {
  const given = optionsAt(options, ['type', 'nonFinite', 'engine'], 'quantile')
  const type = typeAt(given['type'])
  const engine = engineOf(given)
  const isOne = typeof p === 'number' || (p as unknown) === undefined || (p as unknown) === null
  const points = isOne ? Float64Array.of(shareOf(p, 'p')) : sharesAt(p, 'p')
  const values = valuesAt(sample, given)
  if (values.length === 0) throw hydraError('4002', { what: 'a quantile', needed: 'at least 1 value', got: 'none' })
  const first = describedNames.length
  const out = new Float64Array(first + 3 * points.length)
  const params = Float64Array.of(2 ** quantilesBit, type, 0.5, 0, 0, 0, ...points)
  const kernels = kernelsFor(engine, { job: 'describe', size: values.length })
  check(kernels.describeGroups(values, Uint32Array.of(0, values.length), params, out), 'describeGroups', values)
  return isOne ? out[first]! : out.slice(first, first + params.length - describeHead)
}

/**
 * The autocorrelation of a sample at a lag: r_k = sum d_i d_(i+k) / sum d_i^2, d the deviations from the mean of the whole sample.
 * Computed in whole numbers and rounded once, so it is the double nearest to the true one.
 *
 * @param sample - in order of time, finite
 * @returns -1 to 1; `undefined` for n <= lag + 1, or when all values are equal
 * @throws HYD-4001 a value not finite, HYD-4004 lag, HYD-4006 not numbers, HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { autocorrelation } from 'hydra-profiler/stats'
 * autocorrelation([1, 2, 1, 2, 1, 2, 1, 2]) // -0.875
 * ```
 * @since 0.1.0
 */
export function autocorrelation(sample: Float64Array | readonly number[], options?: AutocorrelationOptions): number | undefined {
  const given = optionsAt(options, ['lag', 'nonFinite', 'engine'], 'autocorrelation')
  const lag = lagAt(given['lag'])
  const engine = engineOf(given)
  const values = valuesAt(sample, given)
  const out = new Float64Array(1)
  const kernels = kernelsFor(engine, { job: 'describe', size: values.length })
  // A lag beyond any sample is as good as one beyond this one; the addon takes 32 bits.
  const within = lag > values.length ? values.length + 1 : lag
  check(kernels.autocorrelations(values, Uint32Array.of(0, values.length), within, out), 'autocorrelations', values)
  return out[0] === out[0] ? out[0] : undefined
}
