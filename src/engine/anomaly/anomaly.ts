/**
 * Anomaly scores: which values of a sample, or of a stream, do not belong with the others.
 * In: values in order of time, finite. Out: a score and a flag a value, and the runs of flagged ones.
 */
import { hydraError } from '../../errors/index.ts'
import { anomalyMethods } from '../../reference/anomaly/request.ts'
import { sampleAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import { eventsOf, type AnomalyEvent } from './events.ts'
import { readAnomalyOptions, refuseEndless, type AnomalyOptions, type AnomalyRequest } from './options.ts'

export interface AnomalyScores {
  /** One a value, >= 0, finite; its unit is the method's. */
  readonly scores: Float64Array
  /** 1 where the score is above the threshold (and, with `refractory`, above the last scores). */
  readonly flags: Uint8Array
  readonly threshold: number
  readonly events: readonly AnomalyEvent[]
  /** Values left out (`nonFinite: 'omit'`). */
  readonly rejected: number
  /**
   * 'constant': all values are equal, so nothing can stand out. 'too-few': of so few values nothing can be flagged (none at all, or none left;
   * 'z': n <= 10 at the usual threshold; 'gesd', 'ensemble': n < 3; causal: no more values than `warmup`).
   */
  readonly note?: 'constant' | 'too-few'
}

/** HYD-4004 for the first value without a logarithm, by its place among all that were given. */
function withoutLogarithm(given: Float64Array): Error | undefined {
  const index = given.findIndex((x) => x <= 0 && Number.isFinite(x))
  if (index < 0) return undefined
  const got = `${given[index]} at index ${index}`
  return hydraError('4004', { parameter: 'samples', expected: "values above 0 with scale 'log'", got }, { details: { index } })
}

/** What a kernel filled: n scores, n marks, a remark; of the finite ones of the values given. */
function columnOf(values: Float64Array, given: Float64Array, request: AnomalyRequest): Float64Array {
  const { method, params, byLog, engine } = request
  const out = new Float64Array(2 * values.length + 1)
  const status = kernelsFor(engine, { job: 'anomaly', size: values.length }).anomalyScores(
    anomalyMethods.indexOf(method),
    values,
    params,
    out,
  )
  if (status === 0) return out
  if (status === 4001) throw notFinite('samples', values)
  const reason = status === 4004 && byLog ? withoutLogarithm(given) : undefined
  throw reason ?? unexpectedStatus('anomalyScores', status)
}

interface Filled {
  readonly scores: Float64Array
  readonly flags: Uint8Array
}

/** Scores and flags, put back in the places of the values that took part; 0 elsewhere. */
function spread(values: Float64Array, out: Float64Array, n: number): Filled {
  const scores = new Float64Array(values.length)
  const flags = new Uint8Array(values.length)
  let at = 0
  for (let i = 0; i < values.length; i += 1) {
    if (n < values.length && values[i]! - values[i]! !== 0) continue
    scores[i] = out[at]!
    flags[i] = out[n + at]!
    at += 1
  }
  return { scores, flags }
}

/** No value at all; or 'z', since of n values no z-score exceeds (n - 1) / sqrt n. */
const isOutOfReach = ({ method, causal, threshold }: AnomalyRequest, n: number): boolean =>
  n === 0 || (method === 'z' && !causal && threshold >= (n - 1) / Math.sqrt(n))

/**
 * Scores how far each value lies from the others, or with `causal` from those before it.
 *
 * Scores and usual thresholds: `z` |x - mean| / sd, 3; `mad` 0.6745 |x - median| / MAD, 3.5 (MAD 0: |x - median| / (1.2533 mean
 * |x - median|)); `iqr` distance outside the quartiles in interquartile ranges, 1.5 (IQR 0: as `mad`, times 1.5 / 3.5); `gesd` R / lambda
 * of Rosner's test, 1; `ewma` |average - mean| / (sd / 3) with weight .2, 3; `ensemble` the median of score / threshold of mad, iqr (3)
 * and gesd, 1.
 *
 * Which: trials of one head `mad`, or `ensemble` where a false flag is dear; durations with `scale: 'log'`; a small shift that lasts
 * `ewma`, or `findChangePoints`; a stream `{ method: 'ensemble', causal: true }`. The table is in docs/anomalies.md.
 *
 * @param samples - finite, in order of time; none give no scores and the note 'too-few'
 * @returns scores in the unit of the method; equal values all have score 0 and the note 'constant'
 * @throws HYD-4001 a value not finite, HYD-4004 an option out of range, or a value not above 0 with `scale: 'log'`, HYD-4006 not numbers,
 * HYD-1002 and HYD-1003 options (also one that the method does not use), HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { scoreAnomalies } from 'hydra-profiler'
 * scoreAnomalies([10, 11, 10, 12, 11, 99]).events // [{ start: 5, end: 6, peak: 5 }]
 * const stream = Array.from({ length: 200 }, (_, i) => 10 + (i % 7) + (i === 150 ? 80 : 0))
 * scoreAnomalies(stream, { method: 'z', causal: true }).events // [{ start: 150, end: 151, peak: 150 }]
 * ```
 * Sources: Iglewicz and Hoaglin 1993; Tukey 1977; Rosner 1983; Roberts 1959.
 * @since 0.1.0
 */
export function scoreAnomalies(samples: Float64Array | readonly number[], options?: AnomalyOptions): AnomalyScores {
  const request = readAnomalyOptions(options)
  const values = sampleAt(samples, 'samples')
  const finite = request.omit ? values.filter((value) => value - value === 0) : values
  const n = finite.length
  refuseEndless(request, n)
  const out = columnOf(finite, values, request)
  const { scores, flags } = spread(values, out, n)
  const remark = out[2 * n]!
  const { threshold } = request
  const result = { scores, flags, threshold, events: eventsOf(scores, flags), rejected: values.length - n }
  if (remark === 1) return { ...result, note: 'constant' }
  return remark === 2 || isOutOfReach(request, n) ? { ...result, note: 'too-few' } : result
}
