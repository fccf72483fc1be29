/**
 * Columns as the scores want them: logarithms where asked for, and of ordinary size, so that no square over- or underflows.
 * In: values, whether by logarithm. Out: a copy times a power of two. A whole sample: by its largest value; a series whose
 * scores may not know the future: by its first value that is not 0, values beyond 2^480 of it held there.
 * Fails, with a status: 4001 a value not finite; 4004 a value not above 0 where logarithms are asked for.
 * Twin: crates/hydra-core/src/anomaly/prepared.rs
 */
import { fromWords, highWord } from '../math/bits.ts'
import { log } from '../math/index.ts'
import { scaleFor } from '../stats/sums.ts'

const most = 3.1217485503159922e144 // 2^480

/** Finite values, or their logarithms. */
function plain(values: Float64Array, byLog: boolean): Float64Array | number {
  if (values.some((x) => x - x !== 0)) return 4001
  if (!byLog) return values.slice()
  return values.some((x) => x <= 0) ? 4004 : values.map(log)
}

/** For scores of a whole sample. */
export function wholeColumn(values: Float64Array, byLog: boolean): Float64Array | number {
  const column = plain(values, byLog)
  if (typeof column === 'number') return column
  let largest = 0
  for (let i = 0; i < column.length; i += 1) {
    const size = Math.abs(column[i]!)
    if (size > largest) largest = size
  }
  const scale = scaleFor(largest)
  for (let i = 0; i < column.length; i += 1) column[i]! *= scale
  return column
}

/** The power of two that makes a value lie from 1 to 2; of the largest and the smallest as near as doubles allow. */
export function unitOf(x: number): number {
  const exponent = (highWord(x) >>> 20) & 2047
  return fromWords((2046 - (exponent > 2045 ? 2045 : exponent)) << 20, 0)
}

/** A value in units of the first one, held at 2^480. */
export function inUnits(x: number, unit: number): number {
  const value = x * unit
  if (value > most) return most
  return value < -most ? -most : value
}

/** For scores of a series that know the past only. */
export function seriesColumn(values: Float64Array, byLog: boolean): Float64Array | number {
  const column = plain(values, byLog)
  if (typeof column === 'number') return column
  const unit = unitOf(column.find((x) => x !== 0) ?? 1)
  for (let i = 0; i < column.length; i += 1) column[i] = inUnits(column[i]!, unit)
  return column
}
