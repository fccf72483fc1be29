/**
 * What the tests of two samples share.
 * Twin: crates/hydra-core/src/stats/compare/mod.rs
 */

/** What a test says, both ways. */
export interface Tested {
  /** p of "a tends to be larger". */
  readonly larger: number
  /** p of "a tends to be smaller". */
  readonly smaller: number
  readonly statistic: number
  readonly isExact: boolean
}

export const ascending = (values: Float64Array): Float64Array => values.slice().sort()

/** The largest size among some columns; 0 for none. */
export function largestOf(...columns: readonly Float64Array[]): number {
  let largest = 0
  for (const column of columns) for (const x of column) if (Math.abs(x) > largest) largest = Math.abs(x)
  return largest
}

const tooLarge = 4.49423283715579e307 // 2^1022

/** 1, or 1/2 where a difference of two values might be beyond the doubles. */
export const halving = (a: Float64Array, b: Float64Array): number => (largestOf(a, b) > tooLarge ? 0.5 : 1)

/** The differences of pairs times a factor, ascending. */
export function differences(a: Float64Array, b: Float64Array, factor: number): Float64Array {
  const each = new Float64Array(a.length)
  for (let i = 0; i < a.length; i += 1) each[i] = a[i]! * factor - b[i]! * factor + 0
  return each.sort()
}
