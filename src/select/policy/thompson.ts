/**
 * Thompson sampling: each head's chance is the chance that it is the best, by the posterior Beta(1 + s, 1 + n - s) of its success share.
 * In batches: 24 rounds of one draw a head, the winners of which share the picks until there is 5 % more evidence, or 10 % of one head.
 * Heads that cannot win are not drawn: those of which a draw reaches another's mean - 5 sd but once in a million, by Chernoff's bound
 * P(draw >= x) = P(Binomial(n + 1, x) <= s) <= exp(-(n + 1) kl(s / (n + 1), x)).
 * Source: Thompson 1933; in batches: Kalkanli and Ozgur 2021; the bound: Chernoff 1952.
 */
import type { Resumable } from '../../reference/random/sfc32.ts'
import { Gammas } from '../chance.ts'
import { kl } from './kl.ts'
import { every, winnersOf, type Posterior } from './rounds.ts'
import type { PolicyKind, View } from './types.ts'

/** -ln of once in a million. */
const never = 13.8

class Beta implements Posterior {
  readonly #view: View
  /** Of each head: 1 + s and 1 + n - s. */
  readonly #good: Float64Array
  readonly #bad: Float64Array
  /** Of each rival: two, one of what succeeded and one of what failed. */
  readonly #gammas: Gammas

  constructor(view: View) {
    const { heads } = view.evidence
    this.#view = view
    this.#good = new Float64Array(heads)
    this.#bad = new Float64Array(heads)
    this.#gammas = new Gammas(2 * heads)
  }

  gather(rivals: Int32Array): number {
    const { within, size } = this.#view.vector
    const least = this.#least()
    let count = 0
    for (let i = 0; i < size; i += 1) {
      const head = within[i]!
      if (this.#isBeyond(head, least)) continue
      this.#gammas.set(2 * count, this.#good[head]!)
      this.#gammas.set(2 * count + 1, this.#bad[head]!)
      rivals[count++] = head
    }
    return count
  }

  /** Beta(a, b) is Gamma(a) / (Gamma(a) + Gamma(b)): the greatest is that with the greatest ratio of the two. */
  best(count: number, chance: Resumable): number {
    const gammas = this.#gammas
    let best = -1
    let found = 0
    for (let place = 0; place < count; place += 1) {
      const value = gammas.draw(2 * place, chance) / gammas.draw(2 * place + 1, chance)
      if (value <= best) continue
      best = value
      found = place
    }
    return found
  }

  /** What some head nearly always reaches. */
  #least(): number {
    const { evidence, vector } = this.#view
    const { n: counts, s: sums } = evidence.all
    let least = 0
    for (let i = 0; i < vector.size; i += 1) {
      const head = vector.within[i]!
      const n = counts[head]!
      const s = sums[head]! < 0 ? 0 : sums[head]! > n ? n : sums[head]!
      const a = 1 + s
      const b = 1 + n - s
      this.#good[head] = a
      this.#bad[head] = b
      const mean = a / (a + b)
      const low = mean - 5 * Math.sqrt((mean * (1 - mean)) / (a + b + 1))
      if (low > least) least = low
    }
    return least
  }

  #isBeyond(head: number, least: number): boolean {
    const n = this.#good[head]! + this.#bad[head]! - 1
    const mean = (this.#good[head]! - 1) / n
    const gap = least - mean
    if (gap <= 0) return false
    // Pinsker: kl >= 2 gap^2 asks for no logarithm.
    return 2 * gap * gap * n > never || kl(mean, least) * n > never
  }
}

export const thompson: PolicyKind = {
  every,
  explore: 0.01,
  firstPlays: 1,
  learns: true,
  make: (view) => winnersOf(view, new Beta(view)),
}
