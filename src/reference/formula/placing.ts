/**
 * Puts the results of a program into its outputs, each as soon as it is known.
 * In: instructions by name of value, the results in order. Out: the same instructions with outputs as targets, and copies where a result is
 * read again, collected by a chain, asked for twice, or not computed at all.
 * Why at once and not at the end: many results would otherwise hold a register each to the end, and there are 256.
 * Twin: crates/hydra-core/src/formula/placing.rs
 */
import type { OpName } from './opcode.ts'
import { kinds, type Kind } from './program.ts'

export interface Value {
  readonly kind: Kind
  readonly index: number
}

/** One instruction; of skips the second argument is the place of another in the list, or its end. */
export interface Draft {
  readonly op: OpName
  readonly dst: Value
  readonly args: readonly Value[]
}

export const isMask = ({ kind }: Value): boolean => kind === kinds.mask || kind === kinds.maskInput
const nameOf = ({ kind, index }: Value): number => kind * 0x1000000 + index
const isSkip = ({ args }: Draft): boolean => args[1]?.kind === kinds.plain

/** The outputs of each result: those of numbers and those of masks are counted apart. */
function seatsOf(results: readonly Value[]): { seats: Map<number, Value[]>; counts: readonly [number, number] } {
  const seats = new Map<number, Value[]>()
  const counts: [number, number] = [0, 0]
  for (const result of results) {
    const output: Value = { kind: kinds.output, index: counts[isMask(result) ? 1 : 0]++ }
    const known = seats.get(nameOf(result))
    if (known === undefined) seats.set(nameOf(result), [output])
    else known.push(output)
  }
  return { seats, counts }
}

const copyInto =
  (value: Value) =>
  (dst: Value): Draft => ({ op: isMask(value) ? 'maskCopy' : 'copy', dst, args: [value] })

/** Place of the last writing of each value; those that are read or written again count as used. */
function uses(drafts: readonly Draft[]): { last: Map<number, number>; used: Set<number> } {
  const last = new Map<number, number>()
  const used = new Set<number>()
  drafts.forEach(({ dst, args }, at) => {
    for (const value of args) used.add(nameOf(value))
    if (last.has(nameOf(dst))) used.add(nameOf(dst))
    last.set(nameOf(dst), at)
  })
  return { last, used }
}

export interface Placed {
  readonly drafts: readonly Draft[]
  readonly outputs: number
  readonly maskOutputs: number
}

/** The instructions with their outputs. */
export function placeResults(drafts: readonly Draft[], results: readonly Value[]): Placed {
  const { seats, counts } = seatsOf(results)
  const { last, used } = uses(drafts)
  const list: Draft[] = []
  /** Where what followed an instruction now begins: a skip to there must not pass its copies. */
  const after = [0]
  drafts.forEach((draft, at) => {
    const own = last.get(nameOf(draft.dst)) === at ? (seats.get(nameOf(draft.dst)) ?? []) : []
    const isDirect = own.length === 1 && !used.has(nameOf(draft.dst))
    list.push(isDirect ? { ...draft, dst: own[0]! } : draft)
    after.push(list.length)
    if (!isDirect) list.push(...own.map(copyInto(draft.dst)))
  })
  const given = new Map(results.map((result) => [nameOf(result), result]))
  for (const [name, value] of given) if (!last.has(name)) list.push(...seats.get(name)!.map(copyInto(value)))
  const moved = list.map((draft) =>
    isSkip(draft) ? { ...draft, args: [draft.args[0]!, { kind: kinds.plain, index: after[draft.args[1]!.index]! }] } : draft,
  )
  return { drafts: moved, outputs: counts[0], maskOutputs: counts[1] }
}
