/**
 * Segments by least cost: the best way of cutting a series into levels and slopes, found exactly.
 * In: a series in order of time, fewest values of a segment. Out: 0 at each first value of a new segment.
 * Cost of a segment: its residual sum of squares / variance of the whole series about a level, plus 3 ln n, from 2 values on;
 * or about a line, plus 4 ln n, from 8 values on; whichever is less. Least sum over all ways to cut.
 * A start s is dropped once a later start t is at least as good for every end: cost(s) + residuals about a line (s, t) >= cost(t);
 * from t + 8 on, where both kinds of segment may begin at t. Why the variance of the whole: one from differences fails on trends.
 * Source: Killick, Fearnhead, Eckley 2012 (pruning); Jackson et al. 2005.  Twin: crates/hydra-core/src/drift/pelt.rs
 */
import { log } from '../math/index.ts'
import { meanAndSd, type Search } from './search.ts'

const levelPenalty = 3
const linePenalty = 4
const lineLeast = 8

/** Running sums of y, y^2 and place times y over the standardised series. */
interface Sums {
  readonly first: Float64Array
  readonly square: Float64Array
  readonly moment: Float64Array
}

function sumsOf(series: Float64Array, mean: number, sd: number): Sums {
  const n = series.length
  const sums = { first: new Float64Array(n + 1), square: new Float64Array(n + 1), moment: new Float64Array(n + 1) }
  const middle = (n - 1) / 2
  for (let i = 0; i < n; i += 1) {
    const y = (series[i]! - mean) / sd
    sums.first[i + 1] = sums.first[i]! + y
    sums.square[i + 1] = sums.square[i]! + y * y
    sums.moment[i + 1] = sums.moment[i]! + (i - middle) * y
  }
  return sums
}

/** Residual sums of squares about a level and about a line, over s .. e. */
function residuals({ first, square, moment }: Sums, s: number, e: number): [level: number, line: number] {
  const n = e - s
  const sum = first[e]! - first[s]!
  const level = square[e]! - square[s]! - (sum * sum) / n
  const centre = (s + e - 1) / 2 - (first.length - 2) / 2
  const product = moment[e]! - moment[s]! - centre * sum
  const spread = (n * (n * n - 1)) / 12
  const line = spread > 0 ? level - (product * product) / spread : 0
  return [level > 0 ? level : 0, line > 0 ? line : 0]
}

/** A place where the last segment may begin, and from which end on it need not be tried any more. */
interface Start {
  readonly at: number
  dropped: number
}

/** Cost of the best cutting of the values before each place, and where its last segment begins. */
interface Best {
  readonly cost: Float64Array
  readonly from: Uint32Array
}

function tryStarts(sums: Sums, starts: readonly Start[], end: number, longLine: number, { cost, from }: Best): void {
  const unit = log(sums.first.length - 1)
  for (const { at } of starts) {
    const [level, line] = residuals(sums, at, end)
    let total = cost[at]! + (level + levelPenalty * unit)
    const sloped = cost[at]! + (line + linePenalty * unit)
    if (end - at >= longLine && sloped < total) total = sloped
    if (total < cost[end]!) {
      cost[end] = total
      from[end] = at
    }
  }
}

function dropStarts(sums: Sums, starts: readonly Start[], end: number, longLine: number, cost: Float64Array): Start[] {
  for (const start of starts) {
    const [, line] = residuals(sums, start.at, end)
    if (start.dropped === Infinity && cost[start.at]! + line >= cost[end]!) start.dropped = end + longLine
  }
  return starts.filter(({ dropped }) => dropped > end + 1)
}

/** Marks the segments. */
export function markPelt(series: Float64Array, { minSegment }: Search, marks: Float64Array): void {
  const n = series.length
  const [mean, sd] = meanAndSd(series)
  if (sd === 0) return
  const sums = sumsOf(series, mean, sd)
  const longLine = minSegment > lineLeast ? minSegment : lineLeast
  const best = { cost: new Float64Array(n + 1).fill(Infinity), from: new Uint32Array(n + 1) }
  best.cost[0] = 0
  let starts: Start[] = []
  for (let end = minSegment; end <= n; end += 1) {
    const at = end - minSegment
    if (best.cost[at]! < Infinity) starts.push({ at, dropped: Infinity })
    tryStarts(sums, starts, end, longLine, best)
    starts = dropStarts(sums, starts, end, longLine, best.cost)
  }
  for (let end = best.from[n]!; end > 0; end = best.from[end]!) marks[end] = 0
}
