/**
 * Estimate, interval and p-values of the centre of each of many samples: what verdicts on pairs of heads are made of.
 * In: values in one column, the epoch of each (ascending within a pair), offsets (pair i is values[offsets[i] .. offsets[i + 1])), a rule per
 * pair, points, the confidence of the intervals. Out: out[column * pairs + i], the columns of `pairColumns` and then one p a point; NaN where
 * a pair has no values, or too few for an interval. A status: 0, 4001 a value is not finite, 4004 arguments that do not fit each other.
 * How one pair is judged: pair.ts.  Twin: crates/hydra-core/src/stats/pairs.rs  Golden: fixtures/golden/stats/pairs.json
 */
import { judgePair, Quantiles, ruleCount } from './pair.ts'

/** The columns of the output that come before the p-values. */
export const pairColumns = ['estimate', 'low', 'high', 'allowance', 'method', 'clusters', 'blocks'] as const

const isAscending = (column: Uint32Array, start: number, end: number): boolean => {
  for (let i = start + 1; i < end; i += 1) if (column[i]! < column[i - 1]!) return false
  return true
}

const isFinite = (value: number): boolean => value - value === 0

function check(values: Float64Array, epochs: Uint32Array, offsets: Uint32Array): number {
  for (let i = 0; i + 1 < offsets.length; i += 1) {
    const [start, end] = [offsets[i]!, offsets[i + 1]!]
    if (!isAscending(epochs, start, end)) return 4004
    for (let at = start; at < end; at += 1) if (!isFinite(values[at]!)) return 4001
  }
  return 0
}

/** As in the header. */
export function judgePairs(
  values: Float64Array,
  epochs: Uint32Array,
  offsets: Uint32Array,
  rules: Uint32Array,
  points: Float64Array,
  confidence: number,
  out: Float64Array,
): number {
  const pairs = rules.length
  const fits =
    confidence > 0 &&
    confidence < 1 &&
    offsets.length === pairs + 1 &&
    isAscending(offsets, 0, offsets.length) &&
    offsets[pairs]! <= values.length &&
    epochs.length === values.length &&
    out.length === (pairColumns.length + points.length) * pairs &&
    rules.every((rule) => rule < ruleCount) &&
    points.every(isFinite)
  const status = fits ? check(values, epochs, offsets) : 4004
  if (status !== 0) return status
  const quantiles = new Quantiles(confidence)
  for (let i = 0; i < pairs; i += 1) {
    const [start, end] = [offsets[i]!, offsets[i + 1]!]
    const row = judgePair(values.subarray(start, end), epochs.subarray(start, end), rules[i]!, points, quantiles)
    row.forEach((value, column) => (out[column * pairs + i] = value))
  }
  return 0
}
