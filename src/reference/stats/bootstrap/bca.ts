/**
 * The bias-corrected and accelerated interval.
 * In: a sample, a statistic, the drawn values of it. Out: both ends. z0 = the normal quantile of the share of draws below the estimate, those
 * equal to it counted half; a by the jackknife; the end of z = -+ the normal quantile lies at the share Phi(z0 + (z0 + z) / (1 - a (z0 + z))) of
 * the draws, read at (B + 1) times it between two of them, from the first to the last.
 * A share of 0 or 1 is taken for half a draw, so z0 is never infinite.
 * Source: Efron 1987.  Twin: crates/hydra-core/src/stats/bootstrap/bca.rs
 */
import { normalCdf, normalQuantile } from '../../math/index.ts'
import { blend } from '../quantile.ts'
import { acceleration } from './jackknife.ts'
import { ofWhole, tieOf, type OrderedSample, type Statistic } from './statistic.ts'

function shareBelow(drawn: Float64Array, estimate: number, tie: number): number {
  const all = 2 * drawn.length
  let twice = 0
  for (const x of drawn) {
    if (x < estimate - tie) twice += 2
    else if (x <= estimate + tie) twice += 1
  }
  if (twice < 1) twice = 1
  return (twice > all - 1 ? all - 1 : twice) / all
}

function moved(z0: number, z: number, a: number): number {
  const sum = z0 + z
  const below = 1 - a * sum
  if (below <= 0) return sum > 0 ? 1 : 0
  return normalCdf(z0 + sum / below)
}

/** The value at a share of draws in order. */
function valueAt(drawn: Float64Array, share: number): number {
  const count = drawn.length
  const h = (count + 1) * share
  if (h <= 1) return drawn[0]!
  if (h >= count) return drawn[count - 1]!
  const rank = Math.floor(h)
  const x = drawn[rank - 1]!
  return h > rank ? blend(x, drawn[rank]!, h - rank) : x
}

/** As in the header; puts the draws in order. */
export function bcaEnds(
  sample: OrderedSample,
  statistic: Statistic,
  tail: number,
  drawn: Float64Array,
): [low: number, high: number] {
  const z0 = normalQuantile(shareBelow(drawn, ofWhole(statistic, sample), tieOf(sample, statistic)))
  const a = acceleration(sample, statistic)
  const z = normalQuantile(tail)
  drawn.sort()
  return [valueAt(drawn, moved(z0, z, a)), valueAt(drawn, moved(z0, -z, a))]
}
