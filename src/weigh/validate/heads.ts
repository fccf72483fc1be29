/**
 * The heads that two sets of weights are about, with what a fresh study says of them.
 * In: a Task. Out: each head with its weight before and after, its blocks and its price.
 */
import { namesOf } from '../source.ts'
import { blocksOf } from './blocks.ts'
import { knownPrices, type Priced } from './cost.ts'
import type { Task } from './task.ts'

/** The heads that carry weight before or after, with blocks and price. */
export function movedHeads({ study, before, after, pricing }: Task): Priced[] {
  const carried = namesOf(study).map((name, index) => ({
    name,
    index,
    before: before.get(name) ?? 0,
    after: after.get(name) ?? 0,
  }))
  const heads = carried.filter((head) => head.before > 0 || head.after > 0)
  const blocks = blocksOf(study, heads.map(({ name }) => name), pricing.price) // prettier-ignore
  const prices = knownPrices(heads.map(({ index }) => pricing.values[index]!)) // prettier-ignore
  return heads.map((head, at) => ({ ...blocks[at]!, before: head.before, after: head.after, price: prices?.[at] }))
}

/** Heads that had a trial, their weights scaled to sum 1: of the others nothing is known. */
export function measuredHeads(heads: readonly Priced[]): Priced[] {
  const measured = heads.filter(({ trials }) => trials > 0)
  const total = (read: (head: Priced) => number): number => measured.reduce((sum, head) => sum + read(head), 0)
  const [before, after] = [total((head) => head.before), total((head) => head.after)]
  if (measured.length === heads.length) return measured
  return measured.map((head) => ({
    ...head,
    before: before > 0 ? head.before / before : 0,
    after: after > 0 ? head.after / after : 0,
  }))
}

/** True when no head gains or loses. */
export const isSame = (heads: readonly Priced[]): boolean => heads.every((head) => head.before === head.after)
