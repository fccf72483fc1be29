/**
 * Gives heads of about the same speed the same number of calls in a batch.
 * In: heads that are tuned, how many inputs there are. Out: nothing. Beginning with the fewest calls, heads within a factor of two share
 * the geometric mean of the fewest and the most of them.
 * Why: what a batch costs by itself, and a collection that falls into it, then weigh the same on both sides of a comparison.
 */
import type { HeadRun } from './head-run.ts'

const alike = 2

/** The calls of heads, made alike. */
export function alikeCalls(calls: readonly number[]): number[] {
  const order = calls.map((_, i) => i).sort((a, b) => calls[a]! - calls[b]!)
  const shared = [...calls]
  for (let from = 0; from < order.length;) {
    const fewest = calls[order[from]!]!
    const group = order.slice(from).filter((place) => calls[place]! <= alike * fewest)
    const most = calls[group.at(-1)!]!
    for (const place of group) shared[place] = Math.round(Math.sqrt(fewest * most))
    from += group.length
  }
  return shared
}

/** Makes the calls of all heads alike, input by input. */
export function equaliseCalls(heads: readonly HeadRun[], inputs: number): void {
  const batched = heads.flatMap(({ batches }) => (batches === undefined ? [] : [batches]))
  for (let input = 0; input < inputs; input += 1) {
    const shared = alikeCalls(batched.map((each) => each.callsOf(input)))
    batched.forEach((each, i) => each.setCalls(input, shared[i]!))
  }
}
