/**
 * Every way to divide the values of two small samples anew, by the statistic of Brunner and Munzel: its exact distribution under exchange.
 * In: two samples, ascending, two values each at least, neither all equal nor apart. Out: the share of all C(n + m, n) splits whose W is at
 * most (a larger), and at least (a smaller), that of the split seen.
 * Equal values form a group; the walk chooses how many of each group go to a, and counts a choice as often as it can be made. It ends where a or b
 * is used up, so it takes fewer than two steps a split. W orders splits as -B |B| / K with B = sum q, K = (m - 1) (n sum q^2 - B^2) + (n - 1)
 * (m sum r^2 - B^2): whole numbers below 2^53, multiplied crosswise, so ties are ties and no order of the walk matters.
 * Source: Neubert and Brunner 2007.  Twin: crates/hydra-core/src/stats/compare/orders.rs
 */

const mostSplits = 20_000

/** C(n, k), or something above the most splits. */
export function splitsOf(n: number, k: number): number {
  let count = 1
  for (let i = 1; i <= k && count <= mostSplits; i += 1) count = (count * (n - k + i)) / i
  return count
}

/** Whether all splits of so many values are few enough to be walked. */
export const isWalked = (n: number, m: number): boolean => splitsOf(n + m, n < m ? n : m) <= mostSplits

/** What orders splits: `balance` B above 0 where a is larger, `spread` K, 0 where a and b lie apart. */
interface Standing {
  readonly balance: number
  readonly spread: number
}

const signedSquare = (x: number): number => x * Math.abs(x)

/** Sizes of the groups of equal values, and how many of each are a's. */
interface Groups {
  readonly sizes: number[]
  readonly ofA: number[]
}

function groupsOf(a: Float64Array, b: Float64Array): Groups {
  const groups: Groups = { sizes: [], ofA: [] }
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const value = j === b.length || (i < a.length && a[i]! < b[j]!) ? a[i]! : b[j]!
    const [first, second] = [i, j]
    while (i < a.length && a[i] === value) i += 1
    while (j < b.length && b[j] === value) j += 1
    groups.sizes.push(i - first + j - second)
    groups.ofA.push(i - first)
  }
  return groups
}

/** A walk on its way: values left for each sample, sums so far of q, q^2 and r^2. */
interface Way {
  readonly group: number
  readonly a: number
  readonly b: number
  readonly balance: number
  readonly q: number
  readonly r: number
  readonly count: number
}

class Walk {
  readonly #n: number
  readonly #m: number
  up = 0
  down = 0
  all = 0

  constructor(n: number, m: number) {
    this.#n = n
    this.#m = m
  }

  start = (): Way => ({ group: 0, a: this.#n, b: this.#m, balance: 0, q: 0, r: 0, count: 1 })

  /** `taken` of a group of `size` go to a. */
  step(way: Way, size: number, taken: number): Way {
    const others = size - taken
    const q = this.#m - 2 * way.b + others
    const r = this.#n - 2 * way.a + taken
    return {
      group: way.group + 1,
      a: way.a - taken,
      b: way.b - others,
      balance: way.balance + taken * q,
      q: way.q + taken * q * q,
      r: way.r + others * r * r,
      count: way.count * splitsOf(size, taken < others ? taken : others),
    }
  }

  /** Where all that is left belongs to one sample. */
  end({ a, b, balance, q, r }: Way): Standing {
    const [n, m] = [this.#n, this.#m]
    const sum = balance + a * m
    const square = sum * sum
    const spread = (m - 1) * (n * (q + a * m * m) - square) + (n - 1) * (m * (r + b * n * n) - square)
    return { balance: sum, spread }
  }

  every(sizes: readonly number[], way: Way, seen: Standing): void {
    if (way.a === 0 || way.b === 0) return this.count(this.end(way), seen, way.count)
    const size = sizes[way.group]!
    const most = size < way.a ? size : way.a
    for (let taken = size > way.b ? size - way.b : 0; taken <= most; taken += 1) {
      this.every(sizes, this.step(way, size, taken), seen)
    }
  }

  count({ balance, spread }: Standing, seen: Standing, count: number): void {
    const own = signedSquare(balance) * seen.spread
    const other = signedSquare(seen.balance) * spread
    this.all += count
    if (own >= other) this.up += count
    if (own <= other) this.down += count
  }
}

/** As in the header. */
export function byEverySplit(a: Float64Array, b: Float64Array): readonly [larger: number, smaller: number] {
  const { sizes, ofA } = groupsOf(a, b)
  const walk = new Walk(a.length, b.length)
  let way = walk.start()
  for (const taken of ofA) way = walk.step(way, sizes[way.group]!, taken)
  walk.every(sizes, walk.start(), walk.end(way))
  return [walk.up / walk.all, walk.down / walk.all]
}
