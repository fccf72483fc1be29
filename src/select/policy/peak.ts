/**
 * The heads with the greatest index: a tournament (a heap of maxima), so that one index changes in O(log heads).
 * Heads that are out are -Infinity. Those with equal indices win together.
 */
export class Peak {
  readonly #tree: Float64Array
  readonly #leaves: number
  readonly #found: Int32Array
  readonly #open: Int32Array

  constructor(heads: number) {
    let leaves = 1
    while (leaves < heads) leaves *= 2
    this.#leaves = leaves
    this.#tree = new Float64Array(2 * leaves).fill(-Infinity)
    this.#found = new Int32Array(heads)
    this.#open = new Int32Array(2 * leaves)
  }

  at(head: number): number {
    return this.#tree[this.#leaves + head]!
  }

  set(head: number, index: number): void {
    const tree = this.#tree
    let at = this.#leaves + head
    tree[at] = index
    while (at > 1) {
      const other = tree[at ^ 1]!
      const own = tree[at]!
      at >>= 1
      tree[at] = own > other ? own : other
    }
  }

  /** Heads of the greatest index, and how many: the list is used again by the next call. */
  winners(): { readonly heads: Int32Array; readonly count: number } {
    const tree = this.#tree
    const best = tree[1]!
    const open = this.#open
    let count = 0
    let waiting = 0
    open[waiting++] = 1
    while (waiting > 0) {
      const at = open[--waiting]!
      if (at >= this.#leaves) this.#found[count++] = at - this.#leaves
      else {
        if (tree[2 * at + 1] === best) open[waiting++] = 2 * at + 1
        if (tree[2 * at] === best) open[waiting++] = 2 * at
      }
    }
    return { heads: this.#found, count }
  }
}
