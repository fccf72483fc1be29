/**
 * An interval for a mean that may be looked at as often as one likes.
 * In: values from 0 to 1 in their order. Out: both ends, valid at every look at once.
 */
import { hydraError, show } from '../../errors/index.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, EngineOption } from '../types.ts'
import type { Values } from './gather.ts'

export interface ConfidenceSequenceOptions extends EngineOption {
  /** Chance that the interval ever misses the mean, between 0 and 1. @defaultValue 0.05 */
  readonly alpha?: number
}

export interface ConfidenceSequence {
  readonly n: number
  /** `undefined` without values. */
  readonly mean: number | undefined
  /** 0 to 1; `undefined` where no single mean fits all values: it has changed under way. */
  readonly interval: readonly [low: number, high: number] | undefined
  readonly alpha: number
}

function meanOf(x: Float64Array): number | undefined {
  let sum = 0
  for (let i = 0; i < x.length; i += 1) sum += x[i]!
  return x.length === 0 ? undefined : sum / x.length
}

function refuseOutside(values: Float64Array): void {
  const wrong = values.findIndex((value) => !(value >= 0 && value <= 1))
  if (wrong < 0) return
  if (!Number.isFinite(values[wrong])) throw notFinite('the sample', values)
  throw hydraError('4004', { parameter: `x[${wrong}]`, expected: 'a number from 0 to 1', got: show(values[wrong]) })
}

/**
 * A confidence sequence: an interval for the mean of values from 0 to 1 that may be looked at after each of them.
 *
 * Other intervals hold for one look, at a number of values fixed beforehand; who looks again and again and stops when he likes what he sees is wrong
 * far more often. This one holds at all looks together: with chance 1 - alpha the mean is in it now, was in it whenever it was looked at before,
 * and will be. So a test may end as soon as it has an answer. The values need no shape and may depend on those before, as long as each has the same
 * mean given those. Two gamblers bet that the mean is above m, and below; kept are the m that made neither rich: prod(1 + min(b_t, .5/m)(x_t - m)) and
 * prod(1 - min(b_t, .5/(1 - m))(x_t - m)) always below 2/alpha, b_t = sqrt(2 ln(2/alpha)/(v_{t-1} t ln(1 + t))), v the variance so far.
 *
 * @param x - in the order they came in, each 0 to 1
 * @returns without values 0 to 1; more values never widen it. Values in [a, b]: give (x - a)/(b - a), and take a + (b - a) of the ends
 * @throws HYD-4001 a value not finite, HYD-4004 a value or an alpha out of range, HYD-4006 not numbers, HYD-1002 and HYD-1003 options, HYD-9002
 * engine 'native' and no addon
 * @example
 * ```ts
 * import { confidenceSequence } from 'hydra-profiler/stats'
 * const { interval } = confidenceSequence(Array.from({ length: 4000 }, (_, i) => [0.5, 0.6, 0.7, 0.8][i % 4]!))
 * interval // 0.644 to 0.656: the mean is .65
 * ```
 * Source: Waudby-Smith and Ramdas 2024, Estimating means of bounded random variables by betting (the hedged predictable plug-in).
 * @since 0.1.0
 */
export function confidenceSequence(x: Values, options?: ConfidenceSequenceOptions): ConfidenceSequence {
  const given = optionsAt(options, ['alpha', 'engine'], 'confidenceSequence')
  const engine = engineChoice(given['engine'] as EngineChoice | undefined)
  const alpha = between(given['alpha'], 'alpha', 0, 1, 0.05)
  const values = sampleAt(x, 'the sample')
  refuseOutside(values)
  const out = new Float64Array(2)
  const status = kernelsFor(engine, { job: 'sequence', size: values.length }).confidenceSequence(values, alpha, out)
  if (status !== 0) throw unexpectedStatus('confidenceSequence', status)
  const [low, high] = [out[0]!, out[1]!]
  return { n: values.length, mean: meanOf(values), interval: low <= high ? [low, high] : undefined, alpha }
}
