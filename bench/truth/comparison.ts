/**
 * One comparison, in a process of its own: two clones of a job, or one and another with more rounds, judged by one tool.
 * In: which tool, which job, how much more, the seed. Out: who is said to be faster, the ratios of means and medians, the time it took.
 * All tools have the same wall budget for both heads together, and are made to use it in peers/.
 */
import { compare } from '../../src/measure/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import type { Comparison } from '../../src/study/index.ts'
import { byBenchmarkJs } from './peers/benchmark-js.ts'
import { byMitata } from './peers/mitata.ts'
import { byTinybench } from './peers/tinybench.ts'
import { byVitest } from './peers/vitest.ts'
import type { Found, Heads, Outcome, Task, Winner } from './task.ts'
import { workload } from './workloads.ts'

/** What a comparison says, of a: which head compare() puts first is its own affair. */
export function foundOf({ a, verdict, ratio = NaN, interval, clock, method, reason = '' }: Comparison): Found {
  const isTurned = a === 'b'
  const faster: Winner | undefined = verdict === 'faster' ? (isTurned ? 'b' : 'a') : verdict === 'slower' ? (isTurned ? 'a' : 'b') : undefined // prettier-ignore
  const turned = isTurned ? 1 / ratio : ratio
  const ends = interval && (isTurned ? ([1 / interval[1], 1 / interval[0]] as const) : interval)
  const note = `${clock} ${method} ${reason}`.trim()
  return { claim: faster, verdict, ratio: turned, ratioOfMedians: turned, note, ...(ends && { interval: ends }) }
}

async function byHydra(heads: Heads, { tool, budgetMs, seed, extra }: Task): Promise<Found> {
  const mode = tool === 'hydra' ? 'fixed' : 'adaptive'
  return foundOf((await compare(new Map(heads), Object.assign({ budgetMs, mode, seed } as const, extra))) as Comparison)
}

function ask(heads: Heads, task: Task): Promise<Found> | Found {
  switch (task.tool) {
    case 'tinybench':
      return byTinybench(heads, task)
    case 'mitata':
      return byMitata(heads, task)
    case 'benchmark.js':
      return byBenchmarkJs(heads, task)
    case 'vitest':
      return byVitest(heads.map(([name]) => name), task) // prettier-ignore
    case 'hydra':
    case 'hydra adaptive':
      return byHydra(heads, task)
  }
}

/** Runs one comparison here. */
export async function runTask(task: Task): Promise<Outcome> {
  const pair: Heads = [['a', workload(task.job, 0, task.isClosed)], ['b', workload(task.job, task.more, task.isClosed)]] // prettier-ignore
  const heads = create(task.seed, 'order').float() < 0.5 ? pair : [...pair].reverse()
  const startedAt = performance.now()
  const answer = await ask(heads, task)
  return { ...answer, ms: performance.now() - startedAt }
}
