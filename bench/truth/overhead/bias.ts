/**
 * How far tools are off on a head of 27 ns, in ns: what each says of a clone of its own, less what a call takes in a long tight loop.
 * The loop is compiled for the clone alone, called in turns of 1 ms; the median turn counts, as it does with the tools. It runs before and
 * after each tool, and the mean of both is the truth: a machine changes its mind from second to second.
 */
import { Bench } from 'tinybench'
import { profile } from '../../../src/measure/index.ts'
import { median } from '../figures.ts'
import { measureByMitata } from '../peers/mitata.ts'
import { workload } from '../workloads.ts'

const job = 'hash of 40 rounds'
let loops = 0

type Loop = (run: () => unknown, calls: number) => unknown

function compile(): Loop {
  loops += 1
  const text = `let last; for (let i = 0; i < calls; i += 1) last = run(); return last // ${loops}`
  return new Function('run', 'calls', text) as Loop // eslint-disable-line no-new-func, @typescript-eslint/no-implied-eval -- a loop that nobody else has
}

/** ns a call of a clone in the loop, by the median of 100 turns of about 1 ms. */
function loopNs(): number {
  const [loop, run] = [compile(), workload(job, 0, false)]
  const calls = 37_000
  const turns = Array.from({ length: 120 }, () => {
    const startedAt = performance.now()
    loop(run, calls)
    return ((performance.now() - startedAt) * 1e6) / calls
  })
  return median(turns.slice(20))
}

const byTool = {
  hydra: async (seed: number) => {
    const study = await profile({ heads: { a: workload(job, 0, false) }, budgetMs: 200, seed })
    return study.heads['a']!.summary.durationMs.median! * 1e6
  },
  'tinybench 6.2.3': async () => {
    const bench = new Bench({ time: 160, warmupTime: 40 }).add('a', workload(job, 0, false))
    await bench.run()
    const { result } = bench.tasks[0]!
    if (!('latency' in result)) throw new Error('tinybench has no result of the head')
    return result.latency.p50 * 1e6
  },
  'mitata 1.0.34': async () => (await measureByMitata(workload(job, 0, false), 400)).median,
} as const

export interface Told {
  readonly ns: number
  /** By the loop, around it. */
  readonly truthNs: number
}

/** What each tool says of a call, begun with another of them by seed. */
export async function bias(seed: number): Promise<Record<string, Told>> {
  const all = Object.entries(byTool)
  const at = seed % all.length
  const told: Record<string, Told> = {}
  for (const [name, ask] of [...all.slice(at), ...all.slice(0, at)]) {
    const before = loopNs()
    const ns = await ask(seed)
    told[name] = { ns, truthNs: (before + loopNs()) / 2 }
  }
  return told
}
