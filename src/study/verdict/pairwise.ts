/**
 * Comparisons of the times of many pairs, in few calls of the engine.
 * In: heads, pairs of places, how sure, which clock, perhaps one input. Out: one Comparison a pair, in order.
 */
import type { PairRule } from '../../engine/index.ts'
import type { Clock, ClockChoice, Comparison, HeadStudy } from '../types.ts'
import { blockSums, countBlocks, type BlockSums, type Figure } from './block-sums.ts'
import { clockOf, cpuShares } from './clock.ts'
import { hasCollections, litteringOf, spreadBetween } from './collections.ts'
import { gatherPairs } from './gather-pairs.ts'
import { engineChoiceOf, judgeAll, type Judgement, type Levels } from './judge-pairs.ts'
import { fineWarnings } from './fine.ts'
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

/** Makes what belongs to a head and a clock once. */
function byHead<T>(make: (place: number, clock: Clock) => T): (place: number, clock: Clock) => T {
  const made = new Map<string, T>()
  return (place, clock) => {
    const key = `${clock} ${place}`
    const known = made.get(key) ?? make(place, clock)
    made.set(key, known)
    return known
  }
}

/** Sums of a pair by a clock; those of heads without collections are made once. */
function sumsBy(
  heads: readonly HeadStudy[],
  input: number | undefined,
): (pair: Pair, clock: Clock) => readonly [BlockSums, BlockSums] {
  const blocks = countBlocks(heads)
  const chosen = input === undefined ? {} : { input }
  const sumsOf = (place: number, of: Figure['of']): BlockSums => {
    const { columns, trialsPerVisit } = heads[place]!
    return blockSums(columns, blocks, { of, ...chosen }, trialsPerVisit)
  }
  const plain = byHead((place, clock) => sumsOf(place, ({ wallMs, cpuMs }) => (clock === 'cpu' ? cpuMs : wallMs)))
  const littering = byHead((place, clock) => litteringOf(heads[place]!, clock))
  const litters = heads.map(({ columns }) => hasCollections(columns))
  return ([a, b], clock) => {
    if (!litters[a]! && !litters[b]!) return [plain(a, clock), plain(b, clock)]
    const [ofA, ofB] = spreadBetween([littering(a, clock), littering(b, clock)])
    return [sumsOf(a, () => ofA), sumsOf(b, () => ofB)]
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
    const said = { a: a.name, b: b.name, ...unlessApart(judgement, paired) }
    const warnings = fineWarnings(said, [a, b])
    const more = warnings.length === 0 ? input : { ...input, warnings }
    return { ...said, ...clocks[i]!, paired, rebuilt: areRebuilt(a, b), ...more }
  })
}
