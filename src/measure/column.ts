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

export const floats = (expected: number): Column<Float64Array> => new Column((length) => new Float64Array(length), expected)
export const words = (expected: number): Column<Uint32Array> => new Column((length) => new Uint32Array(length), expected)
export const bytes = (expected: number): Column<Uint8Array> => new Column((length) => new Uint8Array(length), expected)
