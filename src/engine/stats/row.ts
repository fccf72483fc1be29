/**
 * One summary as an object, from the columns of a kernel.
 * Always the same fields in the same order: objects of one shape are made three times as fast as `Object.fromEntries` makes them.
 */
import type { Summary } from '../types.ts'

/** Where the columns of a summary lie: column c of group g at c * groups + g; a slot of -1 is a field that was not asked for. */
export interface Layout {
  readonly out: Float64Array
  readonly slots: Int8Array
  readonly groups: number
}

function read({ out, slots, groups }: Layout, field: number, group: number): number | undefined {
  const column = slots[field]!
  if (column < 0) return undefined
  const value = out[column * groups + group]!
  return value === value ? value : undefined
}

/** sd / |mean|; unknown where either is, where the mean is 0, or beyond the doubles. */
function variation(sd: number | undefined, mean: number | undefined): number | undefined {
  if (sd === undefined || mean === undefined || mean === 0) return undefined
  const cv = sd / Math.abs(mean)
  return cv < Infinity ? cv : undefined
}

export function rowOf(layout: Layout, group: number, n: number, rejected: number): Summary {
  const mean = read(layout, 1, group)
  const sd = read(layout, 2, group)
  const low = read(layout, 13, group)
  const high = read(layout, 14, group)
  return {
    n,
    rejected,
    mean,
    sd,
    min: read(layout, 3, group),
    max: read(layout, 4, group),
    median: read(layout, 5, group),
    p5: read(layout, 6, group),
    p25: read(layout, 7, group),
    p75: read(layout, 8, group),
    p90: read(layout, 9, group),
    p95: read(layout, 10, group),
    p99: read(layout, 11, group),
    mad: read(layout, 12, group),
    cv: variation(sd, mean),
    interval: low === undefined || high === undefined ? undefined : [low, high],
  }
}
