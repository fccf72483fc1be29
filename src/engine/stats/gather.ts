/**
 * Brings samples into one column with offsets, for one crossing.
 * In: samples as they came, or a column with offsets. Out: the finite values side by side, and how many of each were left out.
 */
import { growValues, offsetsOf, type Scratch } from '../columns.ts'
import { sampleToCopy, trueLength } from '../door.ts'

/** What a kernel is given; `rejected` is there only where values may be left out. */
export interface Gathered {
  readonly values: Float64Array
  readonly offsets: Uint32Array
  readonly size: number
  readonly rejected: Float64Array | undefined
}

// eslint-disable-next-line @typescript-eslint/unbound-method -- always called on a column of our own
const copyInto = Float64Array.prototype.set

function copyFinite(from: Float64Array, start: number, end: number, to: Float64Array, at: number): number {
  let place = at
  for (let i = start; i < end; i += 1) {
    const value = from[i]!
    if (value - value === 0) to[place++] = value
  }
  return place
}

/** Samples of a list, copied behind each other. */
export function gatherList(scratch: Scratch, list: readonly unknown[], omit: boolean): Gathered {
  const groups = list.length
  const offsets = offsetsOf(scratch, groups)
  const rejected = omit ? new Float64Array(groups) : undefined
  let size = 0
  offsets[0] = 0
  for (let g = 0; g < groups; g += 1) {
    const sample = sampleToCopy(list[g], 'samples', g)
    const length = trueLength(sample)
    const values = growValues(scratch, size + length)
    if (rejected === undefined) {
      copyInto.call(values, sample, size)
      size += length
    } else {
      const end = copyFinite(sample, 0, length, values, size)
      rejected[g] = length - (end - size)
      size = end
    }
    offsets[g + 1] = size
  }
  return { values: scratch.values, offsets, size, rejected }
}

/** Groups of a column, without what is not finite. */
export function gatherFinite(scratch: Scratch, column: Float64Array, bounds: Uint32Array): Gathered {
  const groups = bounds.length - 1
  const offsets = offsetsOf(scratch, groups)
  const rejected = new Float64Array(groups)
  const values = growValues(scratch, column.length)
  let size = 0
  offsets[0] = 0
  for (let g = 0; g < groups; g += 1) {
    const end = copyFinite(column, bounds[g]!, bounds[g + 1]!, values, size)
    rejected[g] = bounds[g + 1]! - bounds[g]! - (end - size)
    size = end
    offsets[g + 1] = size
  }
  return { values, offsets, size, rejected }
}
