/**
 * Pearson's correlation, of values or of their ranks (Spearman), and its p by Student's t.
 * In: columns that are not constant. Out: r = sum d e / sqrt(sum d d sum e e), held within -1 and 1.
 * Columns scaled by a power of two; deviations from a mean in double-double, each rounded once; sums of products with what products and sums
 * lose added at the end. So r is right to about 2e-16, and a column is exactly 1 with itself.
 * p: t = |r| sqrt((n - 2)/((1 - r)(1 + r))) with n - 2 degrees of freedom; of ranks an approximation, which `index` holds to the least p that
 * ranks can have.
 * Source: Pearson 1895; Spearman 1904; Ogita, Rump and Oishi 2005 (Dot2).  Twin: crates/hydra-core/src/correlate/pearson.rs
 */
import { from, subtract, twoProduct } from '../math/double-double.ts'
import { scalbn } from '../math/index.ts'
import { studentTail } from '../math/student.ts'
import { meanOf } from '../trend/line.ts'
import { powerFor } from '../trend/request.ts'

/** A column about its mean. */
export interface Deviations {
  readonly values: Float64Array
  readonly squares: number
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  let lost = 0
  for (let i = 0; i < a.length; i += 1) {
    const product = twoProduct(a[i]!, b[i]!)
    const high = sum + product.high
    const part = high - sum
    lost += sum - (high - part) + (product.high - part) + product.low
    sum = high
  }
  return sum + lost
}

/** Of a column that is not constant. */
export function deviationsOf(column: Float64Array): Deviations {
  const power = powerFor(column)
  const mean = meanOf(column, power)
  const values = column.map((x) => subtract(from(scalbn(x, -power)), mean).high)
  return { values, squares: dot(values, values) }
}

/** As in the header. */
export function correlation(a: Deviations, b: Deviations): number {
  const r = dot(a.values, b.values) / Math.sqrt(a.squares * b.squares)
  if (r > 1) return 1
  return r < -1 ? -1 : r
}

/** Two-sided, for n > 2. */
export function pOfR(r: number, n: number): number {
  const size = Math.abs(r)
  if (size >= 1) return 0
  const freedom = n - 2
  return 2 * studentTail(size * Math.sqrt(freedom / ((1 - size) * (1 + size))), freedom)
}
