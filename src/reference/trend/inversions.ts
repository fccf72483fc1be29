/**
 * How many pairs of a sequence stand in the wrong order: the heart of Kendall's S and of selecting among slopes.
 * In: keys in two columns (high, low), compared as pairs. Out: the number of i < j with key i > key j. O(n log n).
 * Source: Knight 1966 (merge sort).  Twin: crates/hydra-core/src/trend/inversions.rs
 */

/** Keys of two parts, compared in order. */
export interface Keys {
  readonly high: Float64Array
  readonly low: Float64Array
}

export const keysOf = (n: number): Keys => ({ high: new Float64Array(n), low: new Float64Array(n) })

const isInOrder = ({ high, low }: Keys, i: number, j: number): boolean =>
  high[i]! < high[j]! || (high[i] === high[j] && low[i]! <= low[j]!)

function merge(keys: Keys, spare: Keys, start: number, width: number): number {
  const { length } = keys.high
  const middle = start + width < length ? start + width : length
  const end = middle + width < length ? middle + width : length
  let i = start
  let j = middle
  let count = 0
  for (let place = start; place < end; place += 1) {
    const left = j === end || (i < middle && isInOrder(keys, i, j))
    if (!left) count += middle - i
    const taken = left ? i++ : j++
    spare.high[place] = keys.high[taken]!
    spare.low[place] = keys.low[taken]!
  }
  return count
}

/** As in the header; the keys end up ascending. */
export function inversions(keys: Keys): number {
  const n = keys.high.length
  const spare = keysOf(n)
  let count = 0
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) count += merge(keys, spare, start, width)
    keys.high.set(spare.high)
    keys.low.set(spare.low)
  }
  return count
}
