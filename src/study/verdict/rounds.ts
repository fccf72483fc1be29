/**
 * When a study of many heads is looked at, and who goes on after a look.
 * In: how many heads, what limits them; what a look shows of each head still in. Out: the looks, as shares of the limit; names.
 * Up to 8 heads all go on until their pairs are decided (sequential.ts). Beyond that by sequential halving: at the end of each phase the better
 * half goes on; what is left of the limit has two further looks. At any look a head that is proven 3 times slower than another stops.
 * Why heads leave at looks only: then the verdict on each pair is that of one of the looks, all of which together stay within the level,
 * whatever the reason for which a head left. See docs/adr/0007.
 */
import type { Comparison } from '../types.ts'
import { halvingPhases, outclassed } from './halving.ts'
import { allPairsUpTo, familyOf } from './pairs.ts'
import { lookShare } from './sequential.ts'
import { blocksForLevel } from './verdict.ts'

export interface Look {
  /** Of the trials that a head may have, or of the time. */
  readonly share: number
  /** Most heads that go on; Infinity: this look sends nobody away. */
  readonly keep: number
}

const closingLooks = [1 / 3, 2 / 3] as const

/** Ends of phases as shares, each with how many heads the next one has. */
function halvings(heads: number, trials: number | undefined): Look[] {
  const phases = halvingPhases(heads, heads * (trials ?? heads))
  let had = 0
  return phases.map(({ trials: more }, i) => {
    had += more
    return { share: trials === undefined ? (i + 1) / phases.length : had / trials, keep: phases[i + 1]?.heads ?? 1 }
  })
}

/**
 * The looks at a study of more than 8 heads, in order; none for fewer heads, which are looked at by epochs.
 *
 * @param trials - most of one head; undefined where time is the limit: then each phase has the same part of it
 */
export function lookPlan(heads: number, trials?: number): Look[] {
  if (heads <= allPairsUpTo) return []
  const looks = halvings(heads, trials).filter(({ share }) => share < 1)
  const last = looks.at(-1)?.share ?? 0
  return [...looks, ...closingLooks.map((part) => ({ share: last + part * (1 - last), keep: Infinity }))]
}

/** Blocks from which a look may prove anything of a pair. @param isOne - all are held against one that was named */
export function blocksToLook(confidence: number, heads: number, isOne: boolean): number {
  const family = familyOf(heads, heads - 1, isOne ? 0 : undefined)
  return blocksForLevel(1 - ((1 - confidence) * lookShare) / family)
}

/** A head that is still in, at a look. */
export interface Contender {
  readonly name: string
  /** Its time, by any measure that all have in common; undefined before its first success. */
  readonly score: number | undefined
  /** It is never sent away: all others are held against it. */
  readonly stays: boolean
}

/** Why a head was measured no further. */
export type StopReason = 'outclassed' | 'halving'

/** Names of the best `keep` heads; of equal ones the earlier. */
function best(heads: readonly Contender[], keep: number): Set<string> {
  const figure = ({ score, stays }: Contender): number => (stays ? -Infinity : (score ?? Infinity))
  const order = heads.map((_, i) => i).sort((i, j) => {
    const [a, b] = [figure(heads[i]!), figure(heads[j]!)]
    return a === b ? i - j : a < b ? -1 : 1
  }) // prettier-ignore
  return new Set(order.slice(0, keep).map((i) => heads[i]!.name))
}

/**
 * Who is sent away at a look, and why.
 *
 * @param keep - of the look; a reference that stays takes a place beside it
 */
export function sentAway(
  heads: readonly Contender[],
  comparisons: readonly Pick<Comparison, 'a' | 'b' | 'verdict' | 'interval'>[],
  keep: number,
): Map<string, StopReason> {
  const isIn = new Set(heads.map(({ name }) => name))
  const far = new Set(outclassed(comparisons.filter(({ a, b }) => isIn.has(a) && isIn.has(b))))
  const near = heads.filter(({ name, stays }) => stays || !far.has(name))
  const going = best(near, keep + (heads.some(({ stays }) => stays) ? 1 : 0))
  const reasons = heads.flatMap(({ name, stays }): [string, StopReason][] => {
    if (going.has(name)) return []
    return [[name, !stays && far.has(name) ? 'outclassed' : 'halving']]
  })
  return new Map(reasons)
}
