/**
 * Policies that give each head a score and pick by its share: the weights as given, equal ones, the share of successes, softmax of means,
 * one over the gap to the best.
 */
import { exp } from '../../reference/math/index.ts'
import { every } from './rounds.ts'
import type { PolicyKind, View } from './types.ts'

/** Fills the scores of the heads that are in; not negative. */
type Score = (view: View, scores: Float64Array) => void

/** Shares from scores; equal ones where all are 0. */
export function shareOut({ vector }: View, scores: Float64Array): void {
  const { within, size } = vector
  let sum = 0
  for (let i = 0; i < size; i += 1) sum += scores[within[i]!]!
  for (let i = 0; i < size; i += 1) scores[within[i]!] = sum > 0 ? scores[within[i]!]! / sum : 1 / size
  vector.setShares(scores)
}

const kindOf = (score: Score, more: Omit<PolicyKind, 'make'>): PolicyKind => ({
  ...more,
  make: (view) => {
    const scores = new Float64Array(view.evidence.heads)
    return {
      remake: () => {
        score(view, scores)
        shareOut(view, scores)
      },
    }
  },
})

const fixed = { every: () => Infinity, explore: 0, firstPlays: 0, learns: false }
const learning = { every, explore: 0.01, firstPlays: 1, learns: true }

/** The weights of createSelector, as they are. */
export const weighted = kindOf(({ settings }, scores) => {
  for (let head = 0; head < scores.length; head += 1) scores[head] = settings.weights?.[head] ?? 1
}, fixed)

export const uniform = kindOf((_, scores) => void scores.fill(1), fixed)

/** (s + .5) / (n + 1): the classic rule, with half a success and half a failure so that no head starves. */
export const successShare = kindOf(
  ({ evidence: { all } }, scores) => {
    for (let head = 0; head < scores.length; head += 1) {
      const s = all.s[head]! > 0 ? all.s[head]! : 0
      scores[head] = (s + 0.5) / (all.n[head]! + 1)
    }
  },
  { ...learning, explore: 0 },
)

const bestOf = ({ evidence, vector: { within, size } }: View): number => {
  let best = -Infinity
  for (let i = 0; i < size; i += 1) best = Math.max(best, evidence.mean(within[i]!))
  return best
}

/** exp(mean / temperature). */
export const softmax = kindOf((view, scores) => {
  const best = bestOf(view)
  for (let head = 0; head < scores.length; head += 1)
    scores[head] = exp((view.evidence.mean(head) - best) / view.settings.temperature)
}, learning)

/**
 * 1 / (K + gamma (best - mean)), the rest to the best, gamma = 10 sqrt(N): probabilities that are exact, none of them tiny, for logged trials.
 * Source: Abe and Long 1999; Foster and Rakhlin 2020 (SquareCB).
 */
export const inverseGap = kindOf(
  (view, scores) => {
    const { evidence, vector } = view
    const { within, size } = vector
    const best = bestOf(view)
    const gamma = 10 * Math.sqrt(evidence.total)
    let [rest, winners] = [1, 0]
    for (let i = 0; i < size; i += 1) {
      const gap = best - evidence.mean(within[i]!)
      scores[within[i]!] = 1 / (size + gamma * gap)
      rest -= scores[within[i]!]!
      if (gap === 0) winners += 1
    }
    for (let i = 0; i < size; i += 1) if (evidence.mean(within[i]!) === best) scores[within[i]!]! += rest / winners
  },
  { ...learning, explore: 0 },
)
