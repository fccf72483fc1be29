/**
 * The regression rule: recent runs against a baseline.
 * In: one value a run, recent and baseline, each in order of time. Out: a verdict with the ratio, its interval and p.
 * regression: worse by the threshold or more, and p <= level. drift: p <= level below the threshold. suspected: worse by the threshold,
 * p > level. improvement: better by the threshold (the limit mirrored) and p <= level. inconclusive: too few runs. Else same.
 * Pure: which runs are recent, and what follows from a verdict, is decided by the caller.
 */
import { hydraError, kindOf, show } from '../../errors/index.ts'
import { normalQuantile } from '../../reference/math/index.ts'
import { holm } from '../../reference/stats/adjust.ts'
import type { Interval } from '../types.ts'
import { rulesOf, runsAt, type BaselineOptions, type Rules } from './baseline-options.ts'
import { shiftRows, type SamplePair, type Shift } from './shifts.ts'

export type BaselineVerdict = 'regression' | 'drift' | 'suspected' | 'improvement' | 'same' | 'inconclusive'

export interface BaselineComparison {
  readonly verdict: BaselineVerdict
  /** Whether it got worse by the threshold or more, whatever the p. */
  readonly over: boolean
  /** exp of the median difference of logarithms, current over baseline; `undefined` unless all values are above 0. */
  readonly ratio: number | undefined
  /** Median of current less median of baseline, in the unit of the values; `undefined` when one has no runs. */
  readonly difference: number | undefined
  /** Of the ratio, or where there is none of the difference (Moses); `undefined` when the runs are too few for it. */
  readonly interval: Interval | undefined
  /** One-sided, in the direction of what was seen; corrected for all comparisons of the call (Holm). `undefined` without runs. */
  readonly p: number | undefined
  /** Mean over mean: the plain rule, for comparison. */
  readonly classicRatio: number | undefined
  /** Lag-1 autocorrelation of the runs about the mean of their window; above 0 it makes p larger. */
  readonly autocorrelation: number | undefined
  readonly current: { readonly n: number; readonly median: number | undefined }
  readonly baseline: { readonly n: number; readonly median: number | undefined }
  /**
   * How many runs are missing for a verdict; for 'suspected', recent runs that would do if what was seen holds, `undefined` when they could
   * not without a longer baseline.
   */
  readonly missing: { readonly current: number | undefined; readonly baseline: number }
}

/** Whether it moved by the threshold or more, for the worse or for the better. */
function isBeyond({ ratio, medians }: Shift, { threshold, better }: Rules, worse: boolean): boolean {
  if (ratio !== undefined) {
    const grown = (better === 'lower') === worse ? ratio : 1 / ratio
    return grown >= 1 + threshold
  }
  const moved = medians[0] - medians[1]
  const away = (better === 'lower') === worse ? moved : -moved
  return away > 0 && away >= threshold * Math.abs(medians[1])
}

/** The p of the side on which it was seen. */
const pSeen = ({ shift, pLarger, pSmaller }: Shift): number => {
  if (shift === 0) return pLarger < pSmaller ? pLarger : pSmaller
  return shift > 0 ? pLarger : pSmaller
}

function verdictOf(shift: Shift, p: number, rules: Rules): BaselineVerdict {
  const over = isBeyond(shift, rules, true)
  if (p > rules.level) return over ? 'suspected' : 'same'
  if (over) return 'regression'
  if (isBeyond(shift, rules, false)) return 'improvement'
  return shift.shift === 0 ? 'same' : 'drift'
}

/**
 * Recent runs still missing for the level if what was seen holds: z of the test grows as the root of n m / (n + m + 1). `undefined` when no
 * number of them would do without a longer baseline.
 */
function runsMissing(n: number, m: number, p: number, level: number): number | undefined {
  const z = -normalQuantile(p)
  if (!(z > 0)) return undefined
  const share = -normalQuantile(level) / z
  const needed = ((n * m) / (n + m + 1)) * share * share
  return needed < m ? Math.ceil((needed * (m + 1)) / (m - needed)) - n : undefined
}

const nothing = { over: false, ratio: undefined, difference: undefined, interval: undefined, p: undefined } as const

function comparisonOf({ current, baseline }: SamplePair, shift: Shift, adjusted: number, rules: Rules): BaselineComparison {
  const [n, m] = [current.length, baseline.length]
  const missing = { current: Math.max(0, rules.minCurrent - n), baseline: Math.max(0, rules.minBaseline - m) }
  if (n === 0 || m === 0) {
    const ends = { current: { n, median: undefined }, baseline: { n: m, median: undefined } }
    return { verdict: 'inconclusive', ...nothing, classicRatio: undefined, autocorrelation: undefined, ...ends, missing }
  }
  const enough = missing.current + missing.baseline === 0
  const verdict = enough ? verdictOf(shift, adjusted, rules) : 'inconclusive'
  const [mean, baselineMean] = shift.means
  return {
    verdict,
    over: isBeyond(shift, rules, true),
    ratio: shift.ratio,
    difference: shift.medians[0] - shift.medians[1],
    interval: shift.ratioInterval ?? shift.differenceInterval,
    p: adjusted,
    classicRatio: baselineMean === 0 ? undefined : mean / baselineMean,
    autocorrelation: shift.autocorrelation,
    current: { n, median: shift.medians[0] },
    baseline: { n: m, median: shift.medians[1] },
    missing: verdict === 'suspected' ? { current: runsMissing(n, m, adjusted, rules.level), baseline: 0 } : missing,
  }
}

type Runs = Float64Array | readonly number[]

/** Recent runs and what they are held against, each one value a run, in order of time. */
export interface RunPair {
  readonly current: Runs
  readonly baseline: Runs
}

function compareAll(pairs: readonly SamplePair[], rules: Rules): BaselineComparison[] {
  const shifts = shiftRows(pairs, rules.confidence, rules.engine)
  const isAsked = ({ current, baseline }: SamplePair): boolean =>
    current.length >= rules.minCurrent && baseline.length >= rules.minBaseline
  const raw = shifts.map(pSeen)
  const adjusted = holm(raw.map((p, i) => (isAsked(pairs[i]!) ? p : NaN)))
  return pairs.map((pair, i) => comparisonOf(pair, shifts[i]!, isAsked(pair) ? adjusted[i]! : raw[i]!, rules))
}

/**
 * Holds recent runs against a baseline: is it slower, by how much, and could that be chance?
 *
 * Ratio = exp of the median difference of logarithms, with Moses' interval; p of the one-sided Mann-Whitney test, exact up to 400 pairs without
 * ties, its variance times (1 + r) / (1 - r) for a positive lag-1 autocorrelation r of the runs (at most 0.8). Values of 0 or less: differences
 * in place of ratios, the threshold a share of the baseline's median.
 * 'regression': worse by `threshold` and p <= `level`; 'drift': p <= `level`, but by less, either way; 'suspected': worse by `threshold`, p above
 * the level; 'improvement': better by as much, p <= `level`; 'inconclusive': too few runs; else 'same'.
 *
 * @param current - one value a run (raw trials of one run are not independent), any unit, in order of time
 * @param baseline - likewise
 * @throws HYD-4001 a value not finite, HYD-4004 an option out of range, HYD-4006 not numbers, HYD-1002 and HYD-1003 options, HYD-9002 engine
 * 'native' and no addon
 * @example
 * ```ts
 * import { compareToBaseline } from 'hydra-profiler'
 * const before = [100, 102, 99, 101, 103, 98, 100, 102, 101, 99]
 * compareToBaseline([131, 128, 133, 130, 129], before).verdict // 'regression'
 * compareToBaseline([101, 99, 102, 100, 98], before).verdict // 'same'
 * ```
 * Sources: Mann and Whitney 1947; Hodges and Lehmann 1963; Moses 1965.
 * @since 0.1.0
 */
export function compareToBaseline(current: Runs, baseline: Runs, options?: BaselineOptions): BaselineComparison {
  const rules = rulesOf(options, 'compareToBaseline')
  const pair = { current: runsAt(current, 'current', rules.omit), baseline: runsAt(baseline, 'baseline', rules.omit) }
  return compareAll([pair], rules)[0]!
}

/**
 * Holds many heads and metrics against their baselines, in one crossing; p corrected for all of them together (Holm), so that 'regression'
 * is said by chance in about one call of 100, however many pairs there are.
 *
 * @throws as `compareToBaseline`
 * @example
 * ```ts
 * import { compareAllToBaseline } from 'hydra-profiler/stats'
 * compareAllToBaseline([{ current: [1, 2], baseline: [1, 2, 3] }])[0]?.verdict // 'inconclusive'
 * ```
 * @since 0.1.0
 */
export function compareAllToBaseline(pairs: readonly RunPair[], options?: BaselineOptions): BaselineComparison[] {
  const rules = rulesOf(options, 'compareAllToBaseline')
  if (!Array.isArray(pairs) || !pairs.every((pair) => typeof pair === 'object' && pair !== null)) {
    const expected = 'an array of { current, baseline }'
    throw hydraError('1003', { option: 'pairs', expected, got: show(pairs), type: kindOf(pairs) })
  }
  const given: readonly RunPair[] = pairs
  const read = given.map(({ current, baseline }, i) => ({
    current: runsAt(current, `pairs[${i}].current`, rules.omit),
    baseline: runsAt(baseline, `pairs[${i}].baseline`, rules.omit),
  }))
  return compareAll(read, rules)
}
