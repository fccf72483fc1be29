/**
 * The statistics that can be resampled: of a whole sample, and of a resample.
 * In: a sample in order of size. Out: numbers on the scale they are compared on: deviations from the mean (mean, trimmed mean, sd; scaled by a
 * power of two where squares would over- or underflow), or the values themselves (order statistics).
 * Mean and sd of a resample are summed as it is drawn. The others count how often each place came, and walk along the counts: order statistics
 * without putting anything in order.
 * Twin: crates/hydra-core/src/stats/bootstrap/statistic.rs
 */
import type { Random } from '../../random/sfc32.ts'
import { blend } from '../quantile.ts'
import { compensatedSum, scaleFor, unscale } from '../sums.ts'
import { countsOf, sumsOf, type Plan } from './resample.ts'

const trim = 0.2
const part = 9.094947017729282e-13 // 2^-40

/** A sample in order of size. */
export interface OrderedSample {
  readonly sorted: Float64Array
  /** From the mean, scaled. */
  readonly deviations: Float64Array
  readonly mean: number
  readonly back: number
}

/** What is resampled: kind 'quantile' is the median too; `isNamed` for quantiles that are asked for by their p. */
export interface Statistic {
  readonly kind: 'mean' | 'trimmed-mean' | 'sd' | 'quantile'
  readonly p: number
  readonly isNamed: boolean
}

function held(x: number, low: number, high: number): number {
  if (x < low) return low
  return x > high ? high : x
}

/** One value at least. */
export function sampleOf(values: Float64Array): OrderedSample {
  const sorted = values.slice().sort()
  const n = sorted.length
  const [least, most] = [sorted[0]!, sorted[n - 1]!]
  const scale = scaleFor(-least > most ? -least : most)
  const mean = held(compensatedSum(sorted, 0, n, scale) / n, least * scale, most * scale)
  return { sorted, deviations: sorted.map((x) => x * scale - mean), mean, back: unscale(scale) }
}

export const isConstant = ({ sorted }: OrderedSample): boolean => sorted[0] === sorted[sorted.length - 1]

/** The value that lies so far from the mean. */
export const raised = ({ mean, back }: OrderedSample, deviation: number): number => (deviation + mean) * back

/** A statistic in the unit of the values; a centre lies within them. */
export function valueOf(sample: OrderedSample, { kind }: Statistic, x: number): number {
  if (kind === 'quantile') return x + 0
  if (kind === 'sd') return x * sample.back
  return held(raised(sample, x), sample.sorted[0]!, sample.sorted[sample.sorted.length - 1]!)
}

/** Below this two values of a statistic count as equal: 2^-40 of the range, on the scale of the statistic. */
export function tieOf({ sorted, deviations }: OrderedSample, { kind }: Statistic): number {
  const column = kind === 'quantile' ? sorted : deviations
  return column[column.length - 1]! * part - column[0]! * part
}

/** By its number; undefined for none. */
export function statisticOf(number: number, p: number): Statistic | undefined {
  if (number === 1 || number === 4) return { kind: 'quantile', p: number === 1 ? 0.5 : p, isNamed: number === 4 }
  const kind = number === 0 ? 'mean' : number === 2 ? 'trimmed-mean' : number === 3 ? 'sd' : undefined
  return kind === undefined ? undefined : { kind, p, isNamed: false }
}

/** The name of its draws. */
export function streamOf({ kind, p, isNamed }: Statistic): string {
  if (kind !== 'quantile') return `bootstrap ${kind}`
  return isNamed ? `bootstrap p${Math.floor(p * 1e5 + 0.5)}` : 'bootstrap median'
}

function sdOf(sum: number, squares: number, n: number): number {
  const spread = squares - (sum * sum) / n
  return Math.sqrt((spread > 0 ? spread : 0) / (n - 1))
}

/** Order statistics of what the counts say. */
function quantileOfCounts(sorted: Float64Array, counts: Uint32Array, p: number): number {
  const h = (sorted.length - 1) * p
  const rank = Math.floor(h)
  const share = h - rank
  let seen = counts[0]!
  let place = 0
  while (seen <= rank) {
    place += 1
    seen += counts[place]!
  }
  const a = sorted[place]!
  if (share === 0) return a
  while (seen <= rank + 1) {
    place += 1
    seen += counts[place]!
  }
  return blend(a, sorted[place]!, share)
}

export const trimmedCount = (n: number): number => Math.floor(n * trim)

/** The mean of those of rank `off` up to n - `off`. */
function trimmedOf(deviations: Float64Array, counts: Uint32Array): number {
  const n = deviations.length
  const off = trimmedCount(n)
  let seen = 0
  let sum = 0
  for (let i = 0; i < n; i += 1) {
    const after = seen + counts[i]!
    const first = seen < off ? off : seen
    const last = after > n - off ? n - off : after
    if (last > first) sum += (last - first) * deviations[i]!
    seen = after
  }
  return sum / (n - 2 * off)
}

const ofCounts = ({ kind, p }: Statistic, { sorted, deviations }: OrderedSample, counts: Uint32Array): number =>
  kind === 'quantile' ? quantileOfCounts(sorted, counts, p) : trimmedOf(deviations, counts)

/** Of the sample itself. */
export function ofWhole(statistic: Statistic, sample: OrderedSample): number {
  const { deviations } = sample
  const n = deviations.length
  if (statistic.kind === 'mean') return 0
  if (statistic.kind !== 'sd') return ofCounts(statistic, sample, new Uint32Array(n).fill(1))
  let sum = 0
  let squares = 0
  for (const d of deviations) {
    sum += d
    squares += d * d
  }
  return n < 2 ? NaN : sdOf(sum, squares, n)
}

/** Of a resample, drawn now. */
export function ofResample(statistic: Statistic, sample: OrderedSample, plan: Plan, random: Random, counts: Uint32Array): number {
  const { kind } = statistic
  if (kind === 'mean' || kind === 'sd') {
    const [sum, squares] = sumsOf(plan, sample.deviations, random)
    return kind === 'mean' ? sum / plan.n : sdOf(sum, squares, plan.n)
  }
  countsOf(plan, random, counts)
  return ofCounts(statistic, sample, counts)
}
