/**
 * What a call is expected to take, or to cost, under two sets of weights.
 * In: heads with weight, blocks, how to read a figure of a head in a block. Out: the median over blocks before; the median of the differences
 * with its distribution-free interval; after = before + difference.
 */
import { summarize } from '../../engine/index.ts'
import type { EngineOption, Interval } from '../../engine/types.ts'
import type { Expectation } from '../types.ts'
import type { Moved } from './success.ts'

export interface Center {
  readonly median: number | undefined
  readonly interval: Interval | undefined
}

/** Median and its interval; undefined where there are too few values. */
export function center(values: Float64Array, confidence: number, option: EngineOption): Center {
  if (values.length === 0) return { median: undefined, interval: undefined }
  const { median, interval } = summarize(values, { fields: ['median', 'intervalLow', 'intervalHigh'], confidence, ...option })
  return { median, interval }
}

/** Over heads that have a trial at all: the weighted figure of the whole study. */
function whole<H extends Moved>(heads: readonly H[], overall: (head: H) => number): Expectation {
  let before = 0
  let after = 0
  for (const head of heads) {
    before += head.before * overall(head)
    after += head.after * overall(head)
  }
  return { before, after, difference: after - before, interval: undefined }
}

export interface Figure<H extends Moved> {
  readonly inBlock: (head: H, block: number) => number
  readonly overall: (head: H) => number
}

export function expectation<H extends Moved>(
  heads: readonly H[],
  blocks: readonly number[],
  { inBlock, overall }: Figure<H>,
  confidence: number,
  option: EngineOption,
): Expectation {
  if (blocks.length === 0) return whole(heads, overall)
  const sum = (block: number, weight: (head: H) => number): number =>
    heads.reduce((total, head) => total + weight(head) * inBlock(head, block), 0)
  const earlier = Float64Array.from(blocks, (block) => sum(block, (head) => head.before))
  const differences = Float64Array.from(blocks, (block) => sum(block, (head) => head.after - head.before))
  const before = center(earlier, confidence, option).median ?? 0
  const { median: difference = 0, interval } = center(differences, confidence, option)
  return { before, after: before + difference, difference, interval }
}
