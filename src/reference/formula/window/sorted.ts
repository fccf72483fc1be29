/**
 * Numbers in ascending order that more are added to, and how many of them are below a value.
 * In blocks of at most 2048, so that adding moves one block and never the whole. Cost of one: O(n / 2048). Memory: all values.
 * Twin: crates/hydra-core/src/formula/window/sorted.rs
 */
const mostInBlock = 2048

/** How many of a block are below x. */
function below(block: readonly number[], x: number): number {
  let [low, high] = [0, block.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (block[middle]! < x) low = middle + 1
    else high = middle
  }
  return low
}

export class Sorted {
  readonly #blocks: number[][] = [[]]

  /** The block that x belongs to, and how many values stand in blocks before it. */
  #find(x: number): { readonly at: number; readonly before: number } {
    let [at, before] = [0, 0]
    while (at < this.#blocks.length - 1 && this.#blocks[at]!.at(-1)! < x) {
      before += this.#blocks[at]!.length
      at += 1
    }
    return { at, before }
  }

  /** Adds x. @returns how many values added before are below it */
  add(x: number): number {
    const { at, before } = this.#find(x)
    const block = this.#blocks[at]!
    const place = below(block, x)
    block.splice(place, 0, x)
    if (block.length > mostInBlock) this.#blocks.splice(at + 1, 0, block.splice(mostInBlock >> 1))
    return before + place
  }
}
