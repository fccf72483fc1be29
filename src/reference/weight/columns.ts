/**
 * What the weight kernel is given, and the door it comes through.
 * In: six columns behind each other, one value a head, NaN = unknown; four parameters. Out: 0, or what is wrong.
 * The door stands in both engines, so that both refuse the same things and nothing after it meets NaN by surprise.
 * Twin: crates/hydra-core/src/weight/columns.rs
 */

export interface WeightColumns {
  /** 0 to `trials`; need not be whole (a rate of a file times its trials). */
  readonly successes: Float64Array
  /** 0 to 2^53. */
  readonly trials: Float64Array
  /** Mean time of successes and of failures, ms. */
  readonly okMs: Float64Array
  readonly failedMs: Float64Array
  /** Variance of ln(time) of successes. */
  readonly logVariance: Float64Array
  /** Price of a call, any unit, the same for all heads. */
  readonly price: Float64Array
}

/** Order of the columns; the index is what a refused value is reported with. */
export const weightColumnNames = ['successes', 'trials', 'okMs', 'failedMs', 'logVariance', 'price'] as const

/** Order of the policies; the index is what crosses. */
export const weightPolicies = ['balanced', 'success-share', 'inverse-time', 'softmax', 'equal'] as const

/** Order of the parameters. */
export const weightParameters = ['floor', 'temperature', 'costWeight', 'spread'] as const

/** Negative answers of the kernel: nothing was computed. After `badValue` out[0] is the column and out[1] the head. */
export const weightRefusals = { badShape: -1, badPolicy: -2, badParameter: -3, badValue: -4 } as const

/** Bits of a good answer: nothing succeeded, so all are equal; trials differ, so rates were compared; some head has no trial. */
export const weightNotes = { nothingSucceeded: 1, ratesCompared: 2, someUntried: 4 } as const

const isShare = (value: number): boolean => value >= 0 && value <= 1

/** The six columns of `values`, which holds them behind each other. */
export function columnsOf(values: Float64Array): WeightColumns {
  const heads = values.length / weightColumnNames.length
  const column = (index: number): Float64Array => values.subarray(index * heads, (index + 1) * heads)
  const [successes, trials, okMs] = [column(0), column(1), column(2)]
  return { successes, trials, okMs, failedMs: column(3), logVariance: column(4), price: column(5) }
}

/** 0, or the refusal of shapes, policy and parameters. */
export function checkCall(policy: number, values: Float64Array, params: Float64Array, out: Float64Array): number {
  const heads = out.length / 3
  if (heads === 0 || values.length !== 6 * heads || params.length !== weightParameters.length) return weightRefusals.badShape
  if (!(policy >= 0 && policy < weightPolicies.length && Math.floor(policy) === policy)) return weightRefusals.badPolicy
  const [floor, temperature, costWeight, spread] = params as unknown as [number, number, number, number]
  const isFloor = floor >= 0 && floor <= 1 / heads
  const isTemperature = temperature > 0 && temperature < Infinity
  return isFloor && isTemperature && isShare(costWeight) && isShare(spread) ? 0 : weightRefusals.badParameter
}

/** Counts above 2^53 are none. */
const mostTrials = 9007199254740992
const isKnown = (value: number): boolean => value >= 0 && value < Infinity
const isKnownOrNaN = (value: number): boolean => value !== value || isKnown(value)

/** The first column of a head that holds what it must not; -1 when all are well. */
function badColumn(columns: WeightColumns, head: number): number {
  const successes = columns.successes[head]!
  const trials = columns.trials[head]!
  if (!(trials >= 0 && trials <= mostTrials)) return 1
  if (!(successes >= 0 && successes <= trials)) return 0
  for (let column = 2; column < weightColumnNames.length; column += 1) {
    if (!isKnownOrNaN(columns[weightColumnNames[column]!][head]!)) return column
  }
  return -1
}

/** 0, or `badValue` with column and head in `out`. */
export function checkValues(columns: WeightColumns, out: Float64Array): number {
  for (let head = 0; head < columns.trials.length; head += 1) {
    const column = badColumn(columns, head)
    if (column < 0) continue
    out[0] = column
    out[1] = head
    return weightRefusals.badValue
  }
  return 0
}
