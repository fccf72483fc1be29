/**
 * Power of two choices: of two heads drawn evenly the one with less load.
 * p = (2 worse + ties) / (K (K - 1)), worse and ties the heads in with more and with equal load.
 * Source: Mitzenmacher 2001; load: peak EWMA (load.ts).
 */
import type { Policy, PolicyKind, View } from './types.ts'

class LeastLoaded implements Policy {
  readonly #view: View
  readonly #loads: Float64Array

  constructor(view: View) {
    this.#view = view
    this.#loads = new Float64Array(view.evidence.heads)
  }

  remake(): void {
    const { vector, evidence } = this.#view
    vector.setShares(new Float64Array(evidence.heads).fill(1 / vector.size))
  }

  choose(): number {
    const { vector, chance, load, clock } = this.#view
    const { within, size } = vector
    if (size === 1) return within[0]!
    const a = chance.below(size)
    const other = chance.below(size - 1)
    const first = within[a]!
    const second = within[other < a ? other : other + 1]!
    const at = clock.read()
    return load.of(second, at) < load.of(first, at) ? second : first
  }

  probabilityOf(head: number): number {
    const { vector, load, clock } = this.#view
    const { within, size } = vector
    if (size === 1) return 1
    const own = load.of(head, clock.at)
    let points = -1
    for (let i = 0; i < size; i += 1) {
      const other = (this.#loads[i] = load.of(within[i]!, clock.at))
      points += other > own ? 2 : other === own ? 1 : 0
    }
    return points / (size * (size - 1))
  }

  index(head: number): number {
    return this.#view.load.of(head, this.#view.clock.at)
  }
}

export const leastLoaded: PolicyKind = {
  every: () => Infinity,
  explore: 0,
  firstPlays: 0,
  isDynamic: true,
  make: (view) => new LeastLoaded(view),
}
