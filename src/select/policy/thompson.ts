/**
 * Thompson sampling: each head's chance is the chance that it is the best, by the posterior Beta(1 + s, 1 + n - s) of its success share.
 * In batches: 16 rounds of one draw a head, the winners of which share the picks until there is 3 % more evidence.
 * Heads that cannot win are not drawn: those whose mean + 5 sd lies below another's mean - 5 sd.
 * Source: Thompson 1933; in batches: Kalkanli and Ozgur 2021.
 */
import { Shapes } from '../chance.ts'
import { every, winnersOf } from './rounds.ts'
import type { PolicyKind } from './types.ts'

export const thompson: PolicyKind = {
  every,
  explore: 0.01,
  firstPlays: 1,
  learns: true,
  make: (view) => {
    const { all } = view.evidence
    const [good, bad] = [new Shapes(view.evidence.heads), new Shapes(view.evidence.heads)]
    const shapes = (head: number): [a: number, b: number] => {
      const n = all.n[head]!
      const s = all.s[head]! < 0 ? 0 : all.s[head]! > n ? n : all.s[head]!
      return [1 + s, 1 + n - s]
    }
    return winnersOf(view, {
      bounds: (head) => {
        const [a, b] = shapes(head)
        const mean = a / (a + b)
        const reach = 5 * Math.sqrt((mean * (1 - mean)) / (a + b + 1))
        return [mean - reach, mean + reach]
      },
      prepare: (head, slot) => {
        const [a, b] = shapes(head)
        good.set(slot, a)
        bad.set(slot, b)
      },
      // Beta(a, b) is Gamma(a) / (Gamma(a) + Gamma(b)).
      draw: (slot, chance) => {
        const x = good.draw(slot, chance)
        return x / (x + bad.draw(slot, chance))
      },
    })
  },
}
