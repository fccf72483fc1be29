/**
 * Merging of sketches, and making one coarser.
 * In: two states of equal bits and moments. Out: the first one holds both. All of it is adding whole numbers, so any tree of merges gives
 * one state: that of all values at once. A bucket of fewer bits is a whole number of finer ones, so making coarser is exact too.
 * Twin: crates/hydra-core/src/sketch/merge.rs
 */
import { settle } from './log-linear.ts'
import { codesInOrder, emptyState, openPage, pageOf, squareLimbs, sumLimbs, type SketchState } from './state.ts'

function addLimbs(to: Float64Array, toAt: number, from: Float64Array, fromAt: number, size: number): void {
  for (let i = 0; i < size; i += 1) to[toAt + i]! += from[fromAt + i]!
}

/** Adds the pages of `from` to `state`, whose bits are at most as many. */
function addPages(state: SketchState, from: SketchState): void {
  const finer = from.bits - state.bits
  const size = 1 << from.bits
  for (const code of codesInOrder(from)) {
    const source = pageOf(from, code)
    const page = openPage(state, code)
    const start = page << state.bits
    for (let i = 0; i < size; i += 1) state.counts[start + (i >> finer)]! += from.counts[source * size + i]!
    addLimbs(state.sums, page * sumLimbs, from.sums, source * sumLimbs, sumLimbs)
    if (state.moments) addLimbs(state.squares, page * squareLimbs, from.squares, source * squareLimbs, squareLimbs)
  }
}

/** Adds all that `from` holds to `state`, which may be the same; `from` has as many bits or more, and moments if `state` has. */
export function mergeInto(state: SketchState, from: SketchState): void {
  settle(state)
  settle(from)
  addPages(state, from)
  settle(state)
  state.count += from.count
  state.rejected += from.rejected
  state.zeros += from.zeros
  if (from.min < state.min) state.min = from.min
  if (from.max > state.max) state.max = from.max
}

/** The same sketch with fewer bits, or without moments. */
export function coarsened(state: SketchState, bits: number, moments: boolean): SketchState {
  const coarse = emptyState(bits, moments)
  mergeInto(coarse, state)
  return coarse
}
