/** KL-UCB: the greatest q with n kl(mean, q) <= ln N. Source: Garivier and Cappe 2011. */
import { log } from '../../reference/math/index.ts'
import { klBound } from './kl.ts'
import { ranked, rankedKind } from './ranked.ts'
import type { PolicyKind } from './types.ts'

export const klUcb: PolicyKind = {
  ...rankedKind,
  make: (view) => {
    const { evidence } = view
    return ranked(view, (head, total) => {
      const n = evidence.all.n[head]!
      return n > 0 ? klBound(evidence.mean(head), n, log(total)) : Infinity
    })
  },
}
