/**
 * How many blocks are run in one go: as many as take a few ms together.
 * In: what blocks took, by the input they had. Out: whether another block fits. A block whose input has not been seen yet is run by itself: its
 * calls may take a thousand times as long as those of the block before.
 */
const mostAtOnce = 64

export class Goes {
  readonly #goMs: number
  readonly #indexOf: (block: number) => number
  readonly #tookMs = new Map<number, number>()
  #inputs: number[] = []
  #expectedMs = 0

  /** @param goMs - of one go. @param indexOf - the input of a block */
  constructor(goMs: number, indexOf: (block: number) => number) {
    this.#goMs = goMs
    this.#indexOf = indexOf
  }

  begin(): void {
    this.#inputs = []
    this.#expectedMs = 0
  }

  /** Takes a block into the go; false where it does not fit: the first one always does. */
  takes(block: number): boolean {
    const input = this.#indexOf(block)
    const ms = this.#tookMs.get(input) ?? Infinity
    const fits = this.#expectedMs + ms <= this.#goMs && this.#inputs.length < mostAtOnce
    if (this.#inputs.length > 0 && !fits) return false
    this.#inputs.push(input)
    this.#expectedMs += ms
    return true
  }

  /** How long the go took: what is known of its inputs is corrected in proportion. */
  end(ms: number): void {
    const share = ms / this.#expectedMs
    for (const input of new Set(this.#inputs)) {
      const known = this.#tookMs.get(input)
      this.#tookMs.set(input, known === undefined ? ms / this.#inputs.length : known * share)
    }
  }
}
