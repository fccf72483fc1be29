/**
 * Who is faster, by the words of tools that give no verdict of their own: what a reader of their output would say.
 * In: means in any one unit, with their margins where the tool prints them. Out: the winner, or nobody.
 */
import type { Found, Winner } from './task.ts'

export interface Figure {
  readonly mean: number
  readonly median: number
  /** Half-width that is printed beside the mean. */
  readonly moe: number
}

export type Pair = Readonly<Record<Winner, Figure>>

/** Mean and ± do not overlap. */
export function claimOfMargins({ a, b }: Pair): Winner | undefined {
  if (a.mean + a.moe < b.mean - b.moe) return 'a'
  return b.mean + b.moe < a.mean - a.moe ? 'b' : undefined
}

/** A line "1.01x faster" or more is printed: two decimals, of means. */
export function claimOfPrinted({ a, b }: Pair): Winner | undefined {
  const [fast, slow, winner] = a.mean < b.mean ? [a, b, 'a' as const] : [b, a, 'b' as const]
  return Number((slow.mean / fast.mean).toFixed(2)) >= 1.01 ? winner : undefined
}

export const found = (pair: Pair, claim: Winner | undefined): Found => ({
  claim,
  ratio: pair.a.mean / pair.b.mean,
  ratioOfMedians: pair.a.median / pair.b.median,
})
