/** Rounds of draws, one a head; the heads that won share the picks. What the policies have in common that sample from a posterior. */
import type { Resumable } from '../../reference/random/sfc32.ts'
import type { Policy, View } from './types.ts'

/** Winners that share the picks. */
export const rounds = 24

/** 5 % more evidence; at least 1 observation, at most 128. A head of which little is known asks for it sooner (learner.ts). */
export function every(total: number): number {
  const grown = total * 0.05
  return grown < 1 ? 1 : grown > 128 ? 128 : grown
}

export interface Posterior {
  /** Heads that can win, put into `rivals`; answers how many. Made ready for draws in this order. */
  gather(rivals: Int32Array): number
  /** A draw for each of the first `count` rivals. Answers the place of the greatest. */
  best(count: number, chance: Resumable): number
}

export function winnersOf({ evidence, vector, chance }: View, posterior: Posterior): Policy {
  const rivals = new Int32Array(evidence.heads)
  const winners = new Int32Array(rounds)
  return {
    remake: () => {
      const count = posterior.gather(rivals)
      if (count === 1) return vector.setWinners(rivals, 1)
      for (let round = 0; round < rounds; round += 1) winners[round] = rivals[posterior.best(count, chance)]!
      vector.setWinners(winners, rounds)
    },
  }
}
