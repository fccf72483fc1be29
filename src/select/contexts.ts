/** Values by key, of which the least recently used goes when there are too many. A Map keeps the order of use. */
export class Recent<T> {
  readonly #values = new Map<string, T>()
  readonly #most: number
  readonly #gone: (value: T) => void

  /** @param gone - told of each value that goes */
  constructor(most: number, gone: (value: T) => void) {
    this.#most = most
    this.#gone = gone
  }

  /** The value of a key; made where there is none. */
  get(key: string, make: () => T): T {
    const found = this.#values.get(key)
    if (found !== undefined) {
      this.#values.delete(key)
      this.#values.set(key, found)
      return found
    }
    const made = make()
    this.#values.set(key, made)
    if (this.#values.size > this.#most) this.#drop()
    return made
  }

  #drop(): void {
    const [key, value] = this.#values.entries().next().value!
    this.#values.delete(key)
    this.#gone(value)
  }

  peek(key: string): T | undefined {
    return this.#values.get(key)
  }

  entries(): IterableIterator<[string, T]> {
    return this.#values.entries()
  }

  get size(): number {
    return this.#values.size
  }
}
