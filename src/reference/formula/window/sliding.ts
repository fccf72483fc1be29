/**
 * A fold of the last n rows, without ever taking a value off: what has left the window leaves nothing behind.
 * Rows are cut into spans of n. The window is the end of one span, folded from its back to its front, and the beginning of the next, folded
 * forwards; both are joined. So a row costs O(1) on average, and the bits depend on the values of the window and their places alone.
 * Rows without value are skipped. Memory: n folds at most, only as many as there were rows.
 * Source: van Herk 1992.
 * Twin: crates/hydra-core/src/formula/window/sliding.rs
 */
export interface Fold<T> {
  readonly of: (value: number) => T
  /** The older part first. */
  readonly join: (older: T, newer: T) => T
}

export class Sliding<T> {
  readonly #rows: number
  readonly #fold: Fold<T>
  /** Of the former span: from each of its rows still in the window to its end; the oldest row last. */
  #backwards: (T | undefined)[] = []
  #span: number[] = []
  #forwards: T | undefined

  constructor(rows: number, fold: Fold<T>) {
    this.#rows = rows
    this.#fold = fold
  }

  #join(older: T | undefined, newer: T | undefined): T | undefined {
    if (older === undefined) return newer
    return newer === undefined ? older : this.#fold.join(older, newer)
  }

  /** The fold of the rows that are in the window; undefined where none of them has a value. */
  get value(): T | undefined {
    return this.#join(this.#backwards.at(-1), this.#forwards)
  }

  /** The next row; NaN has no value. */
  push(value: number): void {
    if (this.#backwards.length > 0) this.#backwards.pop()
    else if (this.#span.length === this.#rows) this.#turn()
    const own = value === value ? this.#fold.of(value) : undefined
    this.#span.push(value)
    this.#forwards = this.#join(this.#forwards, own)
  }

  /** The span is full and its oldest row leaves: the others are folded from the back. */
  #turn(): void {
    const span = this.#span
    let rest: T | undefined
    for (let i = span.length - 1; i > 0; i -= 1) {
      rest = this.#join(span[i]! === span[i]! ? this.#fold.of(span[i]!) : undefined, rest)
      this.#backwards.push(rest)
    }
    this.#span = []
    this.#forwards = undefined
  }
}
