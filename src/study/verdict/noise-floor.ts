/**
 * The noise floor: by how much a head seems to differ from itself on this machine, in this study.
 * In: a head and its twin, measured in the same blocks; or one head alone, split in halves. Out: margin, ratio, interval, blocks.
 * margin = the end of the interval of the ratio that is further from 1, less 1. Differences smaller than it are not claimed, and no equivalence
 * at a finer margin is, however narrow the interval of a pair.
 * Halves: the first trials of a block against the last ones, turned round in every other block, so that drift is spread and no bias.
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

/**
 * Of a study whose heads are called by nothing but their trials: the halves of each remote head, one against the other. The head that differs
 * most from itself says what the others must exceed.
 */
export function remoteFloor(heads: readonly HeadStudy[], levels: FloorLevels): NoiseFloor | undefined {
  const floors = heads.flatMap(({ kind, columns }) => (kind === 'remote' ? (floorOf(splitHalves(columns), levels) ?? []) : []))
  const worst = floors.reduce<NoiseFloor | undefined>((most, one) => (most === undefined || one.margin > most.margin ? one : most), undefined) // prettier-ignore
  return worst === undefined ? undefined : { ...worst, by: 'halves' }
}

/** Sums of the first and of the second half of some trials; undefined where one of them failed, or there are none. */
function halvesOf({ wallMs, outcome }: Columns, trials: readonly number[]): readonly [number, number] | undefined {
  const half = trials.length >> 1
  if (half === 0 || trials.some((i) => outcome[i] !== successCode || !(wallMs[i]! > 0))) return undefined
  const sum = (part: readonly number[]): number => part.reduce((total, i) => total + wallMs[i]!, 0)
  return [sum(trials.slice(0, half)), sum(trials.slice(trials.length - half))]
}

/** Log ratios of the two trials of a block (of the two halves where there are more), by wall time: the check of a head that has no twin. */
export function splitHalves(columns: Columns): Rows {
  const blocks = new Map<number, number[]>()
  columns.block.forEach((block, i) => {
    const trials = blocks.get(block)
    if (trials === undefined) blocks.set(block, [i])
    else trials.push(i)
  })
  const rows: [number, number][] = []
  for (const trials of blocks.values()) {
    const halves = halvesOf(columns, trials)
    if (halves === undefined) continue
    const d = log(halves[0]) - log(halves[1])
    rows.push([rows.length % 2 === 0 ? d : -d, columns.epoch[trials[0]!]!])
  }
  const [values, epochs] = [Float64Array.from(rows, ([d]) => d), Uint32Array.from(rows, ([, e]) => e)]
  orderByEpoch(values, epochs)
  return { values, epochs }
}
