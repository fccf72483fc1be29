/**
 * Thompson sampling for rewards of any size: normal with unknown mean and variance.
 * precision ~ Gamma(n/2, rate SS/2 + .01), mean ~ N(m, 1/(n precision)), SS the sum of squares about the mean; two plays of each head first.
 * Source: Honda and Takemura 2014.
 */
import { normal, Shapes } from '../chance.ts'
import { every, winnersOf } from './rounds.ts'
import type { PolicyKind } from './types.ts'

export const thompsonNormal: PolicyKind = {
  every,
  explore: 0.01,
  firstPlays: 2,
  learns: true,
  isRaw: true,
  make: (view) => {
    const { all } = view.evidence
    const shapes = new Shapes(view.evidence.heads)
    const heads = new Int32Array(view.evidence.heads)
    const rateOf = (head: number): number => {
      const n = all.n[head]!
      const squares = n > 0 ? all.s2[head]! - (all.s[head]! * all.s[head]!) / n : 0
      return (squares > 0 ? squares / 2 : 0) + 0.01
    }
    return winnersOf(view, {
      bounds: (head) => {
        const n = all.n[head]!
        if (n < 10) return [-Infinity, Infinity]
        const reach = 8 * Math.sqrt(rateOf(head) / (n / 2) / n)
        return [all.s[head]! / n - reach, all.s[head]! / n + reach]
      },
      prepare: (head, slot) => {
        const n = all.n[head]!
        heads[slot] = head
        if (n >= 2) shapes.set(slot, n / 2)
      },
      draw: (slot, chance) => {
        const head = heads[slot]!
        const n = all.n[head]!
        if (n < 2) return Infinity
        const precision = shapes.draw(slot, chance) / rateOf(head)
        return all.s[head]! / n + normal(chance) / Math.sqrt(n * precision)
      },
    })
  },
}
