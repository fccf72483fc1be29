/**
 * The nine types of quantiles by their usual numbers, read in ascending order.
 * In: n values in order, p from 0 to 1, a type. Types 1 to 3 are steps: 1 the inverse of the distribution function, 2 the same with averages at
 * its jumps, 3 the nearest even rank. Types 4 to 9 lie between two values: h = n p + m, m = 0, 1/2, p, 1 - p, (p + 1)/3, p/4 + 3/8.
 * Steps are decided on the exact product n p (TwoProd), not on a rounded one with fuzz: so type 1 of [1..10] at 0.3 is that of the double 0.3.
 * Type 7 takes (n - 1) p as everywhere else here.
 * Source: Hyndman and Fan 1996.  Twin: crates/hydra-core/src/stats/quantile_types.rs  Golden: fixtures/golden/stats/quantile-types.json
 */
import { blend, quantileOf } from './quantile.ts'

const splitter = 134217729 // 2^27 + 1

/** What a * b lost: a * b = product + the answer, exactly, within ordinary sizes. */
export function lostProduct(a: number, b: number, product: number): number {
  const x = splitter * a
  const aHigh = x - (x - a)
  const aLow = a - aHigh
  const y = splitter * b
  const bHigh = y - (y - b)
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}

/** -1, 0 or 1: the sign of n p - k, exactly. */
function compareProduct(n: number, p: number, k: number): number {
  const product = n * p
  const gap = product - k + lostProduct(n, p, product)
  return gap < 0 ? -1 : gap > 0 ? 1 : 0
}

/** floor(n p) and whether n p is that whole number, both exactly. */
function stepOf(n: number, p: number): { j: number; isWhole: boolean } {
  const near = Math.floor(n * p)
  const j = compareProduct(n, p, near) < 0 ? near - 1 : near
  return { j, isWhole: compareProduct(n, p, j) === 0 }
}

function steps(at: (rank: number) => number, n: number, p: number, type: number): number {
  const held = (rank: number): number => at(rank < 1 ? 0 : rank > n ? n - 1 : rank - 1)
  if (type === 3) {
    // The nearest rank to n p, the even one of two: floor(n p - 1/2) and one more unless n p - 1/2 is a whole even number.
    const { j, isWhole } = stepOf(2 * n, p)
    const rank = Math.floor((j - 1) / 2)
    const isHalf = isWhole && (j & 1) === 1
    return held(isHalf && (rank & 1) === 0 ? rank : rank + 1)
  }
  const { j, isWhole } = stepOf(n, p)
  if (!isWhole) return held(j + 1)
  return type === 1 ? held(j) : blend(held(j), held(j + 1), 0.5)
}

function shiftOf(p: number, type: number): number {
  if (type === 4) return 0
  if (type === 5) return 0.5
  if (type === 6) return p
  return type === 8 ? (p + 1) / 3 : p / 4 + 0.375
}

/** The quantile p of n >= 1 values by a type from 1 to 9. */
export function quantileByType(at: (rank: number) => number, n: number, p: number, type: number): number {
  if (type === 7) return quantileOf(at, n, p)
  if (type < 4) return steps(at, n, p, type)
  const h = n * p + shiftOf(p, type)
  if (h <= 1) return at(0)
  if (h >= n) return at(n - 1)
  const rank = Math.floor(h)
  const g = h - rank
  return g === 0 ? at(rank - 1) : blend(at(rank - 1), at(rank), g)
}
