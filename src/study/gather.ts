/**
 * Samples side by side in one column, so that a whole study is summarised in one call of the engine.
 * In: groups, value by value. Out: the column and its offsets. Grows by doubling; nothing is copied twice on average.
 */

export interface Gathered {
  readonly values: Float64Array
  readonly offsets: Uint32Array
}

/** Collects groups one after the other. */
export class Gather {
  #values = new Float64Array(1024)
  #size = 0
  readonly #ends: number[] = [0]

  /** How many groups are closed. */
  get groups(): number {
    return this.#ends.length - 1
  }

  add(value: number): void {
    if (this.#size === this.#values.length) {
      const wider = new Float64Array(this.#size * 2)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.#size] = value
    this.#size += 1
  }

  /** Ends the group of the values added since the last one; returns its number. */
  close(): number {
    this.#ends.push(this.#size)
    return this.#ends.length - 2
  }

  done(): Gathered {
    return { values: this.#values.subarray(0, this.#size), offsets: Uint32Array.from(this.#ends) }
  }
}
