/**
 * The clustered sign test: blocks of one epoch share a code layout, so epochs, not blocks, are independent.
 * In: n values ascending, the cluster (0 to E - 1) of each. Out: the statistic at every cut, the ends of an interval, p.
 * Cut c stands for a point that has c values below it. S_e = values of cluster e above it less those below; S = sum of S_e, Q = sum of S_e^2;
 * m = S / E, v = max(variance of S_e with E - 1 below the line, n / E); T = m / sqrt(v / E) = S / sqrt(max(E Q - S^2, n (E - 1)) / (E - 1)).
 * S and Q are whole, and moving on by one value changes them by a few whole numbers: all cuts in one pass, exact below n = 1e7.
 * T mostly falls with c but need not, so the hull of {|T| <= q} is the interval, and p of a claim is the largest over all points that it
 * excludes: a point far out is never proven by a dip of T further in.
 * Why signs and not ranks: blocks of a loaded machine have tails of 100 %. Why the floor n / E: epochs that agree by chance claim nothing.
 * Source: Datta and Satten 2005; Larocque 2005.  Twin: crates/hydra-core/src/stats/clustered_sign.rs
 */
import { studentTail } from '../math/student.ts'

/** Epochs with fewer blocks are merged with their neighbour. */
export const leastBlocks = 3

/**
 * The cluster of each value, from epochs in ascending order. A cluster is closed where the epoch changes and it has `leastBlocks`; what is
 * left over at the end joins the last one.
 *
 * @returns the labels, and how many clusters there are
 */
export function cluster(epochs: Uint32Array): { readonly labels: Uint32Array; readonly count: number } {
  const n = epochs.length
  const labels = new Uint32Array(n)
  let current = 0
  let size = 0
  for (let i = 0; i < n; i += 1) {
    if (size >= leastBlocks && epochs[i] !== epochs[i - 1]) {
      current += 1
      size = 0
    }
    labels[i] = current
    size += 1
  }
  if (current > 0 && size < leastBlocks) {
    current -= 1
    labels.fill(current, n - size)
  }
  return { labels, count: n === 0 ? 0 : current + 1 }
}

/** What is left above and below a cut, cluster by cluster. */
class Signs {
  readonly #of: Float64Array
  #sum: number
  #squares = 0

  constructor(labels: Uint32Array, count: number) {
    this.#of = new Float64Array(count)
    for (const label of labels) this.#of[label]! += 1
    this.#sum = labels.length
    for (const s of this.#of) this.#squares += s * s
  }

  /** One value of a cluster comes to lie below the cut. */
  pass(label: number): void {
    const s = this.#of[label]!
    this.#squares += 4 - 4 * s
    this.#sum -= 2
    this.#of[label] = s - 2
  }

  statistic(floor: number): number {
    const count = this.#of.length
    const spread = count * this.#squares - this.#sum * this.#sum
    return this.#sum / Math.sqrt((spread > floor ? spread : floor) / (count - 1))
  }
}

/** T at every cut from 0 to n; NaN between equal values, where no point can lie. */
export class Clustered {
  readonly #at: Float64Array
  readonly #df: number

  /**
   * @param values - ascending, at least one
   * @param labels - the cluster of each
   * @param count - of clusters, 2 or more
   */
  constructor(values: Float64Array, labels: Uint32Array, count: number) {
    const n = values.length
    const signs = new Signs(labels, count)
    const floor = n * (count - 1)
    this.#df = count - 1
    this.#at = new Float64Array(n + 1)
    this.#at[0] = signs.statistic(floor)
    for (let i = 0; i < n; i += 1) {
      signs.pass(labels[i]!)
      this.#at[i + 1] = i + 1 < n && values[i] === values[i + 1] ? NaN : signs.statistic(floor)
    }
  }

  /** Whether values of these sizes of clusters can prove anything at this quantile: when all lie on one side. */
  canReach(q: number): boolean {
    return this.#at[0]! > q
  }

  /** Places of the ends among the values; undefined when even the extremes lie inside: too few for this quantile. */
  interval(q: number): readonly [low: number, high: number] | undefined {
    const low = this.#at.findIndex((t) => t <= q)
    const high = this.#at.findLastIndex((t) => t >= -q)
    return low > 0 && high >= 0 && high + 1 < this.#at.length ? [low - 1, high] : undefined
  }

  /** Two-sided p of "the median lies above a point" that has `cut` values below it or on it. */
  pAbove(cut: number): number {
    let least = Infinity
    for (let c = 0; c <= cut; c += 1) if (this.#at[c]! < least) least = this.#at[c]!
    return this.#p(least)
  }

  /** Two-sided p of "the median lies below a point" that has `cut` values below it. */
  pBelow(cut: number): number {
    let most = -Infinity
    for (let c = cut; c < this.#at.length; c += 1) if (this.#at[c]! > most) most = this.#at[c]!
    return this.#p(-most)
  }

  #p(t: number): number {
    return t > 0 ? 2 * studentTail(t, this.#df) : 1
  }
}
