/**
 * A column into a sketch by the addon: it sketches the column by itself, and the result is merged here.
 * In: a state, a column. Out: the state with the values added. A merge of the parts is the whole, so nobody can tell.
 */
import { columnHead, pagePlaces, takeColumn } from '../../reference/sketch/column.ts'
import type { SketchState } from '../../reference/sketch/state.ts'
import { openAddon } from '../choose.ts'
import { unexpectedStatus } from '../errors.ts'

/** Room for the pages that durations take; more is asked for when the head says so. */
const usualPages = 32
let scratch = new Float64Array(0)

function roomFor(pages: number, places: number): Float64Array {
  const size = columnHead + pages * places
  if (scratch.length < size) scratch = new Float64Array(size)
  return scratch
}

export function addNative(state: SketchState, values: Float64Array): void {
  const places = pagePlaces(state.bits, state.moments)
  const addon = openAddon()
  const run = (pages: number): { out: Float64Array; status: number } => {
    const out = roomFor(pages, places)
    return { out, status: addon.sketchColumn(values, state.bits, state.moments ? 1 : 0, out) }
  }
  let { out, status } = run(usualPages)
  if (status === 1) ({ out, status } = run(out[5]!))
  if (status !== 0) throw unexpectedStatus('sketchColumn', status)
  takeColumn(state, out)
  if (scratch.length > 1 << 17) scratch = new Float64Array(0)
}
