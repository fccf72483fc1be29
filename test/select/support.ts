/** A world of heads for tests of selectors: success by seeded chance, a clock by hand. */
import { create } from '../../src/reference/random/sfc32.ts'
import { createSelector, type Selector, type SelectorOptions, type SelectorPolicy } from '../../src/select/index.ts'
import { selectorPolicies } from '../../src/select/policy/index.ts'

export { selectorPolicies }

export class World {
  at = 0
  readonly now = (): number => this.at
  readonly #random
  readonly #rates: Readonly<Record<string, number>>

  constructor(rates: Readonly<Record<string, number>>, seed = 1) {
    this.#rates = rates
    this.#random = create(seed, 'world')
  }

  ok(head: string): boolean {
    return this.#random.next() / 4294967296 < (this.#rates[head] ?? 0)
  }
}

export const rates = { a: 0.9, b: 0.7, c: 0.5, d: 0.3 }

/** With weights where the policy needs them. */
export function selectorOf(policy: SelectorPolicy, more: SelectorOptions = {}): Selector {
  const weights = policy === 'weighted' ? { weights: { a: 0.4, b: 0.3, c: 0.2, d: 0.1 } } : {}
  return createSelector({ heads: ['a', 'b', 'c', 'd'], policy, seed: 7, origin: 'test', ...weights, ...more })
}
