/**
 * Time of each head in each block: what comparisons are made of.
 * In: the columns of a head. Out: per block the sum of its wall times and how many trials it had, or no sum when a trial did not succeed.
 * A block in which a head failed, or was aborted, says nothing of its speed and is left out of its comparisons.
 */
import { successCode } from '../outcome.ts'
import type { Columns } from '../types.ts'

export interface BlockSums {
  /** ms; NaN where a trial of the block did not succeed, or there was none. */
  readonly sums: Float64Array
  readonly counts: Uint32Array
}

/** How many blocks the heads were measured in. */
export function countBlocks(heads: readonly { readonly columns: Columns }[]): number {
  let last = -1
  for (const { columns } of heads) for (const block of columns.block) last = block > last ? block : last
  return last + 1
}

/** Sums of one head over `blocks` blocks. */
export function blockSums({ wallMs, outcome, block }: Columns, blocks: number): BlockSums {
  const sums = new Float64Array(blocks)
  const counts = new Uint32Array(blocks)
  for (let i = 0; i < block.length; i += 1) {
    const at = block[i]!
    counts[at] = counts[at]! + 1
    sums[at] = outcome[i] === successCode ? sums[at]! + wallMs[i]! : NaN
  }
  for (let at = 0; at < blocks; at += 1) if (counts[at] === 0) sums[at] = NaN
  return { sums, counts }
}
