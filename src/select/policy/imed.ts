/**
 * IMED: the least n kl(mean, best mean) + ln n; as a rank, its negative. Source: Honda and Takemura 2015.
 * Means outside 0 to 1 are compared as normal ones: (best - mean)^2 / (2 variance), the variance that of all rewards.
 */
import { log } from '../../reference/math/index.ts'
import type { Evidence } from '../evidence.ts'
import type { Vector } from '../vector.ts'
import { kl } from './kl.ts'
import { ranked, rankedKind } from './ranked.ts'
import type { PolicyKind } from './types.ts'

/** Places of what is kept: the best mean; twice the variance of all rewards, 0 where all means lie from 0 to 1. */
const [best, spread] = [0, 1]

function frameOf({ all }: Evidence, { within, size }: Vector): [best: number, spread: number] {
  let [top, least, n, s, s2] = [-Infinity, Infinity, 0, 0, 0]
  for (let i = 0; i < size; i += 1) {
    const head = within[i]!
    if (all.n[head]! <= 0) continue
    const mean = all.s[head]! / all.n[head]!
    if (mean > top) top = mean
    if (mean < least) least = mean
    n += all.n[head]!
    s += all.s[head]!
    s2 += all.s2[head]!
  }
  const isShare = least >= 0 && top <= 1
  return [top, isShare ? 0 : 2 * (s2 / n - (s / n) * (s / n)) + 1e-12]
}

export const imed: PolicyKind = {
  ...rankedKind,
  isRaw: true,
  make: (view) => {
    const { evidence, vector } = view
    const frame = new Float64Array(2)
    const rank = (head: number): number => {
      const n = evidence.all.n[head]!
      if (n <= 0) return Infinity
      const mean = evidence.mean(head)
      const gap = frame[best]! - mean
      if (gap <= 0) return -log(n)
      return -n * (frame[spread]! > 0 ? (gap * gap) / frame[spread]! : kl(mean, frame[best]!)) - log(n)
    }
    return ranked(view, rank, () => frame.set(frameOf(evidence, vector)), frame)
  },
}
