/**
 * How far columns rise with each other: correlations of many pairs in one call.
 * In: the number of a method (0 Pearson, 1 Spearman, 2 Kendall's tau-b), columns of one length side by side, pairs of their numbers,
 * params [length, confidence, omit 0 or 1]. Out: a row a pair, see `correlationColumns`; NaN where a figure is unknown; 0, 4001 or 4004.
 * omit: a point that is not finite in either column is left out of the pair; else it is a fault.
 * r: unknown below two points, or when a column is constant. p, two-sided: from three points on; of ranks at least 2 / n!, since
 * two orders of n! agree wholly; of Pearson 0 at |r| = 1.
 * What can be made once a column (deviations, ranks) is made once; of a pair with points left out, for that pair.
 * Source: as in pearson, tau, fisher.  Twin: crates/hydra-core/src/correlate/mod.rs  Golden: fixtures/golden/correlate/pairs.json
 */
import { normalQuantile } from '../math/index.ts'
import { ranksOf } from '../trend/ranks.ts'
import { errorOf, fisherInterval } from './fisher.ts'
import { correlation, deviationsOf, pOfR, type Deviations } from './pearson.ts'
import { tauOf } from './tau.ts'

/** The columns of a row, in order. */
export const correlationColumns = ['r', 'p', 'low', 'high', 'n'] as const
const width = correlationColumns.length

/** What a method asks of a column; undefined when all values are equal, or there are none. */
type Prepared = Deviations | Float64Array | undefined

const isFinite = (column: Float64Array): boolean => column.every((x) => Number.isFinite(x))

function prepare(values: Float64Array, method: number): Prepared {
  if (values.every((x) => x === values[0])) return undefined
  if (method === 0) return deviationsOf(values)
  const ranks = ranksOf(values)
  return method === 1 ? deviationsOf(ranks) : ranks
}

/** The values of a column where both are finite. */
const shared = (own: Float64Array, other: Float64Array): Float64Array =>
  own.filter((x, i) => Number.isFinite(x) && Number.isFinite(other[i]))

/** r and p of two prepared columns of n points. */
function judge(a: Prepared, b: Prepared, n: number): readonly [r: number, p: number] | undefined {
  if (a === undefined || b === undefined) return undefined
  if (a instanceof Float64Array || b instanceof Float64Array) return tauOf(a as Float64Array, b as Float64Array)
  const r = correlation(a, b)
  return [r, pOfR(r, n)]
}

/** 2 / n!, 0 once that is below the doubles. */
function leastOfRanks(n: number): number {
  let least = 2
  for (let i = 2; i <= n && least > 0; i += 1) least /= i
  return least
}

function put(method: number, a: Prepared, b: Prepared, n: number, reach: number, row: Float64Array): void {
  row.fill(NaN)
  row[4] = n
  const found = judge(a, b, n)
  if (found === undefined) return
  const [r, p] = found
  row[0] = r
  const least = method === 0 ? 0 : leastOfRanks(n)
  if (n > 2) row[1] = p < least ? least : p
  const error = errorOf(method, r, n)
  if (error !== undefined) row.set(fisherInterval(r, reach * error), 2)
}

function columnsOf(
  values: Float64Array,
  pairs: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): Float64Array[] | undefined {
  const [n = 0, confidence = 0] = params
  if (params.length !== 3 || !Number.isInteger(n) || n < 1 || values.length % n !== 0) return undefined
  if (!(confidence > 0 && confidence < 1) || pairs.length % 2 !== 0) return undefined
  const count = values.length / n
  if (pairs.some((i) => i >= count) || out.length < (pairs.length / 2) * width) return undefined
  return Array.from({ length: count }, (_, i) => values.subarray(i * n, (i + 1) * n))
}

/** Correlates pairs of columns, as in the header. */
export function correlatePairs(
  method: number,
  values: Float64Array,
  pairs: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const columns = columnsOf(values, pairs, params, out)
  if (columns === undefined || (method !== 0 && method !== 1 && method !== 2)) return 4004
  const whole = columns.map(isFinite)
  if (params[2] === 0 && whole.includes(false)) return 4001
  const prepared = columns.map((column, i) => (whole[i] ? prepare(column, method) : undefined))
  const reach = -normalQuantile((1 - params[1]!) * 0.5)
  for (let k = 0; 2 * k < pairs.length; k += 1) {
    const [a, b] = [pairs[2 * k]!, pairs[2 * k + 1]!]
    const row = out.subarray(k * width, (k + 1) * width)
    if (whole[a] && whole[b]) {
      put(method, prepared[a], prepared[b], params[0]!, reach, row)
      continue
    }
    const [own, other] = [shared(columns[a]!, columns[b]!), shared(columns[b]!, columns[a]!)]
    put(method, prepare(own, method), prepare(other, method), own.length, reach, row)
  }
  return 0
}
