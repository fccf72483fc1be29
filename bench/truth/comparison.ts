/**
 * One comparison, in a process of its own: two clones of a job, or one and another with more rounds, judged by one tool.
 * In: which tool, which job, how much more, the seed. Out: who is said to be faster, the ratios of means and medians, the time it took.
 * All tools have the same wall budget for both heads together; tinybench takes 40 % of it a head and 10 % to warm each up.
 */
import { Bench } from 'tinybench'
import { compare } from '../../src/measure/index.ts'
import type { Comparison } from '../../src/study/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { workload } from './workloads.ts'

export const tools = ['hydra', 'hydra adaptive', 'tinybench'] as const
export type Tool = (typeof tools)[number]

export interface Task {
  readonly tool: Tool
  readonly job: string
  /** Share of further rounds of b. */
  readonly more: number
  /** Heads have a name from outside. */
  readonly isClosed: boolean
  readonly budgetMs: number
  readonly seed: number
}

export interface Outcome {
  /** Who is faster, by the tool's own words. */
  readonly claim: 'a' | 'b' | undefined
  readonly verdict: string
  /** Time of a / time of b. */
  readonly ratio: number
  readonly ratioOfMedians: number
  readonly ms: number
  /** What kept a verdict from being given, and the clock and method behind it. */
  readonly note: string
}

type Heads = readonly (readonly [name: 'a' | 'b', run: () => unknown])[]

async function byHydra(heads: Heads, { tool, budgetMs, seed }: Task): Promise<Omit<Outcome, 'ms'>> {
  const mode = tool === 'hydra' ? 'fixed' : 'adaptive'
  const found = (await compare(new Map(heads), { budgetMs, mode, seed })) as Comparison
  const { a, verdict, ratio = NaN, clock, method, reason = '' } = found
  const isTurned = a === 'b'
  const faster = verdict === 'faster' ? a : verdict === 'slower' ? found.b : undefined
  const turned = isTurned ? 1 / ratio : ratio
  return {
    claim: faster as Outcome['claim'],
    verdict,
    ratio: turned,
    ratioOfMedians: turned,
    note: `${clock} ${method} ${reason}`,
  }
}

async function byTinybench(heads: Heads, { budgetMs }: Task): Promise<Omit<Outcome, 'ms'>> {
  const bench = new Bench({ time: 0.4 * budgetMs, warmupTime: 0.1 * budgetMs })
  for (const [name, run] of heads) bench.add(name, run)
  await bench.run()
  const of = (name: string): { mean: number; moe: number; p50: number } => {
    const { result } = bench.tasks.find((task) => task.name === name)!
    if (!('latency' in result)) throw new Error(`tinybench has no result of ${name}: ${result.state}`)
    const { mean, moe, p50 } = result.latency
    return { mean, moe, p50 }
  }
  const [a, b] = [of('a'), of('b')]
  const claim = a.mean + a.moe < b.mean - b.moe ? 'a' : b.mean + b.moe < a.mean - a.moe ? 'b' : undefined
  return { claim, verdict: claim ?? '', ratio: a.mean / b.mean, ratioOfMedians: a.p50 / b.p50, note: '' }
}

/** Runs one comparison here. */
export async function runTask(task: Task): Promise<Outcome> {
  const pair: Heads = [['a', workload(task.job, 0, task.isClosed)], ['b', workload(task.job, task.more, task.isClosed)]] // prettier-ignore
  const heads = create(task.seed, 'order').float() < 0.5 ? pair : [...pair].reverse()
  const startedAt = performance.now()
  const outcome = await (task.tool === 'tinybench' ? byTinybench(heads, task) : byHydra(heads, task))
  return { ...outcome, ms: performance.now() - startedAt }
}
