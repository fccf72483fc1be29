/**
 * The line of Theil and Sen: the median of the slopes of all pairs of points, which a quarter of wild values does not move.
 * In: x and y, finite, any order. Out: the row of `lineColumns`; NaN for all when x is constant; errors and r2 always NaN.
 * intercept = median of y - slope x; interval by Sen 1968: ranks (N -+ z sigma) / 2 of the N slopes, rounded to nearest; NaN where they
 * lie beyond the slopes there are (at 95 % below 5 points), which then cannot hold the confidence;
 * p by Mann-Kendall; with `autocorrelation` both variances are corrected by Hamed and Rao 1998 (see kendall).
 * residualSd = 1.482602218505602 times the median |residual|. The least x is taken off first: time stamps are large.
 * Source: Theil 1950; Sen 1968.  Twin: crates/hydra-core/src/trend/theil_sen.rs  Golden: fixtures/golden/trend/theil-sen.json
 */
import { normalQuantile, scalbn } from '../math/index.ts'
import { blend, quantileOf } from '../stats/quantile.ts'
import { kendall, pOfS, varianceFactor, type Points } from './kendall.ts'
import { powerFor, type Request } from './request.ts'
import { slopesAt } from './slopes.ts'

const madToSd = 1.482602218505602

/** The least x once scaled. */
function leastOf(x: Float64Array, power: number): number {
  let least = Infinity
  for (const value of x) {
    const scaled = scalbn(value, -power)
    if (scaled < least) least = scaled
  }
  return least
}

/** Points scaled into -1 .. 1, the least x taken off, in order of x, then y. */
function pointsOf(x: Float64Array, y: Float64Array, powerX: number, powerY: number, least: number): Points {
  const u = x.map((value) => scalbn(value, -powerX) - least + 0)
  const v = y.map((value) => scalbn(value, -powerY) + 0)
  const order = Uint32Array.from(u.keys()).sort((a, b) => u[a]! - u[b]! || v[a]! - v[b]!)
  return { x: Float64Array.from(order, (i) => u[i]!), y: Float64Array.from(order, (i) => v[i]!) }
}

function median(values: Float64Array): number {
  const sorted = values.slice().sort()
  return quantileOf((rank) => sorted[rank]!, sorted.length, 0.5)
}

/** Ranks of the lower and the upper end of the interval among N slopes; undefined where they run out. */
function endsOf(slopes: number, deviation: number, confidence: number): [low: number, high: number] | undefined {
  const reach = -normalQuantile((1 - confidence) * 0.5) * deviation
  const low = Math.floor((slopes - reach) * 0.5 + 0.5) - 1
  const high = Math.floor((slopes + reach) * 0.5 + 0.5)
  return low >= 0 && high < slopes ? [low, high] : undefined
}

/** Slopes of two ranks, which may be one. */
function read(points: Points, low: number, high: number, count: number): readonly [number, number] {
  const slopes = slopesAt(points, low === high ? [low] : [low, high], count)
  return [slopes[0]!, slopes[slopes.length - 1]!]
}

/** As in the header. */
export function fitTheilSen(x: Float64Array, y: Float64Array, { autocorrelation, confidence }: Request, row: Float64Array): void {
  if (x.every((value) => value === x[0])) return
  const powerX = powerFor(x)
  const powerY = powerFor(y)
  const power = powerY - powerX
  const least = leastOf(x, powerX)
  const points = pointsOf(x, y, powerX, powerY, least)
  const { s, variance, intervalVariance, slopes } = kendall(points)
  const last = slopes - 1
  const slope = blend(...read(points, Math.floor(last / 2), Math.floor((last + 1) / 2), slopes), 0.5)
  const residuals = points.y.map((value, i) => value - slope * points.x[i]!)
  const factor = autocorrelation ? varianceFactor(residuals) : 1
  const spread = intervalVariance * factor
  const ends = endsOf(slopes, spread > 0 ? Math.sqrt(spread) : 0, confidence)
  const bounds = ends === undefined ? ([NaN, NaN] as const) : read(points, ...ends, slopes)
  const centre = median(residuals)
  row[0] = scalbn(slope, power)
  row[1] = scalbn(centre - slope * least, powerY)
  row[2] = scalbn(bounds[0], power)
  row[3] = scalbn(bounds[1], power)
  row[6] = pOfS(s, variance * factor)
  row[8] = scalbn(madToSd * median(residuals.map((r) => Math.abs(r - centre))), powerY)
}
