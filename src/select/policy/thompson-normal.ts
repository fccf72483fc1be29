/**
 * Thompson sampling for rewards of any size: normal with unknown mean and variance.
 * precision ~ Gamma(n/2, rate SS/2 + .01), mean ~ N(m, 1/(n precision)), SS the sum of squares about the mean; two plays of each head first.
 * Source: Honda and Takemura 2014.
 */
import type { Resumable } from '../../reference/random/sfc32.ts'
import { Gammas, normal } from '../chance.ts'
import { every, winnersOf, type Posterior } from './rounds.ts'
import type { PolicyKind, View } from './types.ts'

class NormalGamma implements Posterior {
  readonly #view: View
  readonly #gammas: Gammas
  /** Of each rival: mean; rate / n; 0 for a head with less than two observations. */
  readonly #means: Float64Array
  readonly #scales: Float64Array
  readonly #highs: Float64Array

  constructor(view: View) {
    const { heads } = view.evidence
    this.#view = view
    this.#gammas = new Gammas(heads)
    this.#means = new Float64Array(heads)
    this.#scales = new Float64Array(heads)
    this.#highs = new Float64Array(heads)
  }

  gather(rivals: Int32Array): number {
    const { vector, evidence } = this.#view
    const { within, size } = vector
    const least = this.#least()
    let count = 0
    for (let i = 0; i < size; i += 1) {
      const head = within[i]!
      if (this.#highs[head]! < least) continue
      const n = evidence.all.n[head]!
      this.#means[count] = n > 0 ? evidence.mean(head) : 0
      this.#scales[count] = n < 2 ? 0 : this.#rateOf(head) / n
      if (n >= 2) this.#gammas.set(count, n / 2)
      rivals[count++] = head
    }
    return count
  }

  best(count: number, chance: Resumable): number {
    let best = -Infinity
    let found = 0
    for (let place = 0; place < count; place += 1) {
      const scale = this.#scales[place]!
      if (scale === 0) return place
      const value = this.#means[place]! + normal(chance) * Math.sqrt(scale / this.#gammas.draw(place, chance))
      if (value <= best) continue
      best = value
      found = place
    }
    return found
  }

  /** What some head nearly always reaches; and how far each head can come. */
  #least(): number {
    const { vector, evidence } = this.#view
    let least = -Infinity
    for (let i = 0; i < vector.size; i += 1) {
      const head = vector.within[i]!
      const n = evidence.all.n[head]!
      this.#highs[head] = Infinity
      if (n < 10) continue
      const reach = 8 * Math.sqrt(this.#rateOf(head) / (n / 2) / n)
      this.#highs[head] = evidence.mean(head) + reach
      const low = evidence.mean(head) - reach
      if (low > least) least = low
    }
    return least
  }

  #rateOf(head: number): number {
    const { n: counts, s, s2 } = this.#view.evidence.all
    const n = counts[head]!
    const squares = n > 0 ? s2[head]! - (s[head]! * s[head]!) / n : 0
    return (squares > 0 ? squares / 2 : 0) + 0.01
  }
}

export const thompsonNormal: PolicyKind = {
  every,
  explore: 0.01,
  firstPlays: 2,
  learns: true,
  isRaw: true,
  make: (view) => winnersOf(view, new NormalGamma(view)),
}
