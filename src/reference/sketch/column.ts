/**
 * A whole column as a sketch, in a form that another sketch takes in: how bulk comes back from the addon.
 * In: values, bits, whether squares are summed (1 or 0). Out: count, rejected, zeros, min, max, pages; then for each page by ascending code:
 * the code, its sum in limbs, its squares in limbs (with moments), its counts. A status: 0; 1 when only the head had room; 4004.
 * Twin: crates/hydra-core/src/sketch/column.rs
 */
import { addColumn, settle } from './log-linear.ts'
import { codesInOrder, emptyState, openPage, pageOf, squareLimbs, sumLimbs, type SketchState } from './state.ts'

/** Places before the first page. */
export const columnHead = 6

/** Places of a page. */
export const pagePlaces = (bits: number, moments: boolean): number => 1 + sumLimbs + (moments ? squareLimbs : 0) + (1 << bits)

function writePage(state: SketchState, code: number, out: Float64Array, at: number): void {
  const page = pageOf(state, code)
  const squares = state.moments ? squareLimbs : 0
  const size = 1 << state.bits
  out[at] = code
  out.set(state.sums.subarray(page * sumLimbs, (page + 1) * sumLimbs), at + 1)
  out.set(state.squares.subarray(page * squares, (page + 1) * squares), at + 1 + sumLimbs)
  out.set(state.counts.subarray(page * size, (page + 1) * size), at + 1 + sumLimbs + squares)
}

export function sketchColumn(values: Float64Array, bits: number, moments: number, out: Float64Array): number {
  if (!Number.isInteger(bits) || bits < 1 || bits > 12 || out.length < columnHead) return 4004
  if (moments !== 0 && moments !== 1) return 4004
  const state = emptyState(bits, moments === 1)
  addColumn(state, values)
  settle(state)
  out.set([state.count, state.rejected, state.zeros, state.min, state.max, state.pages])
  const places = pagePlaces(bits, state.moments)
  if (out.length - columnHead < places * state.pages) return 1
  codesInOrder(state).forEach((code, i) => writePage(state, code, out, columnHead + i * places))
  return 0
}

function addTo(to: Float64Array, toAt: number, from: Float64Array, fromAt: number, size: number): void {
  for (let i = 0; i < size; i += 1) to[toAt + i]! += from[fromAt + i]!
}

/** Adds what a column holds to a state of the same bits and moments. */
export function takeColumn(state: SketchState, column: Float64Array): void {
  const squares = state.moments ? squareLimbs : 0
  const size = 1 << state.bits
  const places = pagePlaces(state.bits, state.moments)
  settle(state)
  for (let i = 0; i < column[5]!; i += 1) {
    const at = columnHead + i * places
    const page = openPage(state, column[at]!)
    addTo(state.sums, page * sumLimbs, column, at + 1, sumLimbs)
    addTo(state.squares, page * squares, column, at + 1 + sumLimbs, squares)
    addTo(state.counts, page * size, column, at + 1 + sumLimbs + squares, size)
  }
  settle(state)
  state.count += column[0]!
  state.rejected += column[1]!
  state.zeros += column[2]!
  if (column[3]! < state.min) state.min = column[3]!
  if (column[4]! > state.max) state.max = column[4]!
}
