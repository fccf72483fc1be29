/**
 * Generalised extreme Studentised deviate: up to k outliers, each tested with those before it taken out.
 * In: a prepared column, a level, the most outliers k (0: max(1, min(10, floor(n / 10)))). Out: one score a value; whether
 * there was anything to test (n >= 3, values differ).
 * Step i takes out the value farthest from the mean of what is left (the first of equals): R_i = its distance / sd, against
 * lambda_i = (n - i) t / sqrt((n - i - 1 + t^2)(n - i + 1)), t = Student's quantile at 1 - level / (2 (n - i + 1)), n - i - 1 degrees.
 * Outliers are the first j values for the last j with R_j > lambda_j; so the score of step i is the largest R_j / lambda_j
 * of the steps j >= i, and above 1 means outlier. What was never taken out has its own distance at the last step, at most 1.
 * Source: Rosner 1983, Technometrics 25.  Twin: crates/hydra-core/src/anomaly/gesd.rs  Golden: fixtures/golden/anomaly/scores.json
 */
import { studentQuantileUpper } from '../math/student.ts'
import { held, meanAndSd } from './spread.ts'

/** Scores stand; all values are equal; fewer than three values. */
export const tested = { scored: 0, constant: 1, tooFew: 2 } as const

/** The critical value when `left` values are left, 3 or more. */
export function critical(left: number, level: number): number {
  const t = studentQuantileUpper(level / (2 * left), left - 2)
  return ((left - 1) * t) / Math.sqrt((left - 2 + t * t) * left)
}

/** The most outliers of n >= 3 values. */
export function mostOf(n: number, asked: number): number {
  const tenth = Math.floor(n / 10)
  const usual = tenth < 1 ? 1 : tenth > 10 ? 10 : tenth
  const most = asked === 0 ? usual : asked
  return most < n - 2 ? most : n - 2
}

interface Step {
  readonly index: number
  readonly ratio: number
}

/** Place of the value farthest from the mean, the first of equals. */
function farthest(left: Float64Array, n: number, mean: number): number {
  let place = 0
  let most = -1
  for (let i = 0; i < n; i += 1) {
    const size = Math.abs(left[i]! - mean)
    if (size <= most) continue
    place = i
    most = size
  }
  return place
}

/** Takes out one value after the other; fills the scores of what stays. */
function stepsOf(values: Float64Array, level: number, most: number, out: Float64Array): Step[] {
  const left = values.slice()
  const places = Uint32Array.from(values.keys())
  const steps: Step[] = []
  for (let n = values.length; steps.length < most; n -= 1) {
    const [mean, sd] = meanAndSd(left, n)
    if (sd <= 0) break
    const limit = critical(n, level)
    const taken = farthest(left, n, mean)
    if (steps.length + 1 === most) {
      for (let i = 0; i < n; i += 1) {
        const own = held(Math.abs(left[i]! - mean) / sd, limit)
        out[places[i]!] = own < 1 ? own : 1
      }
    }
    steps.push({ index: places[taken]!, ratio: held(Math.abs(left[taken]! - mean) / sd, limit) })
    left.copyWithin(taken, taken + 1, n)
    places.copyWithin(taken, taken + 1, n)
  }
  return steps
}

/** As in the header. */
export function gesdScores(values: Float64Array, level: number, asked: number, out: Float64Array): number {
  const n = values.length
  out.fill(0, 0, n)
  if (n < 3) return tested.tooFew
  const steps = stepsOf(values, level, mostOf(n, asked), out)
  let most = 0
  for (const { index, ratio } of steps.reverse()) {
    if (ratio > most) most = ratio
    out[index] = most
  }
  return steps.length === 0 ? tested.constant : tested.scored
}
