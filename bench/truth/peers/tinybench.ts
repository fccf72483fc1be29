/** tinybench 6.2.3: one head after the other, 40 % of the budget each, 10 % to warm each up. Its claim: the ± do not overlap. */
import { Bench } from 'tinybench'
import { claimOfMargins, found, type Figure } from '../claim.ts'
import type { Found, Heads, Task, Winner } from '../task.ts'

export async function byTinybench(heads: Heads, { budgetMs }: Task): Promise<Found> {
  const bench = new Bench({ time: 0.4 * budgetMs, warmupTime: 0.1 * budgetMs })
  for (const [name, run] of heads) bench.add(name, run)
  await bench.run()
  const of = (name: Winner): Figure => {
    const result = bench.tasks.find((task) => task.name === name)?.result
    if (result === undefined || !('latency' in result)) throw new Error(`tinybench has no result of ${name}: ${result?.state}`)
    const { mean, moe, p50 } = result.latency
    return { mean, moe, median: p50 }
  }
  const pair = { a: of('a'), b: of('b') }
  return found(pair, claimOfMargins(pair))
}
