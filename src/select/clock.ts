/**
 * Time that never runs back: the sum of the positive steps of the caller's clock. A step back adds nothing, and time goes on from there.
 * Reading a clock costs more than a pick, so it is read seldom where picks are frequent: `glance` reads it each time while they come slower
 * than one in 50 ms, and one time in 64 at most while they come fast.
 */
const mostSkips = 63
const fastMs = 1
const slowMs = 50

export class Clock {
  /** When it was last read, ms since the selector was made. */
  at: number
  readonly #now: () => number
  #last: number
  #skips = 0
  #left = 0

  constructor(now: () => number, at = 0) {
    this.#now = now
    this.#last = now()
    this.at = at
  }

  read(): number {
    const now = this.#now()
    if (now > this.#last) this.at += now - this.#last
    this.#last = now
    return this.at
  }

  /** For a snapshot: how seldom it is read now. */
  save(): readonly [skips: number, left: number] {
    return [this.#skips, this.#left]
  }

  /** Goes on from this time. */
  load(at: number, [skips, left]: readonly [skips: number, left: number]): void {
    this.read()
    this.at = at
    this.#skips = skips
    this.#left = left
  }

  /** About now: read again only now and then. */
  glance(): number {
    if (this.#left > 0) {
      this.#left -= 1
      return this.at
    }
    const passed = -this.at + this.read()
    if (passed > slowMs) this.#skips = 0
    else if (passed < fastMs && this.#skips < mostSkips) this.#skips = 2 * this.#skips + 1
    this.#left = this.#skips
    return this.at
  }
}
