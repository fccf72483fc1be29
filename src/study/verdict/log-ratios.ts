/**
 * The data of a comparison: d_b = ln(figure of a in block b / figure of b in block b).
 * Only blocks in which both heads had the same number of turns, all trials successful; a linear drift cancels inside a block. Where heads have
 * another number of trials a turn (a short head beside a long one) the figure is that of a trial.
 * A ratio exists of positive figures only: blocks with other ones are counted. Of a metric, 0 and less are values like others: where both heads
 * have the same d is 0.
 */
import { log } from '../../reference/math/index.ts'
import type { BlockSums } from './block-sums.ts'

type Add = (d: number, epoch: number) => void

/** Trials of a turn differ: the sums are of different numbers of trials. */
const perTrial = ({ sums, counts, perVisit }: BlockSums, at: number, other: number): number =>
  perVisit === other ? sums[at]! : sums[at]! / counts[at]!

const isFigure = (value: number): boolean => value - value === 0

/**
 * Adds d and the epoch of every usable block to `add`.
 *
 * @param equal - whether equal figures of 0 and less count as a ratio of 1
 * @returns how many blocks had figures but no ratio
 */
export function logRatios(a: BlockSums, b: BlockSums, equal: boolean, add: Add): number {
  let without = 0
  for (let at = 0; at < a.sums.length; at += 1) {
    const [ofA, ofB] = [perTrial(a, at, b.perVisit), perTrial(b, at, a.perVisit)]
    if (a.counts[at]! * b.perVisit !== b.counts[at]! * a.perVisit || !isFigure(ofA) || !isFigure(ofB)) continue
    if (ofA > 0 && ofB > 0) add(log(ofA) - log(ofB), a.epochs[at]!)
    else if (equal && ofA === ofB) add(0, a.epochs[at]!)
    else without += 1
  }
  return without
}
