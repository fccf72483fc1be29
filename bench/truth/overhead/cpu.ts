/**
 * What a study costs beside its heads: all CPU time of the process during it, less that of the heads, warm-up counted with the heads.
 * Two studies in a row, of a share of the time and of all of it: what the longer one costs more is what goes on while it measures; the
 * rest is its beginning and end. Everything was compiled by a study before.
 */
import { measure } from 'mitata'
import { Bench } from 'tinybench'
import { profile, type ProfileOptions } from '../../../src/measure/index.ts'
import { accountedHead, restOf, roundsFor, type Rest } from './account.ts'

export interface CpuTask {
  readonly tool: 'hydra' | 'hydra, heads kept' | 'tinybench' | 'mitata'
  /** Below 10 us hydra measures in batches of 100 us. */
  readonly callUs: number
  /** About how long the longer study takes. */
  readonly ms: number
  readonly seed: number
}

export interface CpuCost {
  /** Share of the CPU time that the further time of the longer study had beside the heads. */
  readonly share: number
  /** Of that share, what other threads had: V8's compiler and collector. */
  readonly othersShare: number
  /** ms beside the heads in the shorter study, and in the longer. */
  readonly shortMs: number
  readonly longMs: number
}

type TwoHeads = Readonly<Record<'a' | 'b', () => unknown>>

async function byTinybench(heads: TwoHeads, ms: number): Promise<void> {
  const bench = new Bench({ time: ms * 0.4, warmupTime: ms * 0.1 })
  for (const [name, run] of Object.entries(heads)) bench.add(name, run)
  await bench.run()
}

async function byMitata(heads: TwoHeads, ms: number): Promise<void> {
  for (const run of Object.values(heads)) await measure(run, { min_cpu_time: (ms / 2) * 1e6 })
}

async function work({ tool, seed }: CpuTask, heads: TwoHeads, ms: number): Promise<void> {
  if (tool === 'tinybench') return byTinybench(heads, ms)
  if (tool === 'mitata') return byMitata(heads, ms)
  const options: ProfileOptions = { heads, budgetMs: ms, seed, rebuild: tool === 'hydra' ? 'auto' : false }
  await profile(options)
}

/** What the writing of the account costs a call, in ms. */
async function writingMs({ a }: TwoHeads, calls: number): Promise<number> {
  const loop = (): void => {
    for (let i = 0; i < calls; i += 1) a()
  }
  loop()
  const { restMs, calls: made } = await restOf(loop)
  return restMs / made
}

export async function cpuCost(task: CpuTask): Promise<CpuCost> {
  const rounds = roundsFor(task.callUs)
  const heads = { a: accountedHead(rounds), b: accountedHead(rounds) }
  await work(task, heads, task.ms / 4)
  const each = await writingMs(heads, (300 * 1000) / task.callUs)
  const net = ({ restMs, calls }: Rest): number => restMs - calls * each
  const short = await restOf(() => work(task, heads, task.ms / 4))
  const long = await restOf(() => work(task, heads, task.ms))
  const furtherMs = long.allMs - short.allMs
  return {
    share: (net(long) - net(short)) / furtherMs,
    othersShare: (long.othersMs - short.othersMs) / furtherMs,
    shortMs: net(short),
    longMs: net(long),
  }
}
