/**
 * Two samples compared, or many pairs of them in one crossing.
 * In: samples a and b, a test. Out: p, statistic, Cliff's delta, shift and ratio, each with its interval; `undefined` where unknown.
 */
import { compareColumns } from '../../reference/stats/compare/index.ts'
import { unexpectedStatus } from '../errors.ts'
import { listAt, refuseKind } from '../list.ts'
import { kernelsFor } from '../kernels.ts'
import type { Interval } from '../types.ts'
import {
  readCompareOptions,
  readPair,
  refuseLong,
  type CompareOptions,
  type CompareRequest,
  type ReadPair,
} from './compare-options.ts'
import { notesOfComparison, type CompareNote } from './compare-notes.ts'
import { sideBySide, type Values } from './gather.ts'

/** What a comparison says; `undefined` where a figure is unknown, the reason in `notes`. */
export interface SampleComparison {
  /** Of the test, for the alternative; 0 to 1. */
  readonly p: number | undefined
  /** W of Brunner and Munzel (above 0: b tends to be larger), U of a, the difference of means a - b, or W+. */
  readonly statistic: number | undefined
  /** Whether p is counted, not approximated or drawn. */
  readonly exact: boolean
  /** Share of pairs a > b less share of pairs a < b, -1 to 1. */
  readonly cliffsDelta: number | undefined
  readonly cliffsDeltaInterval: Interval | undefined
  /** Median of all a - b (paired: of the averages of two differences), in the unit of the values. */
  readonly shift: number | undefined
  readonly shiftInterval: Interval | undefined
  /** The same on logarithms, as a over b; only where all values are above 0. Never 0: `undefined` where it would be. */
  readonly ratio: number | undefined
  readonly ratioInterval: Interval | undefined
  readonly n: number
  readonly m: number
  /** Values left out (`nonFinite: 'omit'`); when paired, pairs. */
  readonly rejected: number
  readonly notes: readonly CompareNote[]
}

/** Two samples. */
export interface TwoSamples {
  readonly a: Values
  readonly b: Values
}

const known = (x: number): number | undefined => (x === x ? x : undefined)
const interval = (low: number, high: number): Interval | undefined => (low <= high ? [low, high] : undefined)

function comparisonOf(row: Float64Array, pair: ReadPair, request: CompareRequest): SampleComparison {
  const at = (column: (typeof compareColumns)[number]): number => row[compareColumns.indexOf(column)]!
  const figures = {
    p: known(at('p')),
    statistic: known(at('statistic')),
    exact: at('exact') === 1,
    cliffsDelta: known(at('cliffsDelta')),
    cliffsDeltaInterval: interval(at('cliffsLow'), at('cliffsHigh')),
    shift: known(at('shift')),
    shiftInterval: interval(at('shiftLow'), at('shiftHigh')),
    ratio: known(at('ratio')),
    ratioInterval: interval(at('ratioLow'), at('ratioHigh')),
    n: pair.a.length,
    m: pair.b.length,
    rejected: pair.rejected,
  }
  return { ...figures, notes: notesOfComparison(figures, pair, request.isPaired) }
}

function run(pairs: readonly ReadPair[], request: CompareRequest): SampleComparison[] {
  refuseLong(pairs, request)
  const { values, offsets } = sideBySide(pairs.flatMap(({ a, b }) => [a, b]))
  const width = compareColumns.length
  const out = new Float64Array(pairs.length * width)
  const kernels = kernelsFor(request.engine, { job: 'compare', size: values.length })
  const status = kernels.compareSamples(request.test, values, offsets, request.params, out)
  if (status !== 0) throw unexpectedStatus('compareSamples', status)
  return pairs.map((pair, i) => comparisonOf(out.subarray(i * width, (i + 1) * width), pair, request))
}

/**
 * Compares two samples: is one larger, and by how much?
 *
 * 'brunner-munzel': W over all splits of the values where there are at most 20 000 (8 and 8 values), counted (Neubert and Brunner); else by t with
 * Satterthwaite's degrees. Where all pairs point one way, p is that of the one order out of C(n + m, n), and an approximation is never below it.
 * By t small p are somewhat too small: without a difference p is at most .01 in 1.7 % of samples of 9 and 9 values, 1.4 % of 20 and 20, 1.2 % of 30
 * and 30; at most .001 in .43, .19 and .23 % (20 000 pairs each). For claims at such levels take 'permutation' or 'mann-whitney'.
 * 'mann-whitney': counted for n m <= 400 without ties, else normal with tie and continuity correction, with the same least p. 'permutation': the difference of means
 * over all splits if there are at most 20 000, else over 9999 seeded ones, p = (1 + hits) / (1 + draws); when paired, over changes of sign.
 * 'signed-rank': pairs without a difference left out; counted up to 50 pairs without ties, else normal with both corrections. Two-sided p is twice the
 * smaller of the one-sided ones. Beside it, for every test: Cliff's delta (interval by Feng and Cliff), the shift (Hodges and Lehmann; interval
 * by Moses, of pairs by the signed-rank distribution) and the ratio. Equal values share the average of their ranks; all values equal: p is 1.
 *
 * @param a - finite, any unit, any order (paired: in the order of b)
 * @param b - likewise
 * @returns p, the figures and n, m; `undefined` with a note where a sample is empty or too small. The order of the values changes nothing
 * @throws HYD-4001 a value not finite, HYD-4004 confidence, seed, or more than 1e10 operations, HYD-4006 not numbers, HYD-4008 paired samples of
 * different lengths, HYD-1002 and HYD-1003 options, HYD-9002 engine 'native' and no addon
 * @example
 * ```ts
 * import { compareSamples } from 'hydra-profiler/stats'
 * const { p, ratio } = compareSamples([10, 11, 12, 13, 14, 15], [12, 14, 15, 16, 17, 18]) // about 0.043, about 0.82
 * compareSamples([5, 6, 7], [4, 6, 5], { test: 'signed-rank' }).shift // 1
 * ```
 * Sources: Brunner and Munzel 2000; Neubert and Brunner 2007; Mann and Whitney 1947; Fisher 1935; Wilcoxon 1945; Feng and Cliff 2004; Hodges and Lehmann 1963; Moses 1965.
 * SciPy's brunnermunzel (its p by t), mannwhitneyu, permutation_test, wilcoxon.
 * @since 0.1.0
 */
export function compareSamples(a: Values, b: Values, options?: CompareOptions): SampleComparison {
  const request = readCompareOptions(options, 'compareSamples')
  return run([readPair(a, b, request)], request)[0]!
}

/**
 * Compares many pairs of samples in one crossing; each gets what it would get alone. For verdicts that hold together, give the p-values to
 * `adjustPValues`.
 *
 * @throws as `compareSamples`, with the place of the pair; HYD-1003 no list, or something in it that is no pair (a hole too)
 * @example
 * ```ts
 * import { adjustPValues, compareAllSamples } from 'hydra-profiler/stats'
 * const found = compareAllSamples([{ a: [1, 2, 3, 4], b: [2, 3, 4, 5] }, { a: [1, 2, 3, 5], b: [7, 8, 9, 9] }])
 * adjustPValues(found.map(({ p }) => p ?? 1), 'holm') // about 0.31, about 0.057
 * ```
 * @since 0.1.0
 */
export function compareAllSamples(pairs: readonly TwoSamples[], options?: CompareOptions): SampleComparison[] {
  const request = readCompareOptions(options, 'compareAllSamples')
  const given = listAt(pairs, 'pairs', 'an array of { a, b }', (pair, place) => {
    if (typeof pair !== 'object' || pair === null) return refuseKind(place, '{ a, b }', pair)
    const { a, b } = pair as TwoSamples
    return readPair(a, b, request, `${place}.`)
  })
  return run(given, request)
}
