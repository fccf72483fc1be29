/**
 * The noise floor: by how much a head seems to differ from itself on this machine, in this study.
 * In: a head and its twin, measured in the same blocks; or one head alone, split in halves. Out: margin, ratio, interval, blocks.
 * margin = the end of the interval of the ratio that is further from 1, less 1. Differences smaller than it are not claimed, and no equivalence
 * at a finer margin is, however narrow the interval of a pair.
 * Halves: the first trial of a block against the last one, turned round in every other block, so that drift is spread and no bias.
 * Why no allowance for layout: the twin has a place of its own in memory, so the check sees layout instead of allowing for it.
 */
import { judgePairs, type EngineOption } from '../../engine/index.ts'
import { exp, log } from '../../reference/math/index.ts'
import { successCode } from '../outcome.ts'
import type { ClockChoice, Columns, HeadStudy, NoiseFloor, SelfCheck } from '../types.ts'
import { blockSums, countBlocks } from './block-sums.ts'
import { clockOf, cpuShares } from './clock.ts'
import { spreadCollections } from './collections.ts'
import { gatherPairs, orderByEpoch, type PairData } from './gather-pairs.ts'
import { engineChoiceOf } from './judge-pairs.ts'

export interface FloorLevels extends EngineOption {
  readonly confidence: number
  /** @defaultValue 'auto' */
  readonly clock?: ClockChoice
}

type Rows = Pick<PairData, 'values' | 'epochs'>

/** The floor that log ratios of equal things show; undefined when they are too few for the level. */
export function floorOf({ values, epochs }: Rows, levels: FloorLevels): NoiseFloor | undefined {
  const columns = { values, epochs, offsets: Uint32Array.of(0, values.length), rules: ['plain' as const] }
  const { estimate, interval, blocks } = judgePairs(columns, { confidence: levels.confidence, ...engineChoiceOf(levels) })[0]!
  if (estimate === undefined || interval === undefined) return undefined
  const [low, high] = interval
  const margin = exp(-low > high ? -low : high) - 1
  return { margin, ratio: exp(estimate), interval: [exp(low), exp(high)], blocks }
}

/** Of a head and the twin that a study measured beside it; undefined when they shared too few blocks for the level. */
export function noiseFloor(head: HeadStudy, { twin }: SelfCheck, levels: FloorLevels): NoiseFloor | undefined {
  const other: HeadStudy = { ...head, columns: twin }
  const [ofHead, ofTwin] = cpuShares([head, other], engineChoiceOf(levels))
  const { clock } = clockOf([head, ofHead], [other, ofTwin], levels.clock ?? 'auto')
  const blocks = countBlocks([head, other])
  const times = spreadCollections([head, other], clock)
  const sums = [head, other].map(({ columns }, i) => blockSums(columns, blocks, { of: () => times[i] }))
  return floorOf(gatherPairs([[sums[0]!, sums[1]!]]), levels)
}

/** Log ratios of the two trials of a block, by wall time: the check of a head that has no twin. */
export function splitHalves({ wallMs, outcome, block, epoch }: Columns): Rows {
  const first = new Map<number, number>()
  const rows: [number, number][] = []
  for (let i = 0; i < block.length; i += 1) {
    const before = first.get(block[i]!)
    if (before === undefined) {
      first.set(block[i]!, i)
      continue
    }
    const isGood = outcome[before] === successCode && outcome[i] === successCode && wallMs[before]! > 0 && wallMs[i]! > 0
    const d = log(wallMs[before]!) - log(wallMs[i]!)
    if (isGood) rows.push([rows.length % 2 === 0 ? d : -d, epoch[i]!])
  }
  const [values, epochs] = [Float64Array.from(rows, ([d]) => d), Uint32Array.from(rows, ([, e]) => e)]
  orderByEpoch(values, epochs)
  return { values, epochs }
}
