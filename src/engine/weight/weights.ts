/**
 * Weights of all heads in one crossing.
 * In: the name of a policy, columns with one value a head (NaN = unknown), four parameters. Out: weights in the same order, with the
 * evidence of 'balanced' and what was noticed. Values that cannot be are HYD-5001 with column and place; the room above checks first and
 * knows the names, so this is the last door, not the first.
 */
import { hydraError, type HydraError } from '../../errors/index.ts'
import {
  weightColumnNames,
  weightNotes,
  weightPolicies,
  weightRefusals,
  type WeightColumns,
} from '../../reference/weight/index.ts'
import { unexpectedStatus } from '../errors.ts'
import { kernelsFor } from '../kernels.ts'
import type { EngineOption } from '../types.ts'

export type { WeightColumns }
export type WeightPolicy = (typeof weightPolicies)[number]

export interface WeightParameters {
  /** Least weight of a head, 0 to 1/K. */
  readonly floor: number
  /** Of 'softmax', above 0. */
  readonly temperature: number
  /** Share of the price in the cost, 0 to 1. */
  readonly costWeight: number
  /** How much of a weight of 'balanced' follows 1/cost instead of the probability of being the cheapest, 0 to 1. */
  readonly spread: number
}

export interface ColumnWeights {
  /** In the order of the columns, sum 1. */
  readonly weights: Float64Array
  /** P(least cost) by 'balanced'; NaN for other policies. */
  readonly best: Float64Array
  /** Expected time of one good answer in ms by 'balanced'; NaN for other policies and without a success. */
  readonly costMs: Float64Array
  /** No head had a success: all weights are equal. */
  readonly nothingSucceeded: boolean
  /** 'success-share' compared rates, since trials differ. */
  readonly ratesCompared: boolean
  /** Some head has no trial and got the mean score of the others. */
  readonly someUntried: boolean
}

function refused(status: number, columns: Float64Array, out: Float64Array): HydraError {
  if (status !== weightRefusals.badValue) return unexpectedStatus('weightColumns', status)
  const [column = 0, head = 0] = out
  const value = columns[(column * columns.length) / weightColumnNames.length + head]
  const params = {
    head: `#${head}`,
    field: weightColumnNames[column] ?? '',
    expected: 'a finite number from 0',
    got: String(value),
  }
  return hydraError('5001', params, { details: { index: head } })
}

function gather(columns: WeightColumns): Float64Array {
  const heads = columns.trials.length
  const values = new Float64Array(weightColumnNames.length * heads)
  weightColumnNames.forEach((name, index) => values.set(columns[name], index * heads))
  return values
}

/**
 * Weighs heads by a policy.
 *
 * @param policy - one of 'balanced', 'success-share', 'inverse-time', 'softmax', 'equal'
 * @param columns - six columns of equal length, one value a head, at least one head
 * @returns weights that sum to 1 within 1e-12, in the order of the columns
 * @throws HYD-5001 a value that cannot be (successes above trials, negative, infinite), HYD-1003 and HYD-9002 as every engine call
 */
export function weightColumns(
  policy: WeightPolicy,
  columns: WeightColumns,
  parameters: WeightParameters,
  { engine }: EngineOption = {},
): ColumnWeights {
  const heads = columns.trials.length
  const { floor, temperature, costWeight, spread } = parameters
  const values = gather(columns)
  const out = new Float64Array(3 * heads)
  const kernels = kernelsFor(engine, { job: 'weights', size: 64 * heads })
  const params = Float64Array.of(floor, temperature, costWeight, spread)
  const status = kernels.weightColumns(weightPolicies.indexOf(policy), values, params, out)
  if (status < 0) throw refused(status, values, out)
  const part = (index: number): Float64Array => out.subarray(index * heads, (index + 1) * heads)
  return {
    weights: part(0),
    best: part(1),
    costMs: part(2),
    nothingSucceeded: (status & weightNotes.nothingSucceeded) !== 0,
    ratesCompared: (status & weightNotes.ratesCompared) !== 0,
    someUntried: (status & weightNotes.someUntried) !== 0,
  }
}
