/**
 * Change points: where a series is split, many series in one call.
 * In: all values in one column, offsets (series g is values[offsets[g] .. offsets[g + 1])), the number of a method, parameters.
 * Out: one mark a value: NaN, or at the first value of a new segment the p of the split (0 where the method has none); a status, 0, 4001 or
 * 4004. A series below two segments has no marks; the caller says so.
 * Values beyond 2^500 or all below 2^-400 are scaled by a power of two first.  Twin: crates/hydra-core/src/drift/mod.rs
 */
import { scaleFor } from '../stats/sums.ts'
import { markBocpd } from './bocpd.ts'
import { markEDivisive } from './e-divisive.ts'
import { markPelt } from './pelt.ts'
import { markRanks } from './rank-max-type.ts'
import type { Search } from './search.ts'

/** Names of the methods, in order of their number. */
export const changeMethods = ['rank', 'pelt', 'e-divisive', 'bocpd'] as const

const isWhole = (x: number, low: number, high: number): boolean => x >= low && x <= high && Math.floor(x) === x

/** From the column of parameters: level, least segment, seed, permutations; undefined when one is out of range. */
function searchOf(params: Float64Array): Search | undefined {
  const [level, minSegment, seed, permutations] = params
  if (level === undefined || minSegment === undefined || seed === undefined || permutations === undefined) return undefined
  if (params.length !== 4 || !(level > 0 && level < 1) || !isWhole(minSegment, 2, 4294967295)) return undefined
  if (!isWhole(seed, -9007199254740991, 9007199254740991) || !isWhole(permutations, 1, 1e6)) return undefined
  return { level, minSegment, seed, permutations }
}

function isAscending(offsets: Uint32Array): boolean {
  for (let i = 1; i < offsets.length; i += 1) if (offsets[i]! < offsets[i - 1]!) return false
  return true
}

/** The series times a power of two that keeps squares and sums within the doubles; undefined when a value is not finite. */
function scaled(series: Float64Array): Float64Array | undefined {
  let largest = 0
  for (const value of series) {
    if (!Number.isFinite(value)) return undefined
    const size = Math.abs(value)
    if (size > largest) largest = size
  }
  const scale = scaleFor(largest)
  return series.map((x) => x * scale)
}

const markers = [markRanks, markPelt, markEDivisive, markBocpd] as const

/** Marks the change points of every series: see the header. */
export function changePoints(
  method: number,
  values: Float64Array,
  offsets: Uint32Array,
  params: Float64Array,
  out: Float64Array,
): number {
  const search = searchOf(params)
  const mark = markers[method]
  const last = offsets[offsets.length - 1]
  if (search === undefined || mark === undefined || last === undefined) return 4004
  if (!isAscending(offsets) || last > values.length || out.length < values.length) return 4004
  out.fill(NaN)
  for (let g = 0; g + 1 < offsets.length; g += 1) {
    const [start, end] = [offsets[g]!, offsets[g + 1]!]
    const series = scaled(values.subarray(start, end))
    if (series === undefined) return 4001
    if (series.length >= 2 * search.minSegment) mark(series, search, out.subarray(start, end))
  }
  return 0
}
