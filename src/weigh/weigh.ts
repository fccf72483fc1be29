/**
 * From measurements to weights.
 * In: a study, profile records or summaries. Out: Weights: shares that sum to 1, each with its reason. Pure: same figures, same bits.
 */
import { weightColumns } from '../engine/index.ts'
import { hydraError, warnOnce } from '../errors/index.ts'
import { checkWeighOptions, floorFor, type CheckedOptions } from './options.ts'
import { formulaReason, scoreReason } from './formula-reasons.ts'
import { scoreHeads } from './formula.ts'
import { pricingOf, type Pricing } from './price.ts'
import { headReason, overallReason, type Weighed } from './reasons.ts'
import { figuresOf, type NamedFigures } from './source.ts'
import type { Objective, WeighOptions, WeighSource } from './types.ts'
import { Weights } from './weights.ts'

/** How much of a 'balanced' weight follows 1/cost instead of the probability of being the cheapest. */
const spread = 0.25

const columnOf = (heads: readonly NamedFigures[], read: (head: NamedFigures) => number | undefined): Float64Array =>
  Float64Array.from(heads, (head) => read(head) ?? NaN)

const columnsOf = (heads: readonly NamedFigures[], price: Float64Array) => ({
  successes: columnOf(heads, (head) => head.successes),
  trials: columnOf(heads, (head) => head.trials),
  okMs: columnOf(heads, (head) => head.durationMs?.mean),
  failedMs: columnOf(heads, (head) => head.failedMs),
  logVariance: columnOf(heads, (head) => head.logVariance),
  price,
})

/** Only 'balanced' looks at prices; for the others the objective is what was asked for by name. */
function pricingFor(heads: readonly NamedFigures[], { policy: named, formula, price, costWeight }: CheckedOptions): Pricing {
  const policy = formula === undefined ? named : 'formula'
  if (policy === 'balanced' || price !== undefined)
    return pricingOf(heads, price, policy === 'balanced' ? costWeight : (costWeight ?? 0))
  return { costWeight: 0, values: new Float64Array(heads.length).fill(NaN) }
}

const objectiveOf = ({ price, costWeight }: Pricing): Objective => (price === undefined ? { costWeight } : { price, costWeight })

/** By the user's own formula. */
function weighBy(formula: string, heads: readonly NamedFigures[], checked: CheckedOptions): Weights {
  const floor = floorFor(checked.floor, 'formula', heads.length)
  const pricing = pricingFor(heads, checked)
  const scored = scoreHeads(formula, heads, floor, checked.engine === undefined ? {} : { engine: checked.engine })
  if (scored.nothingSucceeded) warnOnce(hydraError('5011', {}))
  const shares = heads.map((head, index) => {
    return [head.name, { weight: scored.weights[index]!, reason: scoreReason(scored, head, index) }] as const
  })
  return new Weights(objectiveOf(pricing), formulaReason(scored, heads), shares, formula)
}

/**
 * Turns measurements into weights that sum to 1 within 1e-12.
 *
 * Policies:
 * - 'balanced' (default): by the expected cost of one good answer, c = t + (1 - q)/q t_failed, with Jeffreys' q = (s + 1/2)/(T + 1); with
 *   prices c^(1-w) price^w. Three quarters follow the probability of having the least cost, one quarter the share of 1/c. Why this is the
 *   default: success alone sends traffic to slow heads, time alone to fast wrong ones; a caller pays for both, until an answer is right. And
 *   weights by probability give nearly all to a proven winner, but share evenly where the measurements prove nothing.
 * - 'success-share', the classic rule: successes over all successes (rates over their sum when trials differ).
 * - 'inverse-time': success rate over mean time. 'softmax': exp(rate / temperature). 'equal'.
 *
 * Or a `formula` in place of a policy: the score of a head over `headMetrics` (`success_rate ^ 2 / p95_ms`), the metrics that heads reported
 * and `cost`; a weight is the score's share of all. Only ratios of scores count, so units may mix. A score without value is 0 and warned of
 * (HYD-5015); a negative or infinite one is refused. Times below 1e-9 ms count as that. Figures beyond success, mean time and cost need a
 * study, or whole profile files.
 *
 * When nothing succeeded all weights are equal, `reason.code` is 'HYD-5011', and that warning is given. A head without trials gets the mean
 * score of the others. The order of heads changes nothing, equal figures give equal weights, to the bit, on both engines.
 *
 * @param source - a study; an array of profile records (`success_rate` in percent, `avg_time` in seconds); a record or Map of summaries (ms)
 * @param options - policy or formula, floor (0 to 1/K), temperature (above 0), costWeight (0 to 1), price (name of a metric), engine
 * @returns weights in the order of the source
 * @throws HYD-1002 unknown option or metric, HYD-1003 a value refused, HYD-1005 two heads of one name, HYD-1007 no heads,
 * HYD-5001 a figure that cannot be, with head and field, HYD-5002 floor, HYD-5003 unknown policy, HYD-2001 to HYD-2013 what is wrong with
 * a formula, HYD-5012 a score that is negative or infinite, or no score at all
 * @example
 * ```ts
 * import { weigh } from 'hydra-profiler'
 * const weights = weigh([
 *   { name: 'fast', success_rate: 100, avg_time: 0.001, trials: 100 },
 *   { name: 'slow', success_rate: 100, avg_time: 0.01, trials: 100 },
 * ])
 * weights.of('fast') > 0.9 // true
 * weights.reasonOf('fast') // 'fast: 96.8 %: 100 of 100 right, 1 ms a good answer; over 99 % likely the fastest'
 * const own = weigh([
 *   { name: 'fast', success_rate: 50, avg_time: 0.001, trials: 100 },
 *   { name: 'slow', success_rate: 100, avg_time: 0.002, trials: 100 },
 * ], { formula: 'success_rate ^ 2 / mean_ms' })
 * own.reasonOf('slow') // 'slow: 66.7 %: score 0.5 = success_rate ^ 2 / mean_ms with success_rate 1, mean_ms 2'
 * ```
 * @since 0.1.0
 */
export function weigh(source: WeighSource, options?: WeighOptions): Weights {
  const checked = checkWeighOptions(options)
  const heads = figuresOf(source)
  if (checked.formula !== undefined) return weighBy(checked.formula, heads, checked)
  const floor = floorFor(checked.floor, checked.policy, heads.length)
  const pricing = pricingFor(heads, checked)
  const { policy, temperature, engine } = checked
  const columns = columnsOf(heads, pricing.values)
  const parameters = { floor, temperature, costWeight: pricing.costWeight, spread }
  const result = weightColumns(policy, columns, parameters, engine === undefined ? {} : { engine })
  const weighed: Weighed = { heads, options: checked, pricing, floor, result }
  const reason = overallReason(weighed)
  if (reason.code !== undefined) warnOnce(hydraError('5011', {}))
  const shares = heads.map(
    ({ name }, index) => [name, { weight: result.weights[index]!, reason: headReason(weighed, index) }] as const,
  )
  return new Weights(objectiveOf(pricing), reason, shares)
}
