/** One head after the other, of those that are in. */
import type { Policy, PolicyKind, View } from './types.ts'

class RoundRobin implements Policy {
  readonly #view: View
  readonly #winner = [0]
  /** Place among the heads that are in. */
  #next = 0
  #last = -1

  constructor(view: View) {
    this.#view = view
  }

  /** The first head that is in behind the last one. */
  remake(): void {
    const { vector } = this.#view
    this.#next = 0
    while (this.#next < vector.size && vector.within[this.#next]! <= this.#last) this.#next += 1
    if (this.#next >= vector.size) this.#next = 0
    this.#winner[0] = vector.within[this.#next]!
    vector.setWinners(this.#winner, 1)
  }

  choose(): number {
    const { within, size } = this.#view.vector
    const head = within[this.#next]!
    this.#last = head
    this.#next = this.#next + 1 < size ? this.#next + 1 : 0
    return head
  }

  picked(head: number): void {
    this.#last = head
    this.remake()
  }

  probabilityOf(): number {
    return 1
  }

  save(): readonly number[] {
    return [this.#last]
  }

  load([last]: readonly number[]): void {
    this.#last = last ?? -1
    this.remake()
  }
}

export const roundRobin: PolicyKind = {
  every: () => Infinity,
  explore: 0,
  firstPlays: 0,
  learns: false,
  isDynamic: true,
  make: (view) => new RoundRobin(view),
}
