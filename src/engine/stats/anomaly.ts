/**
 * Anomaly scores: which values of a sample do not belong with the others.
 * In: a sample in order of time, finite. Out: a score and a flag a value, and the runs of flagged ones.
 */
import { engineChoice } from '../choose.ts'
import { between, optionsAt, sampleAt, wordAt } from '../door.ts'
import { notFinite, unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineChoice, EngineOption } from '../types.ts'

export interface AnomalyOptions extends EngineOption {
  /** 'mad': modified z-scores (Iglewicz and Hoaglin 1993). @defaultValue 'mad' */
  readonly method?: 'mad'
  /** A value is flagged when its score is above this. @defaultValue 3.5 */
  readonly threshold?: number
  /** NaN and infinities: refuse (HYD-4001), or leave them out: score 0, no flag, counted in `rejected`. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

/** A run of flagged values: indexes `start` up to, not including, `end`; `peak` has the highest score, the first of equals. */
export interface AnomalyEvent {
  readonly start: number
  readonly end: number
  readonly peak: number
}

export interface AnomalyScores {
  /** One a value, >= 0, in robust standard deviations. */
  readonly scores: Float64Array
  /** 1 where the score is above the threshold. */
  readonly flags: Uint8Array
  readonly threshold: number
  readonly events: readonly AnomalyEvent[]
  readonly rejected: number
  /** 'constant': all values are equal, so nothing can stand out. */
  readonly note?: 'constant'
}

/** A plain loop: `Uint8Array.from` with a function takes ten times as long as the scores themselves. */
function flagsOf(scores: Float64Array, threshold: number): Uint8Array {
  const flags = new Uint8Array(scores.length)
  for (let i = 0; i < scores.length; i += 1) if (scores[i]! > threshold) flags[i] = 1
  return flags
}

function eventsOf(scores: Float64Array, flags: Uint8Array): AnomalyEvent[] {
  const events: AnomalyEvent[] = []
  for (let i = 0; i < flags.length; i += 1) {
    if (flags[i] === 0) continue
    const start = i
    let peak = i
    while (i < flags.length && flags[i] === 1) {
      if (scores[i]! > scores[peak]!) peak = i
      i += 1
    }
    events.push({ start, end: i, peak })
  }
  return events
}

/** Scores of the finite values, put back in their places; 0 for the others. */
function scoreFinite(values: Float64Array, engine: EngineChoice, scores: Float64Array): { status: number; rejected: number } {
  const finite = values.filter((value) => value - value === 0)
  const part = new Float64Array(finite.length)
  const status = kernelsFor(engine, { job: 'anomaly', size: finite.length }).madScores(finite, part)
  let at = 0
  for (let i = 0; i < values.length; i += 1) if (values[i]! - values[i]! === 0) scores[i] = part[at++]!
  return { status, rejected: values.length - finite.length }
}

/**
 * Scores how far each value lies from the others, in robust standard deviations.
 *
 * Score: 0.6745 |x - median| / MAD; where the MAD is 0, |x - median| / (1.2533 mean |x - median|); all 0 when every value is equal.
 *
 * @param samples - finite, in order of time; none give no scores
 * @throws HYD-4001 a value not finite, HYD-4004 threshold not above 0, HYD-4006 not numbers, HYD-1002 and HYD-1003 options,
 * HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { scoreAnomalies } from 'hydra-profiler'
 * scoreAnomalies([10, 11, 10, 12, 11, 99]).events // [{ start: 5, end: 6, peak: 5 }]
 * ```
 * @since 0.1.0
 */
export function scoreAnomalies(samples: Float64Array | readonly number[], options?: AnomalyOptions): AnomalyScores {
  const given = optionsAt(options, ['method', 'threshold', 'nonFinite', 'engine'], 'scoreAnomalies')
  wordAt(given['method'], 'method', ['mad'], 'mad')
  const threshold = between(given['threshold'], 'threshold', 0, Infinity, 3.5)
  const omit = wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit'
  const engine = engineChoice(given['engine'] as EngineChoice | undefined)
  const values = sampleAt(samples, 'samples')
  const scores = new Float64Array(values.length)
  const { status, rejected } = omit
    ? scoreFinite(values, engine, scores)
    : { status: kernelsFor(engine, { job: 'anomaly', size: values.length }).madScores(values, scores), rejected: 0 }
  if (status === 4001) throw notFinite('samples', values)
  if (status > 1) throw unexpectedStatus('madScores', status)
  const flags = flagsOf(scores, threshold)
  const result = { scores, flags, threshold, events: eventsOf(scores, flags), rejected }
  return status === 1 ? { ...result, note: 'constant' } : result
}
