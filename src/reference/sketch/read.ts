/**
 * What a sketch says: quantiles and ranks, each within one bucket.
 * In: a state with values. Out: for a quantile the middle of the bucket that holds rank floor((count - 1) p), held between min and max; for
 * a rank how many values lie in the bucket of v or below it.
 * Middle of a bucket [lo, hi): the harmonic mean 2 lo hi / (lo + hi), written lo * (2 / (1 + lo / hi)) so that nothing overflows; it is off
 * by at most 2^-(bits + 1) of any value in the bucket (denormals apart, whose buckets are not narrow).
 * Twin: crates/hydra-core/src/sketch/read.rs
 */
import { fromWords } from '../math/bits.ts'
import { codesInOrder, pageOf, type SketchState } from './state.ts'

const negative = 2048

/** The least size of a value in a bucket. */
const edge = (code: number, index: number, bits: number): number => fromWords(((code & 2047) << 20) + (index << (20 - bits)), 0)

/** The middle of a bucket, with its sign. */
export function bucketValue(code: number, index: number, bits: number): number {
  const lo = edge(code, index, bits)
  const hi = edge(code, index + 1, bits)
  const middle = lo * (2 / (1 + lo / hi))
  return code < negative ? middle : -middle
}

/** Codes from the lowest values to the highest, with -1 where the zeros stand. */
function ascending(state: SketchState): number[] {
  const inOrder = [...codesInOrder(state)]
  const below = inOrder.filter((code) => code >= negative).reverse()
  return [...below, -1, ...inOrder.filter((code) => code < negative)]
}

/** Shows each bucket from the lowest values up, code -1 for zeros, until `visit` answers true; answers whether it did. */
function walk(state: SketchState, visit: (code: number, index: number, count: number) => boolean): boolean {
  const size = 1 << state.bits
  for (const code of ascending(state)) {
    if (code < 0) {
      if (visit(-1, 0, state.zeros)) return true
      continue
    }
    const start = pageOf(state, code) * size
    for (let step = 0; step < size; step += 1) {
      const index = code < negative ? step : size - 1 - step
      if (visit(code, index, state.counts[start + index]!)) return true
    }
  }
  return false
}

const held = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x)

/** The quantile p, 0 to 1, of a state with values; p = 0 and 1 give min and max exactly. */
export function quantileOfSketch(state: SketchState, p: number): number {
  if (p === 0) return state.min
  if (p === 1) return state.max
  const rank = Math.floor((state.count - 1) * p)
  let below = 0
  let value = 0
  walk(state, (code, index, count) => {
    below += count
    if (below <= rank) return false
    value = code < 0 ? 0 : bucketValue(code, index, state.bits)
    return true
  })
  return held(value, state.min, state.max)
}

/** How many values are at most v: those of its own bucket all count, but none below the least nor short of all from the largest on. */
export function rankOfSketch(state: SketchState, v: number): number {
  if (v < state.min) return 0
  if (v >= state.max) return state.count
  let below = 0
  walk(state, (code, index, count) => {
    const isPast = isAbove(code, index, state.bits, v)
    if (!isPast) below += count
    return isPast
  })
  return below
}

/** Whether every value that a bucket can hold is above v. */
function isAbove(code: number, index: number, bits: number, v: number): boolean {
  if (code < 0) return v < 0
  return code < negative ? edge(code, index, bits) > v : -edge(code, index + 1, bits) >= v
}

/** The lowest and the highest bucket in use, as (code << bits) + index; -1 for zeros. */
export function outerBuckets(state: SketchState): { lowest: number; highest: number } {
  let lowest = NaN
  let highest = NaN
  walk(state, (code, index, count) => {
    if (count === 0) return false
    highest = code < 0 ? -1 : code * (1 << state.bits) + index
    if (lowest !== lowest) lowest = highest
    return false
  })
  return { lowest, highest }
}
