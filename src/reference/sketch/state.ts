/**
 * What a sketch holds: a count a bucket, whole-number sums a power of two, and a few figures.
 * A page belongs to a sign and an exponent (the upper 12 bits of a double, its code) and is made when its first value comes: so a sketch takes
 * room for the powers of two that it has seen, 0.5 KB each at 6 bits, wherever they lie, and nothing is ever moved or merged.
 * Zeros of both signs have one count of their own. Everything here is whole numbers, so the order of additions never shows.
 * Twin: crates/hydra-core/src/sketch/log_linear.rs
 */

/** Codes: sign and exponent. */
export const codes = 4096
/** Limbs of a page's sum of mantissas, 32 bits each, the lowest first; the last takes what is left. */
export const sumLimbs = 3
/** Limbs of its sum of squared mantissas: four of 16 bits, two of 32, and what is left. */
export const squareLimbs = 7

export interface SketchState {
  /** Bits of the mantissa that tell buckets apart, 1 to 12. */
  bits: number
  /** Whether squares are summed too. */
  moments: boolean
  /** Finite values. */
  count: number
  /** Values that were not finite; in no bucket. */
  rejected: number
  zeros: number
  /** Infinity and -Infinity while there is no value; never -0. */
  min: number
  max: number
  /** For each code its page, or -1. The codes of zeros and denormals, 0 and 2048, stay at -1: `tiny` has theirs. */
  readonly table: Int16Array
  readonly tiny: Int16Array
  /** Pages in use. */
  pages: number
  /** For each page its code. */
  owners: Uint16Array
  /** (page << bits) + upper bits of the mantissa. */
  counts: Float64Array
  /** `sumLimbs` a page: the mantissas without the leading bit, which the counts know. */
  sums: Float64Array
  /** `squareLimbs` a page, of whole mantissas; empty without `moments`. */
  squares: Float64Array
}

const firstPages = 4

/** A sketch of nothing. */
export function emptyState(bits: number, moments: boolean): SketchState {
  return {
    bits,
    moments,
    count: 0,
    rejected: 0,
    zeros: 0,
    min: Infinity,
    max: -Infinity,
    table: new Int16Array(codes).fill(-1),
    tiny: new Int16Array(2).fill(-1),
    pages: 0,
    owners: new Uint16Array(firstPages),
    counts: new Float64Array(firstPages << bits),
    sums: new Float64Array(firstPages * sumLimbs),
    squares: new Float64Array(moments ? firstPages * squareLimbs : 0),
  }
}

function grown(column: Float64Array): Float64Array {
  const larger = new Float64Array(2 * column.length)
  larger.set(column)
  return larger
}

const isTiny = (code: number): boolean => (code & 2047) === 0

/** The page of a code, or -1. */
export const pageOf = (state: SketchState, code: number): number => (isTiny(code) ? state.tiny[code >> 11]! : state.table[code]!)

/** The page of a code, made when there is none. */
export function openPage(state: SketchState, code: number): number {
  const found = pageOf(state, code)
  if (found >= 0) return found
  const page = state.pages
  if (page === state.owners.length) {
    const owners = new Uint16Array(2 * page)
    owners.set(state.owners)
    state.owners = owners
    state.counts = grown(state.counts)
    state.sums = grown(state.sums)
    state.squares = grown(state.squares)
  }
  state.owners[page] = code
  state.pages = page + 1
  if (isTiny(code)) state.tiny[code >> 11] = page
  else state.table[code] = page
  return page
}

/** The codes in use, ascending as numbers: first the positive values by size, then the negative ones by size. */
export const codesInOrder = (state: SketchState): Uint16Array => state.owners.slice(0, state.pages).sort()

/** How many values a page holds. */
export function pageCount(state: SketchState, page: number): number {
  const size = 1 << state.bits
  const start = page * size
  let count = 0
  for (let i = start; i < start + size; i += 1) count += state.counts[i]!
  return count
}
