/**
 * A matrix as reflections times a triangle, in double-double.
 * In: columns. Out: what solves the least squares of any right side; undefined when a column follows from those before it.
 * A column whose part beyond the others is below 2^-46 of itself counts as following.
 * Source: Householder 1958; Golub 1965.  Twin: crates/hydra-core/src/trend/least_squares.rs
 */
import { add, divide, from, multiply, negate, root, subtract, zero, type DoubleDouble } from '../math/double-double.ts'
import type { Column } from './design.ts'

const singular = 1.4210854715202004e-14 // 2^-46

export interface Factors {
  /** Column j holds its reflection from place j on, and the column of R before it. */
  readonly columns: readonly Column[]
  readonly diagonal: readonly DoubleDouble[]
  /** 2 / (v . v) of each reflection. */
  readonly shares: readonly DoubleDouble[]
}

/** Sum of products from a place on. */
export function dot(a: readonly DoubleDouble[], b: readonly DoubleDouble[], start = 0): DoubleDouble {
  let sum = zero
  for (let i = start; i < a.length; i += 1) sum = add(sum, multiply(a[i]!, b[i]!))
  return sum
}

function reflect(v: readonly DoubleDouble[], factor: DoubleDouble, column: Column, start: number): void {
  const share = multiply(factor, dot(v, column, start))
  for (let i = start; i < v.length; i += 1) column[i] = subtract(column[i]!, multiply(share, v[i]!))
}

export function factorsOf(design: readonly (readonly DoubleDouble[])[]): Factors | undefined {
  const columns = design.map((column) => [...column])
  const whole = columns.map((column) => root(dot(column, column)).high)
  const diagonal: DoubleDouble[] = []
  const shares: DoubleDouble[] = []
  for (let k = 0; k < columns.length; k += 1) {
    const v = columns[k]!
    const norm = root(dot(v, v, k))
    if (norm.high <= singular * whole[k]!) return undefined
    const end = v[k]!.high > 0 ? negate(norm) : norm
    v[k] = subtract(v[k]!, end)
    const factor = divide(from(2), dot(v, v, k))
    for (let j = k + 1; j < columns.length; j += 1) reflect(v, factor, columns[j]!, k)
    diagonal.push(end)
    shares.push(factor)
  }
  return { columns, diagonal, shares }
}

/** R^-1 of the first places of a column. */
export function backSubstitute({ columns, diagonal }: Factors, column: readonly DoubleDouble[]): Column {
  const count = diagonal.length
  const solution = column.slice(0, count)
  for (let k = count - 1; k >= 0; k -= 1) {
    let left = solution[k]!
    for (let j = k + 1; j < count; j += 1) left = subtract(left, multiply(columns[j]![k]!, solution[j]!))
    solution[k] = divide(left, diagonal[k]!)
  }
  return solution
}

export function solve(factors: Factors, given: readonly DoubleDouble[]): Column {
  const right = [...given]
  factors.columns.forEach((column, k) => reflect(column, factors.shares[k]!, right, k))
  return backSubstitute(factors, right)
}
