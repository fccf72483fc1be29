/**
 * The verdict on a ratio of times: faster, slower, equivalent or undecided, at a margin.
 * In: the interval of ln(time of a / time of b), the margin m, the number of blocks. Out: what may be said of a.
 * slower if low > 1 + m; faster if high < 1 / (1 + m); equivalent if inside both; else undecided. Fewer than 7 blocks: undecided.
 * Why in logarithms: ln(1 + m) and -ln(1 + m) are the same distance from equal, so a against b is b against a turned round.
 * Source: equivalence by confidence interval, Schuirmann 1987.
 */
import type { Interval } from '../../engine/index.ts'
import { log, log1p } from '../../reference/math/index.ts'
import type { Verdict } from '../types.ts'

/** Below this many blocks no verdict at the default level is possible: 2 / 2^7 = 1.6 %. */
export const leastBlocks = 7

/** @param interval - of ln(ratio); undefined when there are too few blocks for the level */
export function verdictOf(interval: Interval | undefined, margin: number, blocks: number): Verdict {
  if (interval === undefined || blocks < leastBlocks) return 'undecided'
  const bound = log1p(margin)
  const [low, high] = interval
  if (low > bound) return 'slower'
  if (high < -bound) return 'faster'
  return -bound < low && high < bound ? 'equivalent' : 'undecided'
}

/** Blocks at which the two ends of a sample are an interval of the median at this level: 2 / 2^n <= 1 - level. */
export const blocksForLevel = (adjusted: number): number => {
  const least = Math.ceil(log(2 / (1 - adjusted)) / Math.LN2 - 1e-9)
  return least > leastBlocks ? least : leastBlocks
}

/** The side of the interval that must shrink, and how far the median lies from the bound it must clear. */
function toDecide([low, high]: Interval, median: number, bound: number): { readonly width: number; readonly distance: number } {
  if (median < -bound) return { width: high - median, distance: -bound - median }
  if (median > bound) return { width: median - low, distance: median - bound }
  const [below, above] = [median - low, high - median]
  return { width: below > above ? below : above, distance: bound - Math.abs(median) }
}

/** What is known of an undecided pair. */
export interface Unproven {
  /** Of ln(ratio), allowance included; undefined when there are too few blocks. */
  readonly interval: Interval | undefined
  readonly median: number
  readonly blocks: number
  /** Level of the interval. */
  readonly adjusted: number
  /** The part of the half-width that does not shrink. @defaultValue 0 */
  readonly allowance?: number
}

/**
 * Further blocks that an undecided pair needs, estimated: width falls with the root of the number of blocks.
 *
 * @returns undefined when no number would do: the estimate lies on a bound, or as near to it as the layout allowance is wide
 */
export function blocksNeeded(
  { interval, median, blocks, adjusted, allowance = 0 }: Unproven,
  margin: number,
): number | undefined {
  const least = blocksForLevel(adjusted)
  if (blocks < least) return least - blocks
  if (interval === undefined) return blocks
  const { width, distance } = toDecide(interval, median, log1p(margin))
  if (!(distance > allowance)) return undefined
  const needed = Math.ceil((((width - allowance) / (distance - allowance)) ** 2 - 1) * blocks)
  if (!(needed < 1e9)) return undefined
  return needed > 1 ? needed : 1
}
