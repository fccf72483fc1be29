/**
 * The permutation test of a difference of means.
 * In: two samples, or pairs. Out: the difference of means, a less b; p both ways.
 * Samples: which values are whose is drawn anew: every split if there are at most 20 000, else 9999 seeded ones. Pairs: a and b of each change
 * sides or not, likewise. Every one: p = the share of splits with a sum at least as large, the one seen among them; drawn: (1 + hits) /
 * (1 + draws). Sums are whole numbers (see `units`), so ties are ties.
 * Source: Fisher 1935; Phipson and Smyth 2010 (the 1 + of draws).  Twin: crates/hydra-core/src/stats/compare/permutation.rs
 */
import { create, type Random } from '../../random/sfc32.ts'
import { compensatedSum, scaleFor, unscale } from '../sums.ts'
import { splitsOf } from './orders.ts'
import { ascending, differences, largestOf, type Tested } from './shared.ts'
import { unitsAboveLeast, unitSizes } from './units.ts'

const mostSplits = 20_000
const draws = 9999
const stream = 'permutation'

/** How many sums are at least, and at most, as large as the one seen. */
class Hits {
  readonly #seen: number
  /** Within which sums count as equal. */
  readonly #tie: number
  #up = 0
  #down = 0
  #all = 0

  constructor(seen: number, tie: number) {
    this.#seen = seen
    this.#tie = tie
  }

  add(sum: number): void {
    this.#all += 1
    if (sum >= this.#seen - this.#tie) this.#up += 1
    if (sum <= this.#seen + this.#tie) this.#down += 1
  }

  /** p of a sum as large, and as small. */
  p(isExact: boolean): [larger: number, smaller: number] {
    const more = isExact ? 0 : 1
    const all = this.#all + more
    return [(this.#up + more) / all, (this.#down + more) / all]
  }
}

/** The next choice in order, in place; false after the last one. */
function advance(chosen: Uint32Array, n: number): boolean {
  const k = chosen.length
  let place = k - 1
  while (place >= 0 && chosen[place]! >= n - k + place) place -= 1
  if (place < 0) return false
  chosen[place]! += 1
  for (let i = place + 1; i < k; i += 1) chosen[i] = chosen[i - 1]! + 1
  return true
}

/** The sums of every choice of k. */
function everySplit(units: Float64Array, k: number, hits: Hits): void {
  const chosen = Uint32Array.from({ length: k }, (_, i) => i)
  do {
    let sum = 0
    for (const i of chosen) sum += units[i]!
    hits.add(sum)
  } while (advance(chosen, units.length))
}

function drawnSplits(units: Float64Array, k: number, random: Random, hits: Hits): void {
  const n = units.length
  for (let draw = 0; draw < draws; draw += 1) {
    let sum = 0
    for (let i = 0; i < k; i += 1) {
      const at = i + random.below(n - i)
      const x = units[at]!
      units[at] = units[i]!
      units[i] = x
      sum += x
    }
    hits.add(sum)
  }
}

function meanGap(a: Float64Array, b: Float64Array): number {
  const scale = scaleFor(largestOf(a, b))
  const mean = (sample: Float64Array): number => compensatedSum(sample, 0, sample.length, scale) / sample.length
  return (mean(a) - mean(b)) * unscale(scale)
}

/** Two samples, ascending. */
export function splits(a: Float64Array, b: Float64Array, seed: number): Tested {
  const isA = a.length <= b.length
  const [fewer, others] = isA ? [a, b] : [b, a]
  const k = fewer.length
  const all = new Float64Array(k + others.length)
  all.set(fewer)
  all.set(others, k)
  const units = unitsAboveLeast(all)
  let seen = 0
  for (let i = 0; i < k; i += 1) seen += units[i]!
  const hits = new Hits(seen, k)
  const isExact = splitsOf(units.length, k) <= mostSplits
  if (isExact) everySplit(units, k, hits)
  else drawnSplits(units, k, create(seed, stream), hits)
  const [up, down] = hits.p(isExact)
  return { larger: isA ? up : down, smaller: isA ? down : up, statistic: meanGap(a, b), isExact }
}

/** The sum with the signs that the bits of some words give. */
function flipped(units: Float64Array, words: Uint32Array): number {
  let sum = 0
  for (let i = 0; i < units.length; i += 1) sum += ((words[i >> 5]! >>> (i & 31)) & 1) === 1 ? -units[i]! : units[i]!
  return sum
}

function everyFlip(units: Float64Array, hits: Hits): void {
  for (let word = 0; word < 1 << units.length; word += 1) hits.add(flipped(units, Uint32Array.of(word)))
}

function drawnFlips(units: Float64Array, random: Random, hits: Hits): void {
  const words = new Uint32Array(Math.ceil(units.length / 32))
  for (let draw = 0; draw < draws; draw += 1) {
    for (let i = 0; i < words.length; i += 1) words[i] = random.next()
    hits.add(flipped(units, words))
  }
}

/** Pairs. */
export function flips(a: Float64Array, b: Float64Array, seed: number): Tested {
  const gaps = differences(a, b, scaleFor(largestOf(a, b)))
  const units = unitSizes(gaps)
  let seen = 0
  for (let i = 0; i < gaps.length; i += 1) seen += gaps[i]! < 0 ? -units[i]! : units[i]!
  const hits = new Hits(seen, gaps.length)
  const isExact = gaps.length < 31 && 1 << gaps.length <= mostSplits
  if (isExact) everyFlip(units, hits)
  else drawnFlips(units, create(seed, stream), hits)
  const [larger, smaller] = hits.p(isExact)
  return { larger, smaller, statistic: meanGap(ascending(a), ascending(b)), isExact }
}
