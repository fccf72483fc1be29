/**
 * Policies that give each head a number and pick the greatest: what they share.
 * The number of the head that was observed is made anew at each observation, those of the others when there is 1 % more evidence; equal ones
 * share evenly.
 */
import { Peak } from './peak.ts'
import type { Policy, PolicyKind, View } from './types.ts'

/** The number of a head; greater is better. `total` is all evidence, at least 1. */
export type Rank = (head: number, total: number) => number

/** JSON knows no infinity. */
const finite = (x: number): number => (x === Infinity ? Number.MAX_VALUE : x === -Infinity ? -Number.MAX_VALUE : x)
const infinite = (x: number): number => (x === Number.MAX_VALUE ? Infinity : x === -Number.MAX_VALUE ? -Infinity : x)

class Ranked implements Policy {
  readonly #view: View
  readonly #rank: Rank
  readonly #peak: Peak
  readonly #before: () => void
  readonly #memo: Float64Array
  #nextAt = 0

  constructor(view: View, rank: Rank, before: () => void, memo: Float64Array) {
    this.#memo = memo
    this.#view = view
    this.#rank = rank
    this.#before = before
    this.#peak = new Peak(view.evidence.heads)
  }

  remake(): void {
    const { vector, evidence } = this.#view
    this.#before()
    const total = evidence.total > 1 ? evidence.total : 1
    for (let head = 0; head < evidence.heads; head += 1) {
      this.#peak.set(head, vector.isWithin(head) ? this.#rank(head, total) : -Infinity)
    }
    this.#nextAt = evidence.steps + total / 100
    this.#crown()
  }

  observed(head: number): boolean {
    const { evidence, vector } = this.#view
    if (evidence.steps >= this.#nextAt) this.remake()
    else if (vector.isWithin(head)) {
      this.#peak.set(head, this.#rank(head, evidence.total))
      this.#crown()
    }
    return true
  }

  index(head: number): number {
    const { total } = this.#view.evidence
    return this.#rank(head, total > 1 ? total : 1)
  }

  save(): readonly number[] {
    const indices = Array.from({ length: this.#view.evidence.heads }, (_, head) => finite(this.#peak.at(head)))
    return [this.#nextAt, ...Array.from(this.#memo, finite), ...indices]
  }

  load([nextAt, ...rest]: readonly number[]): void {
    this.#nextAt = nextAt ?? 0
    this.#memo.set(rest.slice(0, this.#memo.length).map(infinite))
    rest.slice(this.#memo.length).forEach((index, head) => this.#peak.set(head, infinite(index)))
  }

  #crown(): void {
    const { heads, count } = this.#peak.winners()
    this.#view.vector.setWinners(heads, count)
  }
}

/** @param before - called before all numbers are made anew. @param memo - what it keeps between two calls */
export const ranked = (view: View, rank: Rank, before: () => void = () => undefined, memo = new Float64Array(0)): Policy =>
  new Ranked(view, rank, before, memo)

/** What kinds of ranked policies have in common: they look after their vector themselves. */
export const rankedKind: Omit<PolicyKind, 'make'> = { every: () => Infinity, explore: 0.01, firstPlays: 1, learns: true }
