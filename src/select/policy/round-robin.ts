/** One head after the other, of those that are in. */
import type { PolicyKind } from './types.ts'

export const roundRobin: PolicyKind = {
  every: () => Infinity,
  explore: 0,
  firstPlays: 0,
  isDynamic: true,
  make: ({ vector }) => {
    let last = -1
    const winner = [0]
    const turn = (): void => {
      let next = vector.within[0] ?? 0
      for (let i = 0; i < vector.size; i += 1) {
        if (vector.within[i]! <= last) continue
        next = vector.within[i]!
        break
      }
      winner[0] = next
      vector.setWinners(winner, 1)
    }
    return {
      remake: turn,
      picked: (head) => {
        last = head
        turn()
      },
      save: () => [last],
      load: ([head]) => {
        last = head!
        turn()
      },
    }
  },
}
