/**
 * A log-linear histogram: which bucket a value falls into, and adding values to a sketch.
 * In: a state, values. Out: the state changed. Key of |v|: its exponent and the upper `bits` bits of its mantissa, no logarithm taken.
 * Beside the buckets each page sums its mantissas as whole numbers in limbs, so the sum is exact and of no order. A limb holds 2^20 additions
 * (2^10 where squares are summed) before it must be carried; that is done by the count, and whenever somebody reads.
 * Why no logarithm: 4 ns an insert instead of 20, and the key cannot be off by one at the edge of a bucket.
 * Source: DDSketch, Masson, Rim and Lee 2019, with a linear mantissa.  Twin: crates/hydra-core/src/sketch/log_linear.rs
 */
import { openPage, squareLimbs, sumLimbs, type SketchState } from './state.ts'

const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
const high = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0
const low = 1 - high

const twoTo32 = 4294967296
const twoTo16 = 65536
const leadingBit = 0x100000
const everyAddition = 0xfffff
const everySquare = 0x3ff

/** Adds the square of the mantissa top * 2^32 + rest to the limbs at 0, 16, 32, 48 and 64 bits. */
function addSquare(squares: Float64Array, page: number, top: number, rest: number): void {
  const at = page * squareLimbs
  const middle = rest >>> 16
  const bottom = rest & 0xffff
  squares[at]! += bottom * bottom
  squares[at + 1]! += 2 * middle * bottom
  squares[at + 2]! += 2 * top * bottom + middle * middle
  squares[at + 3]! += 2 * top * middle
  squares[at + 4]! += top * top
}

function carry(limbs: Float64Array, at: number, size: number): void {
  const over = Math.floor(limbs[at]! / size)
  limbs[at]! -= over * size
  limbs[at + 1]! += over
}

/** Carries all limbs, so that a state has one form. */
export function settle(state: SketchState): void {
  const { sums, squares, pages, moments } = state
  for (let page = 0; page < pages; page += 1) {
    carry(sums, page * sumLimbs, twoTo32)
    carry(sums, page * sumLimbs + 1, twoTo32)
    if (!moments) continue
    for (let limb = 0; limb < 4; limb += 1) carry(squares, page * squareLimbs + limb, twoTo16)
    for (let limb = 4; limb < 6; limb += 1) carry(squares, page * squareLimbs + limb, twoTo32)
  }
}

function addToPage(state: SketchState, page: number, head: number, rest: number): void {
  const { bits } = state
  const mantissa = head & 0xfffff
  const at = page * sumLimbs
  state.counts[(page << bits) + (mantissa >>> (20 - bits))]! += 1
  state.sums[at]! += rest
  state.sums[at + 1]! += mantissa
  if (state.moments) addSquare(state.squares, page, (head & 0x7ff00000) === 0 ? mantissa : mantissa | leadingBit, rest)
}

/** A value that has no page in the table: of a new exponent, zero, denormal, or not finite. */
function addUncommon(state: SketchState, x: number, head: number, rest: number): void {
  if (x - x !== 0) {
    state.rejected += 1
    return
  }
  if (x === 0) state.zeros += 1
  else addToPage(state, openPage(state, head >>> 20), head, rest)
  note(state, x)
}

/** Counts a value, and keeps the extremes; -0 becomes 0. */
function note(state: SketchState, x: number): void {
  state.count += 1
  if (x < state.min) state.min = x + 0
  if (x > state.max) state.max = x + 0
  if ((state.count & (state.moments ? everySquare : everyAddition)) === 0) settle(state)
}

/** Adds one value. */
export function addOne(state: SketchState, x: number): void {
  double[0] = x
  const head = words[high]!
  const rest = words[low]!
  const page = state.table[head >>> 20]!
  if (page < 0) {
    addUncommon(state, x, head, rest)
    return
  }
  addToPage(state, page, head, rest)
  note(state, x)
}

/** Adds a column of values, as so many calls of `addOne` would. */
export function addColumn(state: SketchState, values: Float64Array): void {
  for (let i = 0; i < values.length; i += 1) addOne(state, values[i]!)
}
