/**
 * Power of two choices: of two heads drawn evenly the one with less load.
 * p = (2 worse + ties) / (K (K - 1)), worse and ties the heads in with more and with equal load.
 * Source: Mitzenmacher 2001; load: peak EWMA (load.ts).
 */
import type { Policy, PolicyKind, View } from './types.ts'

class LeastLoaded implements Policy {
  readonly #view: View

  constructor(view: View) {
    this.#view = view
  }

  remake(): void {
    const { vector, evidence } = this.#view
    vector.setShares(new Float64Array(evidence.heads).fill(1 / vector.size))
  }

  choose(): number {
    const { vector, chance, load } = this.#view
    const { within, size } = vector
    if (size === 1) return within[0]!
    // Of K (K - 1) pairs one, by one draw while there are few.
    const pair = chance.below(size * (size - 1))
    const a = (pair / (size - 1)) | 0
    const other = pair - a * (size - 1)
    const first = within[a]!
    const second = within[other < a ? other : other + 1]!
    return load.of(second) < load.of(first) ? second : first
  }

  probabilityOf(head: number): number {
    const { vector, load } = this.#view
    const { within, size } = vector
    if (size === 1) return 1
    return (load.pointsOf(head, within, size) - 1) / (size * (size - 1))
  }

  index(head: number): number {
    return this.#view.load.msOf(head, this.#view.clock.at)
  }
}

export const leastLoaded: PolicyKind = {
  every: () => Infinity,
  explore: 0,
  firstPlays: 0,
  learns: false,
  isDynamic: true,
  make: (view) => new LeastLoaded(view),
}
