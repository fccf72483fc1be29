/** What a line is told, and the scale its values are brought to.  Twin: crates/hydra-core/src/trend/mod.rs */
import { powerOf } from '../math/double-double.ts'

export interface Request {
  /** Else the line goes through the origin (least squares only). */
  readonly intercept: boolean
  /** Whether the variance of Kendall's S allows for neighbours that resemble each other (Theil-Sen only). */
  readonly autocorrelation: boolean
  /** Of the interval. */
  readonly confidence: number
}

/** The columns of a row, in order. */
export const lineColumns = [
  'slope', 'intercept', 'low', 'high', 'slopeError', 'interceptError', 'p', 'r2', 'residualSd',
] as const // prettier-ignore

/** The power e for which all values times 2^-e lie within -1 and 1. */
export function powerFor(values: Float64Array): number {
  let largest = 0
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value)
  return powerOf(largest)
}
