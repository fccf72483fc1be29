/**
 * Has the mean reward of a head changed? A generalised likelihood ratio over all places where it could have.
 * max over s of s kl(m_1..s, m) + (n - s) kl(m_s+1..n, m) against ln(n^1.5 / delta); of rewards outside 0 to 1 the normal form
 * s (n - s) / (2 variance n) (m_1 - m_2)^2. Places are the ends of buckets; asked from 10 rewards on, then at each 3 % more (5 at least).
 * A bound by squares, which costs no logarithm, is asked first: it settles nearly all questions.
 * Source: Besson, Kaufmann, Maillard and Seznec 2022.
 */
import { log } from '../../reference/math/index.ts'
import { kl } from '../policy/kl.ts'
import { Buckets } from './buckets.ts'

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
  readonly buckets = new Buckets()
  readonly #delta: number
  #askAt = leastRewards

  constructor(delta: number) {
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

  save(): unknown {
    return { buckets: this.buckets.save(), isShare: this.buckets.isShare, askAt: this.#askAt }
  }

  load(state: unknown): void {
    const { buckets, isShare, askAt } = state as { buckets: number[][]; isShare: boolean; askAt: number }
    this.buckets.load(buckets, isShare)
    this.#askAt = askAt
  }

  #best(threshold: number): Split | undefined {
    const { counts, sums, n, sum, isShare } = this.buckets
    const mean = sum / n
    const variance = isShare ? mean * (1 - mean) : this.buckets.square / n - mean * mean
    if (!(variance > 0)) return undefined
    let [s, part, best, statistic] = [0, 0, 0, threshold]
    for (let i = 0; i < counts.length - 1; i += 1) {
      s += counts[i]!
      part += sums[i]!
      const gap = part / s - (sum - part) / (n - s)
      const squares = ((s * (n - s)) / n / variance) * gap * gap
      if (squares <= statistic) continue
      const own = isShare ? s * kl(part / s, mean) + (n - s) * kl((sum - part) / (n - s), mean) : squares / 2
      if (own <= statistic) continue
      statistic = own
      best = i + 1
    }
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
