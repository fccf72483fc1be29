/** UCB1: mean + alpha sqrt(2 ln N / n). Rewards as they are; alpha is the width of their range. Source: Auer, Cesa-Bianchi and Fischer 2002. */
import { log } from '../../reference/math/index.ts'
import { ranked, rankedKind } from './ranked.ts'
import type { PolicyKind } from './types.ts'

export const ucb1: PolicyKind = {
  ...rankedKind,
  isRaw: true,
  make: (view) => {
    const { evidence, settings } = view
    return ranked(view, (head, total) => {
      const n = evidence.all.n[head]!
      return n > 0 ? evidence.mean(head) + settings.alpha * Math.sqrt((2 * log(total)) / n) : Infinity
    })
  },
}
