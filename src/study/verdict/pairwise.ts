/**
 * Comparisons of many pairs, their medians and intervals in one call of the engine.
 * In: heads, pairs of places, margin and confidence. Out: one Comparison a pair, in order.
 */
import { summarizeGroups, type EngineOption, type Interval } from '../../engine/index.ts'
import { exp } from '../../reference/math/index.ts'
import { Gather } from '../gather.ts'
import type { Comparison, HeadStudy } from '../types.ts'
import { blockSums, countBlocks } from './block-sums.ts'
import { logRatios } from './log-ratios.ts'
import type { Pair } from './pairs.ts'
import { blocksNeeded, verdictOf } from './verdict.ts'

export interface Judged extends EngineOption {
  readonly margin: number
  readonly confidence: number
}

interface Figures {
  readonly median: number | undefined
  readonly interval: Interval | undefined
  readonly blocks: number
}

const wallReason = 'wall time: it holds for every kind of head'
const undecidable = 'the heads were not measured in the same blocks'

/** The engine option alone, left out where it is. */
export const engineChoiceOf = ({ engine }: EngineOption): EngineOption => (engine === undefined ? {} : { engine })

function judge(a: HeadStudy, b: HeadStudy, { median, interval, blocks }: Figures, judged: Judged, adjusted: number): Comparison {
  const { margin, confidence } = judged
  const paired = a.kind !== 'imported' && b.kind !== 'imported'
  const verdict = paired ? verdictOf(interval, margin, blocks) : 'undecided'
  const needed = paired && verdict === 'undecided' ? blocksNeeded(interval, median ?? 0, margin, blocks, adjusted) : undefined
  return {
    a: a.name,
    b: b.name,
    ratio: median === undefined ? undefined : exp(median),
    interval: interval === undefined ? undefined : [exp(interval[0]), exp(interval[1])],
    verdict,
    margin,
    confidence,
    adjusted,
    clock: 'wall',
    clockReason: paired ? wallReason : undecidable,
    blocks,
    paired,
    ...(needed === undefined ? {} : { needed }),
  }
}

/** Judges every pair; the level of each interval is 1 - (1 - confidence) / pairs. */
export function pairwise(heads: readonly HeadStudy[], pairs: readonly Pair[], judged: Judged): Comparison[] {
  if (pairs.length === 0) return []
  const blocks = countBlocks(heads)
  const sums = heads.map(({ columns }) => blockSums(columns, blocks))
  const gather = new Gather()
  for (const [a, b] of pairs) {
    logRatios(sums[a]!, sums[b]!, (d) => gather.add(d))
    gather.close()
  }
  const { values, offsets } = gather.done()
  const adjusted = 1 - (1 - judged.confidence) / pairs.length
  const fields = ['median', 'intervalLow', 'intervalHigh'] as const
  const groups = summarizeGroups(values, offsets, { fields, confidence: adjusted, ...engineChoiceOf(judged) })
  return pairs.map(([a, b], i) => {
    const { n, median, interval } = groups.row(i)
    return judge(heads[a]!, heads[b]!, { median, interval, blocks: n }, judged, adjusted)
  })
}
