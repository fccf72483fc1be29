/**
 * Three opinions on a whole sample: the median of score over threshold of `mad` (3.5), `iqr` (3) and `gesd` (1).
 * In: a prepared column, level and most outliers of `gesd`. Out: one score a value, above 1 when two of three agree; what
 * gesd found out about the sample.
 * Twin: crates/hydra-core/src/anomaly/ensemble.rs  Golden: fixtures/golden/anomaly/scores.json
 */
import { gesdScores, tested } from './gesd.ts'
import { iqrScores } from './iqr.ts'
import { madScores } from './mad.ts'

function medianOf(a: number, b: number, c: number): number {
  const low = a < b ? a : b
  const high = a < b ? b : a
  if (c < low) return low
  return c > high ? high : c
}

/** As in the header. */
export function ensembleScores(values: Float64Array, level: number, asked: number, out: Float64Array): number {
  const n = values.length
  const mad = new Float64Array(n)
  const iqr = new Float64Array(n)
  const status = madScores(values, mad)
  iqrScores(values, iqr)
  const found = gesdScores(values, level, asked, out)
  for (let i = 0; i < n; i += 1) out[i] = medianOf(mad[i]! / 3.5, iqr[i]! / 3, out[i]!)
  return status === 1 ? tested.constant : found
}
