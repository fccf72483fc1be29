/**
 * The data of a comparison: d_b = ln(time of a in block b / time of b in block b).
 * Only blocks in which both heads had the same number of trials, all successful, and positive time; a linear drift cancels inside a block.
 */
import { log } from '../../reference/math/index.ts'
import type { BlockSums } from './block-sums.ts'

/** Adds d of every usable block to `add`. */
export function logRatios(a: BlockSums, b: BlockSums, add: (value: number) => void): void {
  for (let at = 0; at < a.sums.length; at += 1) {
    const [ofA, ofB] = [a.sums[at]!, b.sums[at]!]
    if (ofA > 0 && ofB > 0 && a.counts[at] === b.counts[at]) add(log(ofA) - log(ofB))
  }
}
