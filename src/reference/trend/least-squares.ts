/**
 * Least squares of a polynomial, or of several columns, by Householder reflections in double-double.
 * In: k columns of x one behind the other, y; degree (k = 1) and intercept. Out: coefficients (the intercept first, when there is one), their
 * standard errors, r2, residual sd, p of the whole fit (F test); a status, 0, 4001, 4004 or 4007 (singular). Errors, sd and p are NaN when
 * no value is left over. One step of refinement on the residuals, then back to the x given, still in double-double.
 * Why not the normal equations: they square the condition; Filip's data then have no digit left.
 * Source: Householder 1958; Golub 1965; Bjorck 1967 (refinement).  Twin: crates/hydra-core/src/trend/least_squares.rs
 * Golden: fixtures/golden/trend/nist.json
 */
import { incompleteBeta } from '../math/beta.ts'
import { add, divide, from, multiply, subtract, zero, type DoubleDouble } from '../math/double-double.ts'
import { scalbn } from '../math/index.ts'
import { polynomial, several, type Column, type Design } from './design.ts'
import { backSubstitute, dot, factorsOf, solve, type Factors } from './householder.ts'
import { residualOr0 } from './line.ts'
import { powerFor } from './request.ts'

function residuals({ columns }: Design, y: readonly DoubleDouble[], solution: readonly DoubleDouble[]): Column {
  const left = [...y]
  columns.forEach((column, j) => {
    for (let i = 0; i < left.length; i += 1) left[i] = subtract(left[i]!, multiply(solution[j]!, column[i]!))
  })
  return left
}

/** Squares of y about its mean, or about 0. */
function wholeOf(y: readonly DoubleDouble[], intercept: boolean): DoubleDouble {
  const mean = intercept ? divide(y.reduce(add, zero), from(y.length)) : zero
  const about = y.map((value) => subtract(value, mean))
  return dot(about, about)
}

/** p of the F test that all coefficients but the intercept are 0. */
function pOf(residual: number, explained: number, freedom: number, asked: number): number {
  if (explained <= 0) return 1
  const ratio = explained / asked / (residual / freedom)
  return incompleteBeta(freedom / (freedom + asked * ratio), freedom * 0.5, asked * 0.5)
}

function putErrors(factors: Factors, { back, powers }: Design, variance: number, power: number, out: Float64Array): void {
  const count = back.length
  const inverse = back.map((_, j) =>
    backSubstitute(
      factors,
      Array.from({ length: count }, (__, i) => from(i === j ? 1 : 0)),
    ),
  )
  back.forEach((row, m) => {
    let squares = 0
    for (const column of inverse) {
      const share = dot(row, column).high
      squares += share * share
    }
    out[count + m] = scalbn(Math.sqrt(variance * squares), power - powers[m]!)
  })
}

function fit(design: Design, y: Float64Array, intercept: boolean, out: Float64Array): number {
  const count = design.columns.length
  const power = powerFor(y)
  const right = Array.from(y, (value) => from(scalbn(value, -power)))
  const factors = factorsOf(design.columns)
  if (factors === undefined) return 4007
  const first = solve(factors, right)
  const step = solve(factors, residuals(design, right, first))
  const solution = first.map((share, j) => add(share, step[j]!))
  const left = residuals(design, right, solution)
  const whole = wholeOf(right, intercept)
  const residual = residualOr0(dot(left, left), whole)
  out.fill(NaN)
  design.back.forEach((row, m) => (out[m] = scalbn(dot(row, solution).high, power - design.powers[m]!)))
  const explained = subtract(whole, residual)
  if (whole.high > 0) out[2 * count] = divide(explained, whole).high
  if (y.length <= count) return 0
  const freedom = y.length - count
  const variance = residual.high / freedom
  putErrors(factors, design, variance, power, out)
  out[2 * count + 1] = scalbn(Math.sqrt(variance), power)
  out[2 * count + 2] = pOf(residual.high, explained.high, freedom, intercept ? count - 1 : count)
  return 0
}

/** Fills `out`: coefficients, their errors, r2, residual sd, p. Parameters: degree, intercept 0 or 1. */
export function leastSquares(x: Float64Array, y: Float64Array, params: Float64Array, out: Float64Array): number {
  const [degree = 0] = params
  const n = y.length
  const intercept = params[1] !== 0
  const whole = degree >= 1 && degree <= 10 && Math.floor(degree) === degree && params.length === 2
  if (!whole || n === 0 || x.length === 0 || x.length % n !== 0 || (degree > 1 && x.length > n)) return 4004
  if (!x.every((value) => Number.isFinite(value)) || !y.every((value) => Number.isFinite(value))) return 4001
  const asked = degree > 1 ? degree : x.length / n
  const count = asked + (intercept ? 1 : 0)
  if (out.length < 2 * count + 3) return 4004
  if (n < count) return 4007
  const design = x.length === n ? polynomial(x, degree, intercept) : several(x, n, intercept)
  return fit(design, y, intercept, out.subarray(0, 2 * count + 3))
}
