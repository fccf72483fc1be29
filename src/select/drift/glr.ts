/**
 * Has the mean reward of a head changed? A generalised likelihood ratio over all places where it could have.
 * max over s of s kl(m_1..s, m) + (n - s) kl(m_s+1..n, m) against ln(n^1.5 / delta); of rewards outside 0 to 1 the normal form
 * s (n - s) / (2 variance n) (m_1 - m_2)^2. Places are the ends of buckets; asked from 10 rewards on, then at each 3 % more (5 at least).
 * A bound by squares, which costs no logarithm, is asked first: it settles nearly all questions.
 * Source: Besson, Kaufmann, Maillard and Seznec 2022.
 */
import { log } from '../../reference/math/index.ts'
import { kl } from '../policy/kl.ts'
import { Buckets, type Bucket } from './buckets.ts'

const leastRewards = 10

export interface Change {
  readonly statistic: number
  readonly threshold: number
  readonly before: number
  readonly after: number
  /** Of the rewards since the change. */
  readonly kept: { readonly n: number; readonly s: number; readonly s2: number }
}

interface Split {
  readonly bucket: number
  readonly statistic: number
}

export class Glr {
  readonly buckets: Buckets
  readonly #delta: number
  #askAt = leastRewards

  /** @param hasSquares - rewards may lie outside 0 to 1 */
  constructor(delta: number, hasSquares: boolean) {
    this.buckets = new Buckets(hasSquares)
    this.#delta = delta
  }

  /** One reward more; answers when the mean has changed, and then remembers only what came since. */
  add(reward: number): Change | undefined {
    const { buckets } = this
    buckets.add(reward)
    if (buckets.n < this.#askAt) return undefined
    this.#askAt = buckets.n + Math.max(5, buckets.n * 0.03)
    const threshold = 1.5 * log(buckets.n) - log(this.#delta)
    const split = this.#best(threshold)
    return split === undefined ? undefined : this.#cut(split, threshold)
  }

  /** A reward that is remembered turned out to be another one; it counts as if it had come last. */
  correct(before: number, after: number): void {
    this.buckets.correct(before, after)
  }

  save(): unknown {
    const { buckets } = this
    const columns = buckets.list()
    return { n: columns.map(({ n }) => n), sums: columns.map(({ sum }) => sum), squares: columns.map(({ square }) => square), isShare: buckets.isShare, askAt: this.#askAt } // prettier-ignore
  }

  load(state: unknown): void {
    const { n, sums, squares, isShare, askAt } = state as { n: number[]; sums: number[]; squares: number[]; isShare: boolean; askAt: number } // prettier-ignore
    const columns: Bucket[] = n.map((count, i) => ({ n: count, sum: sums[i]!, square: squares[i]! }))
    this.buckets.load(columns, isShare)
    this.#askAt = askAt
  }

  #best(threshold: number): Split | undefined {
    const { n, sum, isShare } = this.buckets
    const mean = sum / n
    const variance = isShare ? mean * (1 - mean) : this.buckets.square / n - mean * mean
    if (!(variance > 0)) return undefined
    let [s, part, best, statistic, place] = [0, 0, 0, threshold, 0]
    this.buckets.each((count, own) => {
      place += 1
      s += count
      part += own
      if (s === n) return
      const gap = part / s - (sum - part) / (n - s)
      const squares = ((s * (n - s)) / n / variance) * gap * gap
      if (squares <= statistic) return
      const ratio = isShare ? s * kl(part / s, mean) + (n - s) * kl((sum - part) / (n - s), mean) : squares / 2
      if (ratio <= statistic) return
      statistic = ratio
      best = place
    })
    return best === 0 ? undefined : { bucket: best, statistic }
  }

  #cut({ bucket, statistic }: Split, threshold: number): Change {
    const { buckets } = this
    const { n, sum } = buckets
    buckets.keepFrom(bucket)
    const before = (sum - buckets.sum) / (n - buckets.n)
    this.#askAt = Math.max(leastRewards, buckets.n + 5)
    const kept = { n: buckets.n, s: buckets.sum, s2: buckets.square }
    return { statistic, threshold, before, after: buckets.sum / buckets.n, kept }
  }
}
