/**
 * The slopes of all pairs of points, by rank.
 * In: points in order of x, then y, x and y within -1 and 1; ranks from 0, ascending. Out: the slopes of those ranks.
 * Up to 3000 points all quotients are made and the ranks selected. Beyond: the largest double b below which lie at most `rank` slopes, by
 * halving; pairs with a slope below b are inversions of y - b x, which is kept to 32 digits: O(n log n) each, no chance, no memory.
 * Source: Sen 1968; Broennimann and Chazelle 1998 (counting by inversions).  Twin: crates/hydra-core/src/trend/slopes.rs
 */
import { from, subtract, twoProduct } from '../math/double-double.ts'
import { halve } from '../stats/ranked-difference.ts'
import { orderRanks } from '../stats/select.ts'
import { inversions, keysOf } from './inversions.ts'
import type { Points } from './kendall.ts'

const makeAll = 3000
const farthest = 1.0463951242053392e298 // 2^990

function halved({ x, y }: Points, rank: number): number {
  return halve(-farthest, farthest, rank, (b) => {
    const keys = keysOf(x.length)
    for (let i = 0; i < x.length; i += 1) {
      const { high, low } = subtract(from(y[i]!), twoProduct(b, x[i]!))
      keys.high[i] = high
      keys.low[i] = low
    }
    return inversions(keys)
  })
}

/** As in the header; each rank once, of `count` slopes in all. */
export function slopesAt(points: Points, ranks: readonly number[], count: number): number[] {
  const { x, y } = points
  const n = x.length
  if (n > makeAll) return ranks.map((rank) => halved(points, rank))
  const slopes = new Float64Array(count)
  let at = 0
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) if (x[j] !== x[i]) slopes[at++] = (y[j]! - y[i]!) / (x[j]! - x[i]!) + 0
  }
  orderRanks(slopes, count, ranks)
  return ranks.map((rank) => slopes[rank]!)
}
