/**
 * The default policy: success, time and price together.
 * Cost of one good answer, for a caller who tries again until it works: c = okMs + odds * failedMs, odds = (1 - q)/q with Jeffreys'
 * q = (successes + 1/2)/(trials + 1); failures take as long as successes where their time is not known.
 * With prices: ln cost = (1 - w) ln c + w ln price. Both stand relative to the median head; that constant drops out of everything below.
 * ln cost ~ Normal(m, sd^2), sd^2 = (1 - w)^2 (logVariance/successes + odds/(trials + 1)) + 1e-4: delta method, and a tie band of 1 %,
 * so that differences below the noise of a machine do not take all the traffic. logVariance not known: the median of the others, else 1/4.
 * Score = (1 - spread) P(least cost) + spread * share of 1/cost. No success: score 0, the head keeps the floor.
 * From ten successes on, and where a failure takes no less time than a success, one more success never lowers a weight. With fewer it
 * can: of a slow head that was little known, P(least cost) falls as it becomes known to be slow.
 * Source: Jeffreys 1946; selection by probability of being best: Chick and Inoue 2001.  Twin: crates/hydra-core/src/weight/balanced.rs
 */
import { exp, log } from '../math/index.ts'
import { probabilityBest } from './best.ts'
import type { WeightColumns } from './columns.ts'
import { lowerMedian } from './order.ts'
import { shares } from './shares.ts'
import { failedTimes, okTimes, prices } from './times.ts'

const tieBand = 1e-4
const unknownLogVariance = 0.25
/** Beyond it the spread of times says nothing any more. */
const mostLogVariance = 1e6
const most = 1.7976931348623157e308

export interface BalancedEvidence {
  readonly scores: Float64Array
  /** P(least cost); 0 without a success. */
  readonly best: Float64Array
  /** Expected time of one good answer, ms; NaN without a success. */
  readonly costMs: Float64Array
}

/** Expected failures before a success. */
const oddsOf = ({ successes, trials }: WeightColumns, head: number): number =>
  (trials[head]! - successes[head]! + 0.5) / (successes[head]! + 0.5)

/** Expected time of one good answer of each head in `heads`. */
function costsOf(columns: WeightColumns, heads: Uint32Array): Float64Array {
  const ok = okTimes(columns)
  const failed = failedTimes(columns, ok)
  return Float64Array.from(heads, (head) => {
    const cost = ok[head]! + oddsOf(columns, head) * failed[head]!
    return cost < most ? cost : most
  })
}

/** sd^2 of ln cost without price and tie band. */
function varianceOf(columns: WeightColumns, substitute: number, head: number): number {
  const spread = columns.logVariance[head]!
  const known = spread === spread ? spread : substitute
  const bounded = known < mostLogVariance ? known : mostLogVariance
  const successes = columns.successes[head]! > 1 ? columns.successes[head]! : 1
  return bounded / successes + oddsOf(columns, head) / (columns.trials[head]! + 1)
}

/** Share of 1/cost, from ln cost. */
function inverseShare(means: Float64Array): Float64Array {
  let least = Infinity
  for (const mean of means) if (mean < least) least = mean
  return shares(means.map((mean) => exp(least - mean)))
}

/** Spreads the values of the heads with a success over all heads. */
function scatter(values: Float64Array, heads: Uint32Array, target: Float64Array): Float64Array {
  heads.forEach((head, at) => (target[head] = values[at]!))
  return target
}

export function balanced(columns: WeightColumns, costWeight: number, spread: number): BalancedEvidence {
  const count = columns.trials.length
  const heads = Uint32Array.from(columns.successes.keys()).filter((head) => columns.successes[head]! > 0)
  const paid = prices(columns)
  const w = paid === undefined ? 0 : costWeight
  const variance = lowerMedian(columns.logVariance)
  const substitute = variance === variance ? variance : unknownLogVariance
  const costs = costsOf(columns, heads)
  const means = costs.map((cost, at) => (w > 0 ? (1 - w) * log(cost) + w * log(paid![heads[at]!]!) : log(cost)))
  const sds = Float64Array.from(heads, (head) => Math.sqrt((1 - w) * (1 - w) * varianceOf(columns, substitute, head) + tieBand))
  const best = probabilityBest(means, sds)
  const inverse = inverseShare(means)
  const scores = best.map((probability, at) => (1 - spread) * probability + spread * inverse[at]!)
  return {
    scores: scatter(scores, heads, new Float64Array(count)),
    best: scatter(best, heads, new Float64Array(count)),
    costMs: scatter(costs, heads, new Float64Array(count).fill(NaN)),
  }
}
