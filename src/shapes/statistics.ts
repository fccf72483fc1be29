/**
 * Figures of a sample under the names that tinybench has for them.
 * In: values in ascending order, n >= 1; ms a call, or calls a second. Out: a Statistics record in the same unit.
 * Quantiles are type 7, as tinybench's are; moe = t(97.5 %, n - 1) * sd / sqrt(n), rme = 100 moe / mean.
 * Why rme is here and not believed: trials of one process are no independent sample. The verdict goes by epochs instead.
 * Twin: none, shapes only rename. Golden: tinybench itself (test/shapes/statistics).
 */
import { summarize } from '../engine/index.ts'
import { studentQuantileUpper } from '../reference/math/student.ts'
import { quantileOf } from '../reference/stats/quantile.ts'

export interface Statistics {
  /** Mean absolute deviation. */
  readonly aad: number
  readonly critical: number
  readonly df: number
  readonly mad: number
  readonly max: number
  readonly mean: number
  readonly min: number
  readonly moe: number
  readonly p50: number
  readonly p75: number
  readonly p99: number
  readonly p995: number
  readonly p999: number
  readonly rme: number
  /** In ascending order. */
  readonly samples: number[]
  readonly samplesCount: number
  readonly sd: number
  readonly sem: number
  readonly variance: number
}

const tail = 0.025

function spreadOf(sorted: Float64Array, mean: number, sd: number): Pick<Statistics, 'aad' | 'sem' | 'variance'> {
  const aad = sorted.reduce((sum, value) => sum + Math.abs(value - mean), 0) / sorted.length
  return { aad, sem: sd / Math.sqrt(sorted.length), variance: sd * sd }
}

/** @param sorted - at least one value */
export function statisticsOf(sorted: Float64Array): Statistics {
  const { mean = 0, sd = 0, mad = 0 } = summarize(sorted)
  const at = (p: number): number => quantileOf((rank) => sorted[rank]!, sorted.length, p)
  const spread = spreadOf(sorted, mean, sd)
  const df = sorted.length - 1
  const critical = studentQuantileUpper(tail, df > 0 ? df : 1)
  const moe = spread.sem * critical
  return {
    ...spread, critical, df, mad, mean, moe, sd,
    min: sorted[0]!, max: sorted.at(-1)!,
    p50: at(0.5), p75: at(0.75), p99: at(0.99), p995: at(0.995), p999: at(0.999),
    rme: (100 * moe) / Math.abs(mean),
    samples: [...sorted],
    samplesCount: sorted.length,
  } // prettier-ignore
}

/** Calls a second, of times in ms; a time of 0 counts as the mean, as tinybench has it. */
export function throughputOf(sortedMs: Float64Array): Float64Array {
  const mean = sortedMs.reduce((sum, ms) => sum + ms, 0) / sortedMs.length
  const perSecond = (ms: number): number => (ms > 0 ? 1000 / ms : mean > 0 ? 1000 / mean : 0)
  return sortedMs.map(perSecond).sort()
}
