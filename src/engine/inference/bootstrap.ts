/**
 * Bootstrap intervals: of one sample, or of a list of samples in one crossing.
 * In: samples, a statistic. Out: the estimate and an interval around it; `undefined` where unknown.
 */
import { hydraError, show } from '../../errors/index.ts'
import { bootstrapColumns, bootstrapMethods } from '../../reference/stats/bootstrap/index.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import { listAt } from '../list.ts'
import {
  mostResamples,
  readBootstrapOptions,
  refuseLong,
  type BootstrapMethod,
  type BootstrapOptions,
  type BootstrapRequest,
} from './bootstrap-options.ts'
import type { EngineChoice } from '../types.ts'
import { knownEnds, notesOfBootstrap, type BootstrapNote } from './bootstrap-notes.ts'
import { finiteAt, sideBySide, type SideBySide, type Values } from './gather.ts'

/** A statistic with its interval, in the unit of the values. */
export interface BootstrapInterval {
  /**
   * `undefined`, with a note, below 2 values (with blocks: below two blocks), where too many resamples have no spread, and where a quantile of so few
   * values has no such end.
   */
  readonly low: number | undefined
  readonly high: number | undefined
  /** `undefined` without values (sd: below 2), or beyond the doubles. */
  readonly estimate: number | undefined
  readonly method: BootstrapMethod
  readonly resamples: number
  /** Why figures are `undefined`. */
  readonly notes: readonly BootstrapNote[]
}

const width = bootstrapColumns.length
const known = (x: number): number | undefined => (x === x ? x : undefined)

/** Runs the kernel on finite values: low, high, estimate of each sample. */
export function bootstrapRows({ values, offsets }: SideBySide, request: BootstrapRequest): Float64Array {
  refuseLong(offsets[offsets.length - 1]! - offsets[0]!, offsets.length - 1, request)
  const out = new Float64Array((offsets.length - 1) * width)
  const kernels = kernelsFor(request.engine, { job: 'bootstrap', size: values.length })
  const status = kernels.bootstrapIntervals(request.statistic, request.method, values, offsets, request.params, out)
  if (status === 4001) throw notFinite('a sample', values)
  if (status !== 0) throw unexpectedStatus('bootstrapIntervals', status)
  return out
}

/** Studentised intervals of means: low, high, estimate of each sample. */
export function meanIntervals(samples: SideBySide, confidence: number, engine: EngineChoice): Float64Array {
  const enough = Math.ceil(2 / (1 - confidence))
  if (enough > mostResamples) {
    const expected = `at most ${1 - 2 / mostResamples} for meanInterval`
    throw hydraError('4004', { parameter: 'confidence', expected, got: show(confidence) }, { where: { option: 'confidence' } })
  }
  const resamples = enough > 1999 ? enough : 1999
  return bootstrapRows(samples, readBootstrapOptions({ confidence, resamples, engine }, 'summarize'))
}

function intervalsOf(samples: readonly Float64Array[], request: BootstrapRequest): BootstrapInterval[] {
  const out = bootstrapRows(sideBySide(samples), request)
  const method = bootstrapMethods[request.method]!
  return samples.map(({ length }, i) => {
    const [low, high, estimate] = [out[i * width]!, out[i * width + 1]!, out[i * width + 2]!]
    const ends = knownEnds({ low: known(low), high: known(high), estimate: known(estimate) }, request, length)
    return { ...ends, method, resamples: request.resamples, notes: notesOfBootstrap(ends, request, length) }
  })
}

/**
 * An interval for a statistic of a sample by resampling.
 *
 * 'studentised' (for the mean): mean - t* s / sqrt n, t* from `resamples` resamples; covers means of skewed samples best. 'bca': the percentiles of the
 * resampled statistic, moved for bias (z0, ties counted half) and for an error that changes with size (a, by the jackknife). 'percentile': as they
 * are. With `blockLength`, runs of neighbours are drawn in place of single values, for samples in order of time that resemble their neighbours.
 * An interval holds its estimate. A quantile p has an upper end only where p^n is at most (1 - confidence) / 2, a lower one where (1 - p)^n is: at
 * 95 % the median from 6 values on, p90 from 36, p95 from 72, p99 from 368.
 *
 * Coverage where 95 % is asked for, in 2000 samples each: normal values: mean 94 % (n = 10), 96 % (20); median 93 % (10), 94 % (20); sd 83 % (10),
 * 89 % (20), 93 % (50); p90 95 % (36), 93 % (50). Lognormal ones: mean 89 % (10), 92 % (20 to 50), 94 % (100); median 93 % (10); sd 61 % (20), 75 % (100);
 * p90 94 % (36). So intervals of sds, and of means of skewed samples, are too narrow for small n. One seed gives one answer, on every machine and in any company; the order of the values changes nothing
 * without blocks.
 *
 * @param x - finite, any unit, any order without blocks
 * @returns the statistic and both ends, in the unit of the values; equal values give an interval of no width, fewer than 2 none;
 * `undefined` with a note where unknown
 * @throws HYD-4001 a value not finite, HYD-4004 an option out of range, resamples that cannot give the confidence, or more than 1e10 operations,
 * HYD-4006 not numbers, HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { bootstrapInterval } from 'hydra-profiler/stats'
 * const times = [12, 15, 11, 19, 14, 13, 12, 40, 13, 12]
 * const { low, high, estimate } = bootstrapInterval(times) // of the mean, 16.1
 * bootstrapInterval(times, { statistic: 'p90', confidence: 0.9 }).estimate // about 21.1, no upper end: 10 values are too few
 * ```
 * Sources: Efron 1979 and 1987; Davison and Hinkley 1997, chapter 5; Kuensch 1989.
 * @since 0.1.0
 */
export function bootstrapInterval(x: Values, options?: BootstrapOptions): BootstrapInterval {
  const request = readBootstrapOptions(options, 'bootstrapInterval')
  return intervalsOf([finiteAt(x, 'the sample', request.omit)], request)[0]!
}

/**
 * Bootstrap intervals of many samples in one crossing; each gets what it would get alone.
 *
 * @throws as `bootstrapInterval`, with the place of the sample (of a hole too); HYD-1003 no list
 * @example
 * ```ts
 * import { bootstrapIntervals } from 'hydra-profiler/stats'
 * bootstrapIntervals([[1, 2, 3, 4], [5, 5, 5]], { statistic: 'median' }).map(({ estimate }) => estimate) // 2.5 and 5
 * ```
 * @since 0.1.0
 */
export function bootstrapIntervals(samples: readonly Values[], options?: BootstrapOptions): BootstrapInterval[] {
  const request = readBootstrapOptions(options, 'bootstrapIntervals')
  const given = listAt(samples, 'samples', 'an array of samples', (sample, place) => finiteAt(sample, place, request.omit))
  return intervalsOf(given, request)
}
