/**
 * Do the times of a head depend on which head ran before it? Then they share something: a cache, a pool, a lock.
 * In: of each head the times of its trials, blocks, and who ran before it in the same block. Out: the pairs in which it is proven.
 * A block has two trials of a head, as a rule after two others; d = ln(time after p / time of its other trial in the block). Median of d beyond the
 * margin, proven at the level of all verdicts together (Holm): reported. Position does not count: who is first changes at random.
 * Why a wider margin where one of the two trials came after the head itself: the caches of the processor alone make that some percent faster.
 */
import type { EngineOption } from '../../engine/index.ts'
import { log } from '../../reference/math/index.ts'
import { Gather } from '../gather.ts'
import { successCode } from '../outcome.ts'
import type { Columns } from '../types.ts'
import { judgeAll, type Judgement } from './judge-pairs.ts'
import { leastBlocks } from './verdict.ts'

/** Nobody ran before it in its block, or nobody knows. */
export const noPredecessor = 2 ** 32 - 1

/** A head, and who ran before each of its trials: places of heads. */
export interface Followed {
  readonly name: string
  readonly columns: Pick<Columns, 'wallMs' | 'outcome' | 'block' | 'epoch'>
  readonly before: Uint32Array
}

export interface Dependence {
  readonly head: string
  readonly after: string
  /** Its time after that head / its time after others. */
  readonly ratio: number
}

export interface DependenceLevels extends EngineOption {
  readonly margin: number
  readonly confidence: number
}

/** What counts as a difference of a head after itself. */
const selfMargin = 0.25

/** A head has too few trials after each of more heads. */
const mostHeads = 32

interface Group {
  readonly head: number
  readonly after: number
  readonly d: number[]
}

type Add = (after: number, d: number) => void

/** Tells d of each block whose two trials came after two heads, under both of them. */
function eachPair({ columns, before }: Followed, add: (p: number, q: number, d: number) => void): void {
  const { wallMs, outcome, block } = columns
  const isGood = (i: number): boolean => outcome[i] === successCode && wallMs[i]! > 0 && before[i] !== noPredecessor
  for (let i = 0; i + 1 < block.length; i += 1) {
    const isPair = block[i] === block[i + 1] && block[i - 1] !== block[i] && block[i + 2] !== block[i]
    if (!isPair || !isGood(i) || !isGood(i + 1) || before[i] === before[i + 1]) continue
    add(before[i]!, before[i + 1]!, log(wallMs[i]!) - log(wallMs[i + 1]!))
  }
}

/** Groups of one head: those after others against others, and the one after itself against others. */
function groupsOf(head: number, followed: Followed): Group[] {
  const groups = new Map<number, Group>()
  const put: Add = (after, d) => {
    const group = groups.get(after) ?? { head, after, d: [] }
    group.d.push(d)
    groups.set(after, group)
  }
  eachPair(followed, (p, q, d) => {
    if (q !== head) put(p, d)
    if (p !== head) put(q, -d)
  })
  return [...groups.values()].filter(({ d }) => d.length >= leastBlocks)
}

function judge(groups: readonly Group[], levels: DependenceLevels): Judgement[] {
  const gather = new Gather()
  for (const { d } of groups) {
    for (const value of d) gather.add(value)
    gather.close()
  }
  const { values, offsets } = gather.done()
  const data = { values, offsets, epochs: new Uint32Array(values.length), without: [] }
  return judgeAll(data, groups.map(() => 'plain' as const), levels) // prettier-ignore
}

/**
 * The dependences that are proven: those that make a head slower first, of these the greatest.
 *
 * @param heads - in the order of their places; none are looked at beyond 32
 */
export function dependences(heads: readonly Followed[], levels: DependenceLevels): Dependence[] {
  if (heads.length < 2 || heads.length > mostHeads) return []
  const groups = heads.flatMap((followed, head) => groupsOf(head, followed))
  const [own, others] = [groups.filter(({ head, after }) => head === after), groups.filter(({ head, after }) => head !== after)]
  const found = (some: readonly Group[], margin: number): Dependence[] => {
    const judged = some.length === 0 ? [] : judge(some, { ...levels, margin })
    return judged.flatMap(({ verdict, ratio }, i) => {
      const { head, after } = some[i]!
      const isFound = ratio !== undefined && (verdict === 'slower' || verdict === 'faster')
      return isFound ? [{ head: heads[head]!.name, after: heads[after]!.name, ratio }] : []
    })
  }
  const all = [...found(others, levels.margin), ...found(own, levels.margin > selfMargin ? levels.margin : selfMargin)]
  const size = ({ ratio }: Dependence): number => (ratio > 1 ? ratio : 1 / ratio)
  // Of three heads each is slower after one as much as faster after the other: slower says more.
  const isSlower = ({ ratio }: Dependence): number => (ratio > 1 ? 1 : 0)
  return all.sort((a, b) => isSlower(b) - isSlower(a) || size(b) - size(a))
}
