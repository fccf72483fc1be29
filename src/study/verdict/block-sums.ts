/**
 * Time, or another figure, of each head in each block: what comparisons are made of.
 * In: the columns of a head, which figure, perhaps one input only. Out: per block the sum of the figure and how many trials it had, or no sum
 * when a trial did not succeed; and the epoch of the block. A block in which a head failed, or was aborted, says nothing of it.
 */
import { successCode } from '../outcome.ts'
import type { Columns } from '../types.ts'

export interface BlockSums {
  /** NaN where a trial of the block did not succeed or did not report the figure, or there was none. */
  readonly sums: Float64Array
  readonly counts: Uint32Array
  readonly epochs: Uint32Array
  /** Trials of one turn: a whole block has twice as many. */
  readonly perVisit: number
}

/** What of a trial is compared. */
export interface Figure {
  /** The column; undefined where the head has none. */
  readonly of: (columns: Columns) => Float64Array | undefined
  /** Index of the only input that counts; all of them when left out. */
  readonly input?: number
}

/** How many blocks the heads were measured in. */
export function countBlocks(heads: readonly { readonly columns: Columns }[]): number {
  let last = -1
  for (const { columns } of heads) for (const block of columns.block) last = block > last ? block : last
  return last + 1
}

/** Sums of one head over `blocks` blocks. @param perVisit - its trials in a row */
export function blockSums(columns: Columns, blocks: number, figure: Figure, perVisit: number = 1): BlockSums {
  const { outcome, block, epoch, input } = columns
  const values = figure.of(columns)
  const [sums, counts, epochs] = [new Float64Array(blocks), new Uint32Array(blocks), new Uint32Array(blocks)]
  for (let i = 0; i < block.length; i += 1) {
    if (figure.input !== undefined && input[i] !== figure.input) continue
    const at = block[i]!
    counts[at]! += 1
    epochs[at] = epoch[i]!
    sums[at] = values !== undefined && outcome[i] === successCode ? sums[at]! + values[i]! : NaN
  }
  for (let at = 0; at < blocks; at += 1) if (counts[at] === 0) sums[at] = NaN
  return { sums, counts, epochs, perVisit }
}
