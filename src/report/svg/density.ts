/**
 * The density of a sample on an axis from 0 to 1, by a Gaussian kernel.
 * In: places of values. Out: heights at equal steps, the highest 1. Values are binned first, so the cost does not grow with the trials.
 * Bandwidth: Silverman 1986 (3.31), .9 min(sd, IQR / 1.34) n^(-1/5): the IQR keeps one stall from smoothing all shape away.
 * The mathematics are those of the reference: the same study gives the same bytes on every machine.
 */
import { exp, pow } from '../../reference/math/index.ts'
import { quantileOf } from '../../reference/stats/quantile.ts'

export const densitySteps = 200

const bandwidths = { least: 1 / 250, most: 1 / 5 } as const
const reach = 4

/** @param places - ascending */
export function bandwidthOf(places: Float64Array): number {
  const n = places.length
  const at = (rank: number): number => places[rank] ?? 0
  const mean = places.reduce((sum, place) => sum + place, 0) / n
  const sd = Math.sqrt(places.reduce((sum, place) => sum + (place - mean) * (place - mean), 0) / n)
  const iqr = (quantileOf(at, n, 0.75) - quantileOf(at, n, 0.25)) / 1.34
  const spread = iqr > 0 && iqr < sd ? iqr : sd
  return Math.min(bandwidths.most, Math.max(bandwidths.least, 0.9 * spread * pow(n, -0.2)))
}

/** Weights of the kernel by the distance in steps. */
function kernel(bandwidth: number): number[] {
  const steps = Math.ceil(reach * bandwidth * densitySteps)
  return Array.from({ length: steps + 1 }, (_, i) => {
    const z = i / densitySteps / bandwidth
    return exp(-0.5 * z * z)
  })
}

/** Values shared out to the two steps around them. */
function binned(places: Float64Array): Float64Array {
  const bins = new Float64Array(densitySteps + 1)
  for (const place of places) {
    const at = Math.min(1, Math.max(0, place)) * densitySteps
    const low = Math.min(densitySteps - 1, Math.floor(at))
    bins[low]! += low + 1 - at
    bins[low + 1]! += at - low
  }
  return bins
}

/**
 * @param places - ascending, 0 to 1; at least one
 * @returns `densitySteps` + 1 heights from 0 to 1
 */
export function densityOf(places: Float64Array): Float64Array {
  const [bins, weights] = [binned(places), kernel(bandwidthOf(places))]
  const heights = bins.map((_, i) => {
    let sum = (bins[i] ?? 0) * weights[0]!
    for (let d = 1; d < weights.length; d += 1) sum += ((bins[i - d] ?? 0) + (bins[i + d] ?? 0)) * weights[d]!
    return sum
  })
  const most = heights.reduce((high, height) => (height > high ? height : high), 0)
  return heights.map((height) => height / most)
}
