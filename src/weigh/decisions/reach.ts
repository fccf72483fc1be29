/**
 * What could have been picked, and what the two sets of weights become among that.
 * In: weights before and after; which heads were excluded, the probabilities of all heads where they were logged. Out: weights scaled to sum 1
 * among the heads that were in; the largest |after - before|/p; whether a head with weight could not be picked. Each situation is reckoned once.
 */
import type { LoggedDecision } from './types.ts'

/** Both weights of each head that was in. */
export interface Among {
  readonly heads: ReadonlyMap<string, { readonly before: number; readonly after: number }>
}

/** The same, with the probability of each head. */
export interface Reach {
  readonly of: ReadonlyMap<string, number>
  /** Largest |after - before|/p of a head with p above 0. */
  readonly bound: number
  /** A head with weight that has p = 0 and was not excluded. */
  readonly isBlind: boolean
}

/** How far the logged probability may be from that of its vector: both are sums of shares. */
const tolerance = 1e-9

export class Situations {
  readonly #before: ReadonlyMap<string, number>
  readonly #after: ReadonlyMap<string, number>
  readonly #names: readonly string[]
  readonly #among = new Map<string, Among | undefined>()
  readonly #reach = new WeakMap<object, Map<string, Reach>>()

  constructor(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) {
    this.#before = before
    this.#after = after
    const all = new Set([...before.keys(), ...after.keys()])
    this.#names = [...all].filter((name) => (before.get(name) ?? 0) > 0 || (after.get(name) ?? 0) > 0)
  }

  /** Heads with weight before or after. */
  get names(): readonly string[] {
    return this.#names
  }

  /** Undefined when none of the heads with weight, before or after, was in. */
  among({ excluded = [] }: LoggedDecision): Among | undefined {
    const key = keyOf(excluded)
    const known = this.#among.get(key)
    if (known !== undefined || this.#among.has(key)) return known
    const found = this.#scaled(new Set(excluded))
    this.#among.set(key, found)
    return found
  }

  #scaled(out: ReadonlySet<string>): Among | undefined {
    const left = this.#names.filter((name) => !out.has(name))
    const scale = (shares: ReadonlyMap<string, number>): number =>
      out.size === 0 ? 1 : left.reduce((sum, name) => sum + (shares.get(name) ?? 0), 0)
    const [before, after] = [scale(this.#before), scale(this.#after)]
    if (!(before > 0 && after > 0)) return undefined
    const shares = (name: string): { before: number; after: number } => ({
      before: (this.#before.get(name) ?? 0) / before,
      after: (this.#after.get(name) ?? 0) / after,
    })
    return { heads: new Map(left.map((name) => [name, shares(name)])) }
  }

  /** Undefined where the probabilities of all heads were not logged, or are not those that this pick was drawn from. */
  reach(decision: LoggedDecision, among: Among): Reach | undefined {
    const { head, probability, probabilities, excluded = [] } = decision
    if (probabilities === undefined) return undefined
    const byKey = this.#reach.get(probabilities) ?? new Map<string, Reach>()
    this.#reach.set(probabilities, byKey)
    const key = keyOf(excluded)
    const reach = byKey.get(key) ?? reachOf(probabilities, new Set(excluded), among)
    byKey.set(key, reach)
    return Math.abs((reach.of.get(head) ?? 0) - probability) <= tolerance ? reach : undefined
  }
}

const keyOf = (excluded: readonly string[]): string => (excluded.length === 0 ? '' : JSON.stringify([...excluded].sort()))

function reachOf(probabilities: ReadonlyMap<string, number>, out: ReadonlySet<string>, { heads }: Among): Reach {
  let mass = 0
  for (const [name, p] of probabilities) if (!out.has(name)) mass += p
  const of = new Map<string, number>()
  for (const [name, p] of probabilities) if (!out.has(name) && p > 0) of.set(name, out.size === 0 ? p : p / mass)
  let bound = 0
  let isBlind = false
  for (const [name, { before, after }] of heads) {
    const p = of.get(name) ?? 0
    if (p > 0) bound = Math.max(bound, Math.abs(after - before) / p)
    else isBlind = true
  }
  return { of, bound, isBlind }
}
