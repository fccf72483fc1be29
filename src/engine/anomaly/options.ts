/**
 * The options of scoreAnomalies, checked once.
 * In: what the caller gave. Out: numbers that the kernel takes, or an error that names the option.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { anomalyMethods } from '../../reference/anomaly/request.ts'
import { growing } from '../../reference/anomaly/refractory.ts'
import { engineChoice } from '../choose.ts'
import { between, optionsAt, wordAt } from '../door.ts'
import { wholeAt } from '../drift/change-options.ts'
import type { EngineChoice, EngineOption } from '../types.ts'

export type AnomalyMethod = (typeof anomalyMethods)[number]

export interface AnomalyOptions extends EngineOption {
  /**
   * 'mad': modified z-scores (Iglewicz and Hoaglin 1993), for most samples. 'gesd': Rosner's test (1983), few false flags. 'iqr': Tukey's fences.
   * 'z': plain z-scores, which outliers hide from. 'ewma': a chart for small shifts that last. 'ensemble': two of mad, iqr and gesd
   * must agree; causal: one calibrated score for streams. @defaultValue 'mad'
   */
  readonly method?: AnomalyMethod
  /** Score a value by those before it only, as on a stream: a prefix then has the same scores. @defaultValue false */
  readonly causal?: boolean
  /** A value is flagged when its score is above this. @defaultValue 3.5 mad, 3 z and ewma, 1.5 iqr, 1 gesd and ensemble */
  readonly threshold?: number
  /** With `causal` only: how many of the last values are looked back at, from 2. @defaultValue all */
  readonly window?: number
  /** With `causal` only: the first so many values have score 0, from 2. @defaultValue 10 */
  readonly warmup?: number
  /**
   * A flag needs a score above every score of the last so many values; 0: no such rule.
   * @defaultValue 0; causal: 400, and for 'ensemble' 15 % of the values seen, 300 at least
   */
  readonly refractory?: number
  /** 'log': scores of the logarithms, for durations, which are skewed; values must be above 0. @defaultValue 'linear' */
  readonly scale?: 'linear' | 'log'
  /**
   * Of Rosner's test, between 0 and 1. 'gesd': the chance that a clean normal sample has a false flag; causal: of Grubbs' test of the values so far,
   * in which the newest of n has a false flag with chance level / n, before `refractory`. 'ensemble' of a whole sample: of the test that is one of
   * its three votes, while the other two have fences of their own. Measured on clean normal samples at 0.01, a false flag in: 'gesd' 1 % of
   * samples of any size; 'ensemble' 4.5 % of samples of 10, 1.6 % of 30, 1.1 % of 100, 1 % of 1000. @defaultValue 0.01
   */
  /** 'gesd' and 'ensemble', not causal: the most outliers looked for. @defaultValue a tenth of the values, from 1 to 10 */
  readonly maxOutliers?: number
  /** NaN and infinities: refuse (HYD-4001), or leave them out: score 0, no flag, counted in `rejected`. @defaultValue 'raise' */
  readonly nonFinite?: 'raise' | 'omit'
}

export interface AnomalyRequest {
  readonly method: AnomalyMethod
  readonly causal: boolean
  readonly threshold: number
  /** Threshold, causal, window, warmup, refractory, logarithms, level, most outliers. */
  readonly params: Float64Array
  readonly byLog: boolean
  readonly maxOutliers: number
  readonly omit: boolean
  readonly engine: EngineChoice
}

const known = [
  'method',
  'causal',
  'threshold',
  'window',
  'warmup',
  'refractory',
  'scale',
  'level',
  'maxOutliers',
  'nonFinite',
  'engine',
]
const thresholds: Readonly<Record<AnomalyMethod, number>> = { z: 3, mad: 3.5, iqr: 1.5, gesd: 1, ewma: 3, ensemble: 1 }
const most = 2 ** 32 - 1

function flagAt(value: unknown, option: string): boolean {
  if (value === undefined || typeof value === 'boolean') return value ?? false
  throw hydraError('1003', { option, expected: 'true or false', got: show(value), type: typeof value }, { where: { option } })
}

const isTest = (method: AnomalyMethod): boolean => method === 'gesd' || method === 'ensemble'

/** HYD-1003 for an option that changes nothing here: who gives it means something else. */
function refuseIdle(given: Readonly<Record<string, unknown>>, method: AnomalyMethod, causal: boolean): void {
  const places = [
    ['window', causal, 'left out unless causal is true'],
    ['warmup', causal, 'left out unless causal is true'],
    [
      'level',
      method === 'gesd' || (method === 'ensemble' && !causal),
      "left out unless method is 'gesd', or 'ensemble' of a whole sample",
    ],
    ['maxOutliers', isTest(method) && !causal, "left out unless method is 'gesd' or 'ensemble' of a whole sample"],
  ] as const
  for (const [option, isUsed, expected] of places) {
    const value = given[option]
    if (isUsed || value === undefined) continue
    throw hydraError('1003', { option, expected, got: show(value), type: kindOf(value) }, { where: { option } })
  }
}

/** @throws HYD-1002, HYD-1003, HYD-4004 */
export function readAnomalyOptions(options: AnomalyOptions | undefined): AnomalyRequest {
  const given = optionsAt(options, known, 'scoreAnomalies')
  const method = wordAt(given['method'], 'method', anomalyMethods, 'mad')
  const causal = flagAt(given['causal'], 'causal')
  const threshold = between(given['threshold'], 'threshold', 0, Infinity, thresholds[method])
  const window = given['window'] === undefined ? 0 : wholeAt(given['window'], 'window', 2, most, 0)
  const warmup = wholeAt(given['warmup'], 'warmup', 2, most, 10)
  const usual = !causal ? 0 : method === 'ensemble' ? growing : 400
  const refractory = wholeAt(given['refractory'], 'refractory', 0, most, usual)
  const byLog = wordAt(given['scale'], 'scale', ['linear', 'log'], 'linear') === 'log'
  const level = between(given['level'], 'level', 0, 1, 0.01)
  const maxOutliers = given['maxOutliers'] === undefined ? 0 : wholeAt(given['maxOutliers'], 'maxOutliers', 1, most, 0)
  refuseIdle(given, method, causal)
  return {
    method,
    causal,
    threshold,
    params: Float64Array.of(threshold, Number(causal), window, warmup, refractory, Number(byLog), level, maxOutliers),
    byLog,
    maxOutliers,
    omit: wordAt(given['nonFinite'], 'nonFinite', ['raise', 'omit'], 'raise') === 'omit',
    engine: engineChoice(given['engine'] as EngineChoice | undefined),
  }
}

const mostWork = 1e10
/** What a step costs in operations of a nanosecond: for each value that is left, and for its critical value (a quantile by halving). */
const eachValue = 8
const critical = 60_000

/** @throws HYD-4004 when `maxOutliers` of so many values would take more than 1e10 operations */
export function refuseEndless({ method, causal, maxOutliers }: AnomalyRequest, n: number): void {
  const bound = Math.floor(mostWork / (eachValue * n + critical))
  if (causal || !isTest(method) || maxOutliers <= bound || n <= bound) return
  const expected = `at most ${bound} with ${n} values`
  throw hydraError('4004', { parameter: 'maxOutliers', expected, got: show(maxOutliers) }, { where: { option: 'maxOutliers' } })
}
