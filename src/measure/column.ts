/** A column that grows by doubling: trials are not counted on before they are run (up to 1e9 may be asked for, and the study aborted). */

type Numbers = Float64Array | Uint32Array | Uint8Array

export class Column<T extends Numbers> {
  #values: T
  #size = 0
  readonly #make: (length: number) => T

  constructor(make: (length: number) => T, expected: number) {
    this.#make = make
    this.#values = make(expected < 1024 ? expected : 1024)
  }

  get size(): number {
    return this.#size
  }

  /** The value at a place below `size`. */
  at(place: number): number {
    return this.#values[place]!
  }

  add(value: number): void {
    if (this.#size === this.#values.length) {
      const wider = this.#make(this.#size * 2 + 1)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values[this.#size] = value
    this.#size += 1
  }

  /** Adds `value` until there are `size` of them. */
  fillTo(size: number, value: number): void {
    while (this.#size < size) this.add(value)
  }

  /** The values so far, in memory of their own. */
  done(): T {
    return this.#values.slice(0, this.#size) as T
  }
}

/** Rows of so many numbers, one after the other; columns are picked out of them at the end. */
export class Rows<T extends Float64Array | Uint32Array> {
  #values: T
  #size = 0
  readonly #width: number
  readonly #make: (length: number) => T

  constructor(make: (length: number) => T, width: number, expected: number) {
    this.#make = make
    this.#width = width
    this.#values = make(width * (expected < 1024 ? expected : 1024))
  }

  get size(): number {
    return this.#size
  }

  /** The value of a row below `size`, at a place below the width. */
  at(row: number, place: number): number {
    return this.#values[row * this.#width + place]!
  }

  /** @param row - as wide as all; it is copied */
  add(row: T): void {
    const at = this.#size * this.#width
    if (at === this.#values.length) {
      const wider = this.#make(2 * at + this.#width)
      wider.set(this.#values)
      this.#values = wider
    }
    this.#values.set(row, at)
    this.#size += 1
  }

  /** Fills a column, as long as there are rows, with what stands at a place of each row. */
  column<C extends Numbers>(column: C, place: number): C {
    const [values, width] = [this.#values, this.#width]
    for (let i = 0, at = place; i < this.#size; i += 1, at += width) column[i] = values[at]!
    return column
  }
}

export const floats = (expected: number): Column<Float64Array> => new Column((length) => new Float64Array(length), expected)
export const words = (expected: number): Column<Uint32Array> => new Column((length) => new Uint32Array(length), expected)
