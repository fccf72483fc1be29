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

/** 1 / C(n + m, n): the share of one order among all, and so the least one-sided p that two samples can have. */
export function oneOrder(n: number, m: number): number {
  const [fewer, more] = n < m ? [n, m] : [m, n]
  let p = 1
  for (let i = 1; i <= fewer && p > 0; i += 1) p *= i / (more + i)
  return p
}

/** Both p raised to at least so much: an approximation can fall below what is possible. */
export function noLessThan(least: number, tested: Tested): Tested {
  const raise = (p: number): number => (p < least ? least : p)
  return { ...tested, larger: raise(tested.larger), smaller: raise(tested.smaller) }
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
