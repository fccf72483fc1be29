/** MOSS: mean + sqrt(.675 max(0, ln(N / (K n))) / n). Source: Audibert and Bubeck 2009; without horizon: Degenne and Perchet 2016. */
import { log } from '../../reference/math/index.ts'
import { ranked, rankedKind } from './ranked.ts'
import type { PolicyKind } from './types.ts'

export const moss: PolicyKind = {
  ...rankedKind,
  make: (view) => {
    const { evidence, vector } = view
    return ranked(view, (head, total) => {
      const n = evidence.all.n[head]!
      if (n <= 0) return Infinity
      const surplus = log(total / (vector.size * n))
      return evidence.mean(head) + Math.sqrt((0.675 * (surplus > 0 ? surplus : 0)) / n)
    })
  },
}
