/**
 * The order of trials: seeded palindromic blocks.
 * In: how many heads, how many trials of each, a random stream. Out: one block after the other, each a list of places of heads.
 * A block is a random permutation of the heads and then its reverse: two trials of each head, and any linear drift cancels for every
 * pair. N trials = floor(N / 2) blocks, and one plain permutation when N is odd. Same seed, same order.
 * Why blocks are made one at a time: a thousand heads times a million trials need not stand in memory.
 */
import type { Random } from '../reference/random/sfc32.ts'

/** A fair permutation of 0 .. n - 1 (Fisher and Yates 1938, Durstenfeld 1964). */
export function permutation(n: number, random: Random): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  for (let i = n - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const swapped = order[i]!
    order[i] = order[j]!
    order[j] = swapped
  }
  return order
}

/** One block: there and back again. */
function palindrome(heads: number, random: Random): number[] {
  const there = permutation(heads, random)
  return [...there, ...there.slice().reverse()]
}

/** Makes the next block for so many heads; undefined when there are enough. */
export type BlockMaker = (heads: number) => readonly number[] | undefined

/**
 * The blocks of a study, made as they are asked for; heads may become fewer from one to the next.
 *
 * @param trials - of each head, 1 or more
 */
export function blockMaker(trials: number, random: Random): BlockMaker {
  let left = trials
  return (heads) => {
    if (left < 1) return undefined
    const isWhole = left > 1
    left -= 2
    return isWhole ? palindrome(heads, random) : permutation(heads, random)
  }
}

/**
 * All blocks of a study whose heads stay the same.
 *
 * @param heads - 1 or more
 * @param trials - of each head, 1 or more
 */
export function* blocksOf(heads: number, trials: number, random: Random): Generator<readonly number[], void, void> {
  const next = blockMaker(trials, random)
  for (let block = next(heads); block !== undefined; block = next(heads)) yield block
}
