/**
 * The sum, mean and variance of a sketch, exact until the one rounding at the end.
 * In: a state. Out: doubles; Infinity where the result is beyond them. The mantissas of a page, as whole numbers, times 2 to the exponent of
 * the page: all of them in units of the least exponent in use are one whole number. Variance = (n Q - S^2) / (n (n - 1)), S and Q exact.
 * Why: additions of whole numbers commute, so one stream gives one sum however it was split and merged.
 * Twin: crates/hydra-core/src/sketch/exact_sum.rs
 */
import { ratioOf } from '../math/whole.ts'
import { settle } from './log-linear.ts'
import { pageCount, squareLimbs, sumLimbs, type SketchState } from './state.ts'

/** Exponent of the last bit of a double of this code, plus 1074. */
const unitOf = (code: number): number => {
  const exponent = code & 2047
  return exponent === 0 ? 0 : exponent - 1
}

/** The sum of a page's mantissas without their leading bits. */
export function pageSum(state: SketchState, page: number): bigint {
  const at = page * sumLimbs
  return BigInt(state.sums[at]!) + (BigInt(state.sums[at + 1]!) << 32n) + (BigInt(state.sums[at + 2]!) << 64n)
}

/** The sum of the squares of its mantissas. */
export function pageSquares(state: SketchState, page: number): bigint {
  const at = page * squareLimbs
  let sum = BigInt(state.squares[at + 6]!)
  for (let limb = 5; limb >= 0; limb -= 1) sum = (sum << (limb >= 4 ? 32n : 16n)) + BigInt(state.squares[at + limb]!)
  return sum
}

const leadingBits = (state: SketchState, page: number): bigint =>
  (state.owners[page]! & 2047) === 0 ? 0n : BigInt(pageCount(state, page)) << 52n

interface Total {
  readonly whole: bigint
  /** Of the last bit of `whole`. */
  readonly exponent: number
}

function leastUnit(state: SketchState): number {
  let least = 2047
  for (let page = 0; page < state.pages; page += 1) {
    const unit = unitOf(state.owners[page]!)
    if (unit < least) least = unit
  }
  return least
}

function totalOf(state: SketchState): Total {
  settle(state)
  const least = leastUnit(state)
  let whole = 0n
  for (let page = 0; page < state.pages; page += 1) {
    const code = state.owners[page]!
    const size = (pageSum(state, page) + leadingBits(state, page)) << BigInt(unitOf(code) - least)
    whole += code < 2048 ? size : -size
  }
  return { whole, exponent: least - 1074 }
}

/** The sum of all values, rounded once. */
export function sumOfSketch(state: SketchState): number {
  const { whole, exponent } = totalOf(state)
  return ratioOf(whole, 1n, exponent)
}

/** Their mean, rounded once; the state has values. */
export function meanOfSketch(state: SketchState): number {
  const { whole, exponent } = totalOf(state)
  return ratioOf(whole, BigInt(state.count), exponent)
}

/** Their variance (n - 1), rounded once; the state has two values or more, and moments. */
export function varianceOfSketch(state: SketchState): number {
  const { whole, exponent } = totalOf(state)
  const least = exponent + 1074
  let squares = 0n
  for (let page = 0; page < state.pages; page += 1) {
    squares += pageSquares(state, page) << BigInt(2 * (unitOf(state.owners[page]!) - least))
  }
  const n = BigInt(state.count)
  return ratioOf(n * squares - whole * whole, n * (n - 1n), 2 * exponent)
}
