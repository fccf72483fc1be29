/**
 * The acceleration of a statistic: how its error changes with its size, by leaving out one value after the other.
 * In: a sample in order of size, a statistic. Out: a = sum u^3 / (6 (sum u^2)^1.5), u = the mean of the values left with one out, less each; 0
 * where leaving out changes nothing (2^-40 of the range, which is rounding), and for two values.
 * Each left with one out costs the same few steps: sums less one deviation, ranks moved by one, sums up to a rank.
 * Source: Efron 1987.  Twin: crates/hydra-core/src/stats/bootstrap/jackknife.rs
 */
import { quantileOf } from '../quantile.ts'
import { compensatedSum } from '../sums.ts'
import { trimmedCount, type OrderedSample, type Statistic } from './statistic.ts'

/** Below this share of the range a difference is rounding. */
const nothing = 9.094947017729282e-13 // 2^-40

function sds(deviations: Float64Array): Float64Array {
  let sum = 0
  let squares = 0
  for (const d of deviations) {
    sum += d
    squares += d * d
  }
  const left = deviations.length - 1
  return deviations.map((d) => {
    const own = sum - d
    const spread = squares - d * d - (own * own) / left
    return Math.sqrt((spread > 0 ? spread : 0) / (left - 1))
  })
}

function quantiles(deviations: Float64Array, p: number): Float64Array {
  const n = deviations.length
  return deviations.map((_, out) => quantileOf((rank) => deviations[rank < out ? rank : rank + 1]!, n - 1, p))
}

function trimmedMeans(deviations: Float64Array): Float64Array {
  const n = deviations.length
  const upTo = new Float64Array(n + 1)
  for (let i = 0; i < n; i += 1) upTo[i + 1] = upTo[i]! + deviations[i]!
  const off = trimmedCount(n - 1)
  const end = n - 1 - off
  const sumWithout = (out: number): number => {
    if (out < off) return upTo[end + 1]! - upTo[off + 1]!
    return out >= end ? upTo[end]! - upTo[off]! : upTo[end + 1]! - upTo[off]! - deviations[out]!
  }
  return deviations.map((_, out) => sumWithout(out) / (end - off))
}

function leftOut({ deviations }: OrderedSample, { kind, p }: Statistic): Float64Array {
  if (kind === 'mean') return deviations.map((d) => -d)
  if (kind === 'sd') return sds(deviations)
  return kind === 'quantile' ? quantiles(deviations, p) : trimmedMeans(deviations)
}

/** As in the header; two values at least. */
export function acceleration(sample: OrderedSample, statistic: Statistic): number {
  const n = sample.deviations.length
  if (n < 3) return 0
  const each = leftOut(sample, statistic)
  const mean = compensatedSum(each, 0, n, 1) / n
  let largest = 0
  for (const x of each) if (Math.abs(mean - x) > largest) largest = Math.abs(mean - x)
  const range = sample.deviations[n - 1]! - sample.deviations[0]!
  if (largest <= range * nothing) return 0
  let squares = 0
  let cubes = 0
  for (const x of each) {
    const u = (mean - x) / largest
    squares += u * u
    cubes += u * u * u
  }
  return cubes / (6 * (squares * Math.sqrt(squares)))
}
