/**
 * The columns of a fit, brought to -1 .. 1, and the way back to the x given.
 * In: k columns one behind the other, or one with a degree. Out: columns in double-double; of each coefficient of the user its shares of
 * ours, and the power of two of its column.
 * Columns are centred at their rounded mean (with an intercept) and scaled by powers of two, both exactly; powers of a centred column; back
 * by the binomial theorem.  Twin: crates/hydra-core/src/trend/least_squares.rs
 */
import { add, from, multiply, scale, twoSum, zero, type DoubleDouble } from '../math/double-double.ts'
import { scalbn } from '../math/index.ts'
import { powerFor } from './request.ts'

export type Column = DoubleDouble[]

export interface Design {
  readonly columns: readonly (readonly DoubleDouble[])[]
  /** Of each coefficient of the user: its shares of ours. */
  readonly back: readonly (readonly DoubleDouble[])[]
  /** Of each coefficient of the user: the power of two of its column. */
  readonly powers: readonly number[]
}

/** A column within -1 .. 1, where its centre went, and its power of two. */
interface Scaled {
  readonly values: readonly DoubleDouble[]
  readonly centre: number
  readonly power: number
}

function scaled(x: Float64Array, centred: boolean): Scaled {
  const first = powerFor(x)
  let sum = 0
  for (const value of x) sum += scalbn(value, -first)
  const centre = centred ? sum / x.length : 0
  const values = Array.from(x, (value) => twoSum(scalbn(value, -first), -centre))
  const second = powerFor(Float64Array.from(values, ({ high }) => high))
  return { values: values.map((v) => scale(v, -second)), centre: scalbn(centre, -second), power: first + second }
}

const ones = (n: number): Column => Array.from({ length: n }, () => from(1))
const zeros = (n: number): Column => Array.from({ length: n }, () => zero)

/** (u - centre)^k as shares of powers of u: back[m][k] of u^m. */
function binomial(degree: number, centre: number): Column[] {
  const back = Array.from({ length: degree + 1 }, () => zeros(degree + 1))
  back[0]![0] = from(1)
  for (let k = 1; k <= degree; k += 1) {
    for (let m = 0; m <= k; m += 1) {
      const moved = multiply(back[m]![k - 1]!, from(-centre))
      const kept = m > 0 ? back[m - 1]![k - 1]! : zero
      back[m]![k] = add(kept, moved)
    }
  }
  return back
}

/** 1, x, ... x^degree; without the 1 when there is no intercept. */
export function polynomial(x: Float64Array, degree: number, intercept: boolean): Design {
  const { values, centre, power } = scaled(x, intercept)
  const columns = [ones(x.length)]
  for (let k = 1; k <= degree; k += 1) columns.push(columns[k - 1]!.map((a, i) => multiply(a, values[i]!)))
  const back = binomial(degree, centre)
  const powers = back.map((_, m) => m * power)
  if (intercept) return { columns, back, powers }
  return { columns: columns.slice(1), back: back.slice(1).map((row) => row.slice(1)), powers: powers.slice(1) }
}

/** 1 and the columns; without the 1 when there is no intercept. */
export function several(x: Float64Array, n: number, intercept: boolean): Design {
  const all = Array.from({ length: x.length / n }, (_, j) => scaled(x.subarray(j * n, (j + 1) * n), intercept))
  const offset = intercept ? 1 : 0
  const count = all.length + offset
  const back = Array.from({ length: count }, (_, place) => zeros(count).fill(from(1), place, place + 1))
  if (intercept) all.forEach(({ centre }, j) => (back[0]![j + 1] = from(-centre)))
  const columns = all.map(({ values }) => values)
  const powers = all.map(({ power }) => power)
  return intercept ? { columns: [ones(n), ...columns], back, powers: [0, ...powers] } : { columns, back, powers }
}
