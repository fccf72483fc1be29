/** Failures that nobody awaited, by head: one warning a head, with how many there were. */
import { describeThrown, hydraError, type HydraError } from '../errors/index.ts'

interface Orphan {
  readonly first: unknown
  count: number
}

export class Orphans {
  readonly #byHead = new Map<string, Orphan>()

  add(head: string, thrown: unknown): void {
    const known = this.#byHead.get(head)
    if (known === undefined) this.#byHead.set(head, { first: thrown, count: 1 })
    else known.count += 1
  }

  /** HYD-3009 for every head that left some. */
  warnings(): HydraError[] {
    return [...this.#byHead].map(([head, { first, count }]) => {
      const more = count > 1 ? ` (and ${count - 1} more)` : ''
      return hydraError(
        '3009',
        { head, what: describeThrown(first) + more },
        { where: { head }, cause: first, details: { count } },
      )
    })
  }
}
