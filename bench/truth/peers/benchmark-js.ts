/**
 * benchmark.js 2.1.4: 40 % of the budget as its maxTime; its least of 5 cycles of 50 ms may take longer, and that is its own choice.
 * Its claim: filter('fastest') leaves one head (a U test on its cycles). Loaded from node_modules: it does not survive bundling.
 */
import type Benchmark from 'benchmark'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { median } from '../figures.ts'
import { found, type Figure } from '../claim.ts'
import type { Found, Heads, Task, Winner } from '../task.ts'

const figureOf = ({ stats }: Benchmark): Figure => ({ mean: stats.mean, moe: stats.moe, median: median(stats.sample) })

export async function byBenchmarkJs(heads: Heads, { budgetMs }: Task): Promise<Found> {
  const load = createRequire(join(process.cwd(), 'package.json'))
  const { Suite } = load('benchmark') as { Suite: new () => Benchmark.Suite }
  const suite = new Suite()
  for (const [name, run] of heads) suite.add(name, run, { maxTime: (0.4 * budgetMs) / 1000 })
  await new Promise((resolve) => suite.on('complete', resolve).run({ async: true }))
  const all = Array.from({ length: heads.length }, (_, at) => (suite as unknown as ArrayLike<Benchmark>)[at]!)
  const failed = all.find(({ error }) => error !== undefined)
  if (failed) throw new Error(`benchmark.js failed on ${failed.name}: ${String(failed.error)}`)
  const of = (name: Winner): Figure => figureOf(all.find((one) => one.name === name)!)
  const fastest = (suite.filter('fastest') as unknown as { map(key: string): Winner[] }).map('name')
  return found({ a: of('a'), b: of('b') }, fastest.length === 1 ? fastest[0] : undefined)
}
