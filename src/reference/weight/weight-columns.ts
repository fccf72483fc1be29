/**
 * The weight kernel: all heads and one policy in, weights out, in one call.
 * In: the index of a policy, six columns of one value a head behind each other (NaN = unknown), params [floor, temperature, costWeight, spread].
 * Out, into `out` (3 K values): weights, then P(least cost), then expected time of one good answer in ms (these two for 'balanced', else NaN).
 * A head without trials gets the mean score of the others; if nothing succeeded, all are equal.
 * Answer: a sum of `weightNotes`, or one of `weightRefusals` (then `out` holds no weights).
 * Laws: sum 1 within 1e-12; none below the floor; permuted heads give permuted weights, to the bit; equal heads, equal weights.
 * Twin: crates/hydra-core/src/weight/mod.rs  Golden: fixtures/golden/weight/weights.json
 */
import { balanced } from './balanced.ts'
import { checkCall, checkValues, columnsOf, weightNotes, weightPolicies, weightRefusals, type WeightColumns } from './columns.ts'
import { inverseTime } from './inverse-time.ts'
import { sumSorted } from './order.ts'
import { floored } from './shares.ts'
import { softmax } from './softmax.ts'
import { successShare, trialsDiffer } from './success-share.ts'

/** Scores of a policy; 'balanced' also leaves its evidence in `out`. */
function scoresOf(policy: number, columns: WeightColumns, params: Float64Array, out: Float64Array): Float64Array {
  const heads = columns.trials.length
  switch (weightPolicies[policy]!) {
    case 'balanced': {
      const { scores, best, costMs } = balanced(columns, params[2]!, params[3]!)
      out.set(best, heads)
      out.set(costMs, 2 * heads)
      return scores
    }
    case 'success-share':
      return successShare(columns)
    case 'inverse-time':
      return inverseTime(columns)
    case 'softmax':
      return softmax(columns, params[1]!)
    case 'equal':
      return new Float64Array(heads).fill(1)
  }
}

/** Gives heads without trials the mean score of the others. */
function scoreUntried(scores: Float64Array, trials: Float64Array): void {
  const tried = scores.filter((_, head) => trials[head]! > 0)
  if (tried.length === scores.length || tried.length === 0) return
  const mean = sumSorted(tried) / tried.length
  for (let head = 0; head < scores.length; head += 1) if (!(trials[head]! > 0)) scores[head] = mean
}

function notesOf(policy: number, { successes, trials }: WeightColumns): number {
  let notes = 0
  if (!successes.some((count) => count > 0)) notes += weightNotes.nothingSucceeded
  if (weightPolicies[policy] === 'success-share' && trialsDiffer(trials)) notes += weightNotes.ratesCompared
  if (trials.some((count) => count === 0)) notes += weightNotes.someUntried
  return notes
}

export function weightColumns(policy: number, values: Float64Array, params: Float64Array, out: Float64Array): number {
  const refusal = checkCall(policy, values, params, out)
  if (refusal < 0) return refusal
  const columns = columnsOf(values)
  if (checkValues(columns, out) < 0) return weightRefusals.badValue
  out.fill(NaN)
  const notes = notesOf(policy, columns)
  const isEqual = (notes & weightNotes.nothingSucceeded) !== 0
  const scores = isEqual ? new Float64Array(columns.trials.length).fill(1) : scoresOf(policy, columns, params, out)
  if (!isEqual) scoreUntried(scores, columns.trials)
  out.set(floored(scores, params[0]!))
  return notes
}
