/**
 * Order statistics of the last `window` values of a series, or of all so far: a tree of counts over the ranks of a block of values.
 * In: a series, a window (0: all), values taken one after the other. Out: the value of a rank among those in the window.
 * A block is a window and the values after it, as many as the window and 512 at least: its values are sorted once, and a binary
 * indexed tree counts which are in the window. Taking a value in, out, and reading a rank cost O(log window).
 * Only order statistics come out, so the blocks never show.
 * Source: Fenwick 1994.  Twin: crates/hydra-core/src/anomaly/rolling.rs
 */

const leastBlock = 512

/** The first place whose value is not below x. */
function placeOf(sorted: Float64Array, x: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

/** The values before a point, in order. */
export class Rolling {
  readonly #values: Float64Array
  readonly #window: number
  /** The window is start <= i < end. */
  #start = 0
  #end = 0
  /** The block begins here. */
  #first = 0
  #sorted = new Float64Array()
  #ranks = new Uint32Array()
  #tree = new Uint32Array(1)
  #top = 1

  /** Nothing taken yet. */
  constructor(values: Float64Array, window: number) {
    this.#values = values
    this.#window = window
    this.#open()
  }

  /** Takes the next value; the oldest leaves a full window. */
  take(): void {
    if (this.#end === this.#first + this.#ranks.length) this.#open()
    if (this.#window > 0 && this.#end - this.#start === this.#window) {
      this.#change(this.#start, -1)
      this.#start += 1
    }
    this.#change(this.#end, 1)
    this.#end += 1
  }

  /** The value of a rank, from 0, below the count. */
  readonly at = (rank: number): number => {
    const tree = this.#tree
    let place = 0
    let left = rank
    for (let step = this.#top; step > 0; step >>>= 1) {
      const next = place + step
      if (next >= tree.length || tree[next]! > left) continue
      left -= tree[next]!
      place = next
    }
    return this.#sorted[place]!
  }

  /** A new block, from the oldest value in the window on. */
  #open(): void {
    const far = this.#end + (this.#window > leastBlock ? this.#window : leastBlock)
    const block = this.#values.subarray(this.#start, this.#window === 0 ? this.#values.length : far)
    this.#first = this.#start
    const sorted = block.slice().sort()
    this.#sorted = sorted
    this.#ranks = Uint32Array.from(block, (x) => placeOf(sorted, x))
    this.#tree = new Uint32Array(block.length + 1)
    this.#top = 1
    while (this.#top * 2 < this.#tree.length) this.#top *= 2
    for (let i = this.#start; i < this.#end; i += 1) this.#change(i, 1)
  }

  #change(index: number, by: number): void {
    const tree = this.#tree
    for (let node = this.#ranks[index - this.#first]! + 1; node < tree.length; node += node & -node) tree[node]! += by
  }
}
