/**
 * Samples brought side by side for one crossing, and values that are not finite refused or left out.
 * In: samples as they came. Out: one column with offsets.
 */
import { sampleAt } from '../door.ts'
import { notFinite } from '../errors.ts'

export type Values = Float64Array | readonly number[]

/** A sample whose values are all finite: HYD-4001 for one that is not, or without it (`omit`). */
export function finiteAt(sample: unknown, what: string, omit: boolean): Float64Array {
  const values = sampleAt(sample, what)
  if (values.every((x) => Number.isFinite(x))) return values
  if (!omit) throw notFinite(what, values)
  return values.filter((x) => Number.isFinite(x))
}

export interface SideBySide {
  readonly values: Float64Array
  /** Sample i is values[offsets[i]] up to, not including, values[offsets[i + 1]]. */
  readonly offsets: Uint32Array
}

export function sideBySide(samples: readonly Float64Array[]): SideBySide {
  const offsets = new Uint32Array(samples.length + 1)
  samples.forEach((sample, i) => (offsets[i + 1] = offsets[i]! + sample.length))
  const values = new Float64Array(offsets[samples.length]!)
  samples.forEach((sample, i) => values.set(sample, offsets[i]))
  return { values, offsets }
}
