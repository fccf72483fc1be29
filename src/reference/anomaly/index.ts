/**
 * Which values of a sample, or of a series, do not belong with the others: scores and marks of a column in one call.
 * In: values in order of time, the number of a method, parameters (./request.ts). Out: n scores, n marks (1: flagged), then a remark:
 * 0 nothing, 1 all values are equal, 2 too few values for a score. Status 0, 4001 a value not finite, 4004 arguments that do not
 * fit each other, or a value not above 0 where logarithms are asked for.
 * Twin: crates/hydra-core/src/anomaly/mod.rs
 */
import { causalByOrder, causalEnsemble, causalEwma, causalGesd, causalZ } from './causal.ts'
import { ensembleScores } from './ensemble.ts'
import { ewmaScores } from './ewma.ts'
import { gesdScores } from './gesd.ts'
import { iqrScores } from './iqr.ts'
import { madScores } from './mad.ts'
import { seriesColumn, wholeColumn } from './prepared.ts'
import { mark } from './refractory.ts'
import { anomalyMethods, requestOf, type AnomalyRequest } from './request.ts'
import { zScores } from './z.ts'

type Method = (typeof anomalyMethods)[number]
const constant = 1
const tooFew = 2

/** Scores of a whole sample, and the remark. */
function batch(method: Method, { most, rules }: AnomalyRequest, column: Float64Array, out: Float64Array): number {
  const unless = (isSpread: boolean): number => (isSpread || column.length === 0 ? 0 : constant)
  switch (method) {
    case 'z':
      return unless(zScores(column, out))
    case 'mad':
      return madScores(column, out)
    case 'iqr':
      return unless(iqrScores(column, out))
    case 'gesd':
      return gesdScores(column, rules.level, most, out)
    case 'ewma':
      return unless(ewmaScores(column, out))
    case 'ensemble':
      return ensembleScores(column, rules.level, most, out)
  }
}

/** Scores of a series by its past, and the remark. */
function causal(method: Method, { rules }: AnomalyRequest, column: Float64Array, out: Float64Array): number {
  if (method === 'z') causalZ(column, rules, out)
  else if (method === 'gesd') causalGesd(column, rules, out)
  else if (method === 'ewma') causalEwma(column, rules, out)
  else if (method === 'ensemble') causalEnsemble(column, rules, out)
  else causalByOrder(column, rules, method === 'iqr', out)
  return column.length <= rules.warmup ? tooFew : 0
}

/** As in the header. */
export function anomalyScores(method: number, values: Float64Array, params: Float64Array, out: Float64Array): number {
  const n = values.length
  const request = requestOf(method, params)
  if (request === undefined || out.length < 2 * n + 1) return 4004
  const column = request.causal ? seriesColumn(values, request.byLog) : wholeColumn(values, request.byLog)
  if (typeof column === 'number') return column
  const scores = out.subarray(0, n)
  out[2 * n] = (request.causal ? causal : batch)(anomalyMethods[method]!, request, column, scores)
  mark(scores, request.threshold, request.refractory, out.subarray(n, 2 * n))
  return 0
}
