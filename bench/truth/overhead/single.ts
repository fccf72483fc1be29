/**
 * What stands in the timed section of a single call beside the call: an empty head, timed call by call.
 * Out: ns a call as each tool tells it (the truth is about 0), and what reading the clock twice in a row shows.
 */
import { Bench } from 'tinybench'
import { profile } from '../../../src/measure/index.ts'
import { median } from '../figures.ts'

/** An empty head that is not known to be empty. */
const empty = new Function('return this') as () => unknown // eslint-disable-line no-new-func, @typescript-eslint/no-implied-eval -- as unknown to V8 as any head

function clockNs(): number {
  const steps: number[] = []
  for (let i = 0; i < 20_000; i += 1) {
    const before = performance.now()
    steps.push(performance.now() - before)
  }
  return median(steps.slice(10_000)) * 1e6
}

async function hydraNs(seed: number): Promise<number> {
  const study = await profile({ heads: { empty }, trials: 5000, unit: 'call', selfCheck: false, seed })
  return study.heads['empty']!.summary.durationMs.median! * 1e6
}

async function tinybenchNs(): Promise<number> {
  const bench = new Bench({ time: 100, warmupTime: 20 }).add('empty', empty)
  await bench.run()
  const { result } = bench.tasks[0]!
  if (!('latency' in result)) throw new Error('tinybench has no result of an empty head')
  return result.latency.p50 * 1e6
}

export const single = async (seed: number): Promise<Record<string, number>> => ({
  'two readings of the clock': clockNs(),
  'hydra, one call a trial': await hydraNs(seed),
  'tinybench 6.2.3': await tinybenchNs(),
})
