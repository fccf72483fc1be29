/**
 * One resample: n places of a sample, drawn with replacement, one by one or in blocks of neighbours.
 * In: a sample in order of time (for blocks), a stream. Out: places in the sample in order of size, one after the other.
 * Blocks of length L start anywhere from 0 to n - L; the last one is cut so that n values come together. L of n or more: the sample itself.
 * Source: Efron 1979; Kuensch 1989.  Twin: crates/hydra-core/src/stats/bootstrap/resample.rs
 */
import type { Random } from '../../random/sfc32.ts'

/** How places are drawn. */
export interface Plan {
  readonly n: number
  /** 0: one by one. */
  readonly block: number
  /** Place by size of each value in order of time; empty without blocks. */
  readonly places: Uint32Array
}

const isBefore = (a: number, b: number): boolean => a < b || (a === 0 && b === 0 && Object.is(a, -0) && !Object.is(b, -0))

/** Equal values in order of time; -0 before 0. */
function placesOf(values: Float64Array): Uint32Array {
  const order = Uint32Array.from(values.keys())
  order.sort((i, j) => {
    const [a, b] = [values[i]!, values[j]!]
    return isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : i - j
  })
  const places = new Uint32Array(values.length)
  order.forEach((i, place) => (places[i] = place))
  return places
}

export function planOf(values: Float64Array, length: number): Plan {
  const n = values.length
  return { n, block: length > n ? n : length, places: length > 0 ? placesOf(values) : new Uint32Array(0) }
}

function drawBlocks({ n, block, places }: Plan, random: Random, take: (place: number) => void): void {
  let left = n
  while (left > 0) {
    const start = random.below(n - block + 1)
    const length = left < block ? left : block
    for (let i = start; i < start + length; i += 1) take(places[i]!)
    left -= length
  }
}

/** How often each place comes in one resample. */
export function countsOf(plan: Plan, random: Random, counts: Uint32Array): void {
  counts.fill(0)
  if (plan.block > 0) drawBlocks(plan, random, (place) => (counts[place]! += 1))
  else for (let i = 0; i < plan.n; i += 1) counts[random.below(plan.n)]! += 1
}

/** Sum and sum of squares of one resample. */
export function sumsOf(plan: Plan, deviations: Float64Array, random: Random): [sum: number, squares: number] {
  let sum = 0
  let squares = 0
  const take = (place: number): void => {
    const d = deviations[place]!
    sum += d
    squares += d * d
  }
  if (plan.block > 0) drawBlocks(plan, random, take)
  else for (let i = 0; i < plan.n; i += 1) take(random.below(plan.n))
  return [sum, squares]
}

/** The sum that resamples have on average: 0 without blocks; with them, values near the ends of time come more seldom. */
export function expectedSum({ n, block, places }: Plan, deviations: Float64Array): number {
  if (block === 0) return 0
  const before = new Float64Array(n + 1)
  for (let i = 0; i < n; i += 1) before[i + 1] = before[i]! + deviations[places[i]!]!
  const starts = n - block + 1
  const meanOf = (length: number): number => {
    let sum = 0
    for (let start = 0; start < starts; start += 1) sum += before[start + length]! - before[start]!
    return sum / starts
  }
  return Math.floor(n / block) * meanOf(block) + meanOf(n % block)
}
