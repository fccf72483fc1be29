/**
 * mitata 1.0.34, by its own measure() with what its bench() hands to it (heap figures on), and the time of the protocol in place of 642 ms.
 * It has no warm-up of a given time: each head is called for 10 % of the budget before. Its claim: "1.01x faster" or more.
 */
import { measure } from 'mitata'
import { getHeapStatistics } from 'node:v8'
import { claimOfPrinted, found, type Figure } from '../claim.ts'
import type { Found, Heads, Task } from '../task.ts'

/** mitata takes a tenth more where heap figures are on. */
const heapFactor = 1.1

function heap(): number {
  const { used_heap_size: used, malloced_memory: malloced } = getHeapStatistics()
  return used + malloced
}

let kept: unknown

function warm(run: () => unknown, ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until) kept = run()
}

/** Nanoseconds a call. */
export async function measureByMitata(run: () => unknown, budgetMs: number): Promise<Figure> {
  warm(run, 0.1 * budgetMs)
  const { avg, p50 } = await measure(run, { heap, min_cpu_time: (0.4 * budgetMs * 1e6) / heapFactor })
  return { mean: avg, median: p50, moe: 0 }
}

export async function byMitata(heads: Heads, { budgetMs }: Task): Promise<Found> {
  const figures = new Map<string, Figure>()
  for (const [name, run] of heads) figures.set(name, await measureByMitata(run, budgetMs))
  const pair = { a: figures.get('a')!, b: figures.get('b')! }
  return found(pair, claimOfPrinted(pair))
}

/** Read by nobody: it keeps the calls alive. */
export const keptByMitata = (): unknown => kept
