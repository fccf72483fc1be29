/**
 * How busy and how slow each head is: calls that are under way, and a peak-sensitive mean of durations.
 * Cost jumps to a duration that is longer, and moves to a shorter one by w = exp(-dt / 10 s): cost w + ms (1 - w). That of an idle head decays
 * towards 0, and it is tried again. Load = cost (pending + 1); a head that never answered and has calls under way counts as very slow.
 * Costs are kept times the decay since a common beginning, so that loads compare without a look at the time.
 * Source: peak EWMA of Finagle (Twitter 2015).
 */
import { exp } from '../reference/math/index.ts'

const decayMs = 10_000
/** Load of a head with calls under way and none ever answered. */
const unknown = 1e200
/** Decays after which there is a new beginning. */
const mostDecays = 300

export class Load {
  /** Calls under way. */
  readonly pending: Int32Array
  /** Cost times growth at the time it was told; -1: never told. */
  readonly #keys: Float64Array
  /** Growth at the time it was told. */
  readonly #told: Float64Array
  #beganAt = 0
  #at = 0
  /** exp((at - began) / 10 s) */
  #growth = 1

  constructor(heads: number) {
    this.pending = new Int32Array(heads)
    this.#keys = new Float64Array(heads).fill(-1)
    this.#told = new Float64Array(heads)
  }

  /** A call took `ms`; `at` is the time of the selector's clock. */
  took(head: number, ms: number, at: number): void {
    if (at !== this.#at) this.#move(at)
    const key = this.#keys[head]!
    const told = this.#told[head]!
    const isPeak = key < 0 || ms * told > key
    this.#keys[head] = isPeak ? ms * this.#growth : key + ms * (this.#growth - told)
    this.#told[head] = this.#growth
  }

  /** In a unit of its own, the same for all heads. */
  of(head: number): number {
    const key = this.#keys[head]!
    const pending = this.pending[head]! + 1
    if (key >= 0) return key * pending
    return pending > 1 ? unknown * pending : 0
  }

  /** Against all heads of a list, itself among them: two for each with more load, one for each with as much. */
  pointsOf(head: number, within: Int32Array, size: number): number {
    const keys = this.#keys
    const { pending } = this
    const own = this.of(head)
    let points = 0
    for (let i = 0; i < size; i += 1) {
      const place = within[i]!
      const key = keys[place]!
      const load = key >= 0 ? key * (pending[place]! + 1) : this.of(place)
      if (load > own) points += 2
      else if (load === own) points += 1
    }
    return points
  }

  /** Cost times calls under way and one more, ms. */
  msOf(head: number, at: number): number {
    this.#move(at)
    return this.of(head) / this.#growth
  }

  save(): readonly number[] {
    return [this.#beganAt, this.#at, ...this.#keys, ...this.#told]
  }

  load([beganAt, at, ...columns]: readonly number[]): void {
    this.#beganAt = beganAt!
    this.#keys.set(columns.slice(0, this.#keys.length))
    this.#told.set(columns.slice(this.#keys.length))
    this.#move(at!)
  }

  #move(at: number): void {
    this.#at = at
    const decays = (at - this.#beganAt) / decayMs
    if (decays <= mostDecays) {
      this.#growth = exp(decays)
      return
    }
    const scale = exp(-decays)
    for (let head = 0; head < this.#keys.length; head += 1) {
      if (this.#keys[head]! > 0) this.#keys[head]! *= scale
      this.#told[head]! *= scale
    }
    this.#beganAt = at
    this.#growth = 1
  }
}
