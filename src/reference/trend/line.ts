/**
 * The line of least squares through one series.
 * In: x and y, finite; with or without intercept. Out: the row of `lineColumns`; NaN for all when x is constant (0 without intercept),
 * for errors, interval and p when no value is left over.
 * x and y scaled by powers of two, means and sums about them in double-double, one division each; so 15 digits are right.
 * A residual sum below 2^-96 of the whole is 0: the doubles given hold no more. r2 = 1 - residuals / squares of y about the mean (about 0
 * without intercept). p: Student's t of the slope; 1 when y is constant.
 * Source: Gauss 1823.  Twin: crates/hydra-core/src/trend/line.rs  Golden: fixtures/golden/trend/nist.json
 */
import { add, divide, from, multiply, subtract, zero, type DoubleDouble } from '../math/double-double.ts'
import { scalbn } from '../math/index.ts'
import { studentQuantileUpper, studentTail } from '../math/student.ts'
import { powerFor, type Request } from './request.ts'

/** Residual sums below this share of the whole are none. */
const negligible = 1.262177448353619e-29 // 2^-96

interface Sums {
  readonly xx: DoubleDouble
  readonly xy: DoubleDouble
  readonly yy: DoubleDouble
  readonly meanX: DoubleDouble
  readonly meanY: DoubleDouble
}

/** The mean of values times 2^-power. */
export function meanOf(values: Float64Array, power: number): DoubleDouble {
  let sum = zero
  for (const value of values) sum = add(sum, from(scalbn(value, -power)))
  return divide(sum, from(values.length))
}

function sumsOf(x: Float64Array, y: Float64Array, powerX: number, powerY: number, intercept: boolean): Sums {
  const meanX = intercept ? meanOf(x, powerX) : zero
  const meanY = intercept ? meanOf(y, powerY) : zero
  let [xx, xy, yy] = [zero, zero, zero]
  for (let i = 0; i < x.length; i += 1) {
    const dx = subtract(from(scalbn(x[i]!, -powerX)), meanX)
    const dy = subtract(from(scalbn(y[i]!, -powerY)), meanY)
    xx = add(xx, multiply(dx, dx))
    xy = add(xy, multiply(dx, dy))
    yy = add(yy, multiply(dy, dy))
  }
  return { xx, xy, yy, meanX, meanY }
}

/** Whether two values of x differ; without intercept whether one is not 0. */
function hasSpread(x: Float64Array, intercept: boolean): boolean {
  const first = intercept ? x[0]! : 0
  return x.some((value) => value !== first)
}

/** The residual sum, 0 when it is lost in the digits given. */
export const residualOr0 = (residual: DoubleDouble, whole: DoubleDouble): DoubleDouble =>
  residual.high > negligible * whole.high ? residual : zero

function pOf(slope: number, error: number, freedom: number): number {
  if (slope === 0) return 1
  return error === 0 ? 0 : 2 * studentTail(Math.abs(slope / error), freedom)
}

/** As in the header. */
export function fitLine(x: Float64Array, y: Float64Array, { intercept, confidence }: Request, row: Float64Array): void {
  if (x.length === 0 || !hasSpread(x, intercept)) return
  const powerX = powerFor(x)
  const powerY = powerFor(y)
  const power = powerY - powerX
  const { xx, xy, yy, meanX, meanY } = sumsOf(x, y, powerX, powerY, intercept)
  const slope = divide(xy, xx)
  const residual = residualOr0(subtract(yy, multiply(slope, xy)), yy)
  row[0] = scalbn(slope.high, power)
  row[1] = scalbn(subtract(meanY, multiply(slope, meanX)).high, powerY)
  if (yy.high > 0) row[7] = divide(subtract(yy, residual), yy).high
  const used = intercept ? 2 : 1
  if (x.length <= used) return
  const freedom = x.length - used
  const variance = residual.high / freedom
  const error = Math.sqrt(variance / xx.high)
  const share = 1 / x.length + (meanX.high * meanX.high) / xx.high
  const reach = studentQuantileUpper((1 - confidence) * 0.5, freedom) * error
  row[2] = scalbn(slope.high - reach, power)
  row[3] = scalbn(slope.high + reach, power)
  row[4] = scalbn(error, power)
  row[5] = intercept ? scalbn(Math.sqrt(variance * share), powerY) : 0
  row[6] = pOf(slope.high, error, freedom)
  row[8] = scalbn(Math.sqrt(variance), powerY)
}
