/**
 * Sums that are right to the last bit or so, in one fixed order.
 * In: a column, a range of it, a factor (a power of two, see `scaleFor`). Out: the sum, or the spread about a mean.
 * Sum: 8 lanes, element i to lane i mod 8; TwoSum in each lane; lanes folded 0..7 by TwoSum; then the lane errors in order.
 * Squares: blocks of 512, plain 8 lanes inside, folded ((0+1)+(2+3))+((4+5)+(6+7)), blocks folded by TwoSum.
 * Why lanes: the vector units of the native engine sum so at no cost, and a fixed order gives the same bits everywhere.
 * Source: Knuth 1969 (TwoSum); Chan, Golub, LeVeque 1983 (two passes with correction).  Twin: crates/hydra-core/src/stats/sums.rs
 */

const lanes = 8
const block = 512
/** Scratch of one call; nothing here survives it. */
const sums = new Float64Array(lanes)
const errors = new Float64Array(lanes)

const tooLarge = 3.273390607896142e150 // 2^500
const tooSmall = 3.872591914849318e-121 // 2^-400
const down = 2.409919865102884e-181 // 2^-600
const up = 4.149515568880993e180 // 2^600

/**
 * The power of two to multiply by so that no square over- or underflows: 1 for ordinary values.
 *
 * @param largest - the largest size among the values, finite
 */
export function scaleFor(largest: number): number {
  if (largest > tooLarge) return down
  return largest < tooSmall && largest > 0 ? up : 1
}

/** The power of two that undoes `scaleFor`. */
export function unscale(scale: number): number {
  if (scale === 1) return 1
  return scale === down ? up : down
}

/** The compensated sum of `scale * values[i]` over start <= i < end. */
export function compensatedSum(values: Float64Array, start: number, end: number, scale: number): number {
  sums.fill(0)
  errors.fill(0)
  for (let i = start; i < end; i += 1) {
    const lane = (i - start) & 7
    const x = values[i]! * scale
    const before = sums[lane]!
    const sum = before + x
    const part = sum - before
    errors[lane]! += before - (sum - part) + (x - part)
    sums[lane] = sum
  }
  return foldLanes()
}

function foldLanes(): number {
  let total = sums[0]!
  let error = 0
  for (let lane = 1; lane < lanes; lane += 1) {
    const x = sums[lane]!
    const sum = total + x
    const part = sum - total
    error += total - (sum - part) + (x - part)
    total = sum
  }
  for (let lane = 0; lane < lanes; lane += 1) error += errors[lane]!
  return total + error
}

const tree = (v: Float64Array): number => v[0]! + v[1]! + (v[2]! + v[3]!) + (v[4]! + v[5]! + (v[6]! + v[7]!))

/** One block: differences from the mean into `sums`, their squares into `errors`. */
function addBlock(values: Float64Array, start: number, end: number, mean: number, scale: number): void {
  sums.fill(0)
  errors.fill(0)
  for (let i = start; i < end; i += 1) {
    const lane = (i - start) & 7
    const d = values[i]! * scale - mean
    sums[lane]! += d
    errors[lane]! += d * d
  }
}

/**
 * The sample variance of `scale * values[i]` about a mean of the scaled values: (S2 - S1^2 / n) / (n - 1).
 *
 * @returns at least 0; the range must hold two values or more
 */
export function varianceAbout(values: Float64Array, start: number, end: number, mean: number, scale: number): number {
  let first = 0
  let firstError = 0
  let second = 0
  let secondError = 0
  for (let from = start; from < end; from += block) {
    addBlock(values, from, from + block < end ? from + block : end, mean, scale)
    const x = tree(sums)
    const y = tree(errors)
    const s = first + x
    const t = second + y
    firstError += first - (s - (s - first)) + (x - (s - first))
    secondError += second - (t - (t - second)) + (y - (t - second))
    first = s
    second = t
  }
  const n = end - start
  const offset = first + firstError
  const variance = (second + secondError - (offset * offset) / n) / (n - 1)
  return variance > 0 ? variance : 0
}
