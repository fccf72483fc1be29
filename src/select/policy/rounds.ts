/** Rounds of draws, one a head; the heads that won share the picks. What the policies have in common that sample from a posterior. */
import type { Random } from '../../reference/random/sfc32.ts'
import type { Policy, View } from './types.ts'

/** Winners that share the picks. */
export const rounds = 16

/** 3 % more evidence; at least 1 observation, at most 48. */
export function every(total: number): number {
  const grown = total * 0.03
  return grown < 1 ? 1 : grown > 48 ? 48 : grown
}

export interface Posterior {
  /** Between which a draw of the head lies, but for once in a million. */
  readonly bounds: (head: number) => readonly [low: number, high: number]
  /** Before the draws of a head: it is rival number `slot` this time. */
  readonly prepare: (head: number, slot: number) => void
  readonly draw: (slot: number, chance: Random) => number
}

export function winnersOf({ evidence, vector, chance }: View, { bounds, prepare, draw }: Posterior): Policy {
  const rivals = new Int32Array(evidence.heads)
  const highs = new Float64Array(evidence.heads)
  const winners = new Int32Array(rounds)

  /** Heads that can win; answers how many. */
  const gather = (): number => {
    let least = -Infinity
    for (let i = 0; i < vector.size; i += 1) {
      const [low, high] = bounds(vector.within[i]!)
      highs[i] = high
      if (low > least) least = low
    }
    let count = 0
    for (let i = 0; i < vector.size; i += 1) {
      if (highs[i]! < least) continue
      prepare(vector.within[i]!, count)
      rivals[count++] = vector.within[i]!
    }
    return count
  }

  const winner = (count: number): number => {
    let best = -Infinity
    let found = rivals[0]!
    for (let i = 0; i < count; i += 1) {
      const value = draw(i, chance)
      if (value <= best) continue
      best = value
      found = rivals[i]!
    }
    return found
  }

  return {
    remake: () => {
      const count = gather()
      if (count === 1) return vector.setWinners(rivals, 1)
      for (let round = 0; round < rounds; round += 1) winners[round] = winner(count)
      vector.setWinners(winners, rounds)
    },
  }
}
