/**
 * Comparisons of the times of many pairs, in few calls of the engine.
 * In: heads, pairs of places, how sure, which clock, perhaps one input. Out: one Comparison a pair, in order.
 */
import type { PairRule } from '../../engine/index.ts'
import type { Clock, ClockChoice, Comparison, HeadStudy } from '../types.ts'
import { blockSums, countBlocks, type BlockSums, type Figure } from './block-sums.ts'
import { clockOf, cpuShares } from './clock.ts'
import { hasCollections, spreadCollections } from './collections.ts'
import { gatherPairs } from './gather-pairs.ts'
import { engineChoiceOf, judgeAll, type Judgement, type Levels } from './judge-pairs.ts'
import type { Pair } from './pairs.ts'

export interface Judged extends Levels {
  /** @defaultValue 'auto' */
  readonly clock?: ClockChoice
  /** The only input that counts. */
  readonly input?: { readonly name: string; readonly index: number }
}

const apart = 'not interleaved: the heads were not measured in the same blocks'

/** Both heads came from somewhere else, or one did: nothing was interleaved. */
export const isPaired = (a: HeadStudy, b: HeadStudy): boolean => a.kind !== 'imported' && b.kind !== 'imported'

export const areRebuilt = (a: HeadStudy, b: HeadStudy): boolean => a.rebuilt === true && b.rebuilt === true

/** Without a verdict where the heads were not measured together. */
export function unlessApart<T extends Judgement>(judgement: T, paired: boolean): T {
  if (paired) return judgement
  const open: T & { needed?: number } = { ...judgement, verdict: 'undecided', reason: apart }
  delete open.needed
  return open
}

/** What code layout has to do with a pair of times. */
function ruleOf(a: HeadStudy, b: HeadStudy): PairRule {
  if (a.kind === 'command' && b.kind === 'command') return 'fresh'
  return areRebuilt(a, b) ? 'rebuilt' : 'kept'
}

/** Sums of a pair by a clock; those of heads without collections are made once. */
function sumsBy(
  heads: readonly HeadStudy[],
  input: number | undefined,
): (pair: Pair, clock: Clock) => readonly [BlockSums, BlockSums] {
  const blocks = countBlocks(heads)
  const made = new Map<string, BlockSums>()
  const figure = (of: Figure['of']): Figure => ({ of, ...(input === undefined ? {} : { input }) })
  const plain = (place: number, clock: Clock): BlockSums => {
    const key = `${clock} ${place}`
    const { columns, trialsPerVisit } = heads[place]!
    const time = figure(({ wallMs, cpuMs }) => (clock === 'cpu' ? cpuMs : wallMs))
    const sums = made.get(key) ?? blockSums(columns, blocks, time, trialsPerVisit)
    made.set(key, sums)
    return sums
  }
  return ([a, b], clock) => {
    const pair = [heads[a]!, heads[b]!] as const
    if (!pair.some(({ columns }) => hasCollections(columns))) return [plain(a, clock), plain(b, clock)]
    const [ofA, ofB] = spreadCollections(pair, clock)
    const sumsOf = ({ columns, trialsPerVisit }: HeadStudy, values: Float64Array | undefined): BlockSums =>
      blockSums(
        columns,
        blocks,
        figure(() => values),
        trialsPerVisit,
      )
    return [sumsOf(pair[0], ofA), sumsOf(pair[1], ofB)]
  }
}

/** Judges every pair. */
export function pairwise(heads: readonly HeadStudy[], pairs: readonly Pair[], judged: Judged): Comparison[] {
  if (pairs.length === 0) return []
  const shares = cpuShares(heads, engineChoiceOf(judged))
  const clocks = pairs.map(([a, b]) => clockOf([heads[a]!, shares[a]], [heads[b]!, shares[b]], judged.clock ?? 'auto'))
  const sums = sumsBy(heads, judged.input?.index)
  const data = gatherPairs(pairs.map((pair, i) => sums(pair, clocks[i]!.clock)))
  const rules = pairs.map(([a, b]) => ruleOf(heads[a]!, heads[b]!))
  return judgeAll(data, rules, judged).map((judgement, i): Comparison => {
    const [a, b] = [heads[pairs[i]![0]]!, heads[pairs[i]![1]]!]
    const paired = isPaired(a, b)
    const input = judged.input === undefined ? {} : { input: judged.input.name }
    return { a: a.name, b: b.name, ...unlessApart(judgement, paired), ...clocks[i]!, paired, rebuilt: areRebuilt(a, b), ...input }
  })
}
