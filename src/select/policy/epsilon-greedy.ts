/** The best mean, and each head with a small chance: epsilon is what is spread evenly (Watkins 1989). */
import { ranked, rankedKind } from './ranked.ts'
import type { PolicyKind } from './types.ts'

export const epsilonGreedy: PolicyKind = {
  ...rankedKind,
  explore: 'epsilon',
  make: (view) => ranked(view, (head) => (view.evidence.all.n[head]! > 0 ? view.evidence.mean(head) : Infinity)),
}
