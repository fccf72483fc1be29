/**
 * What the difference of a job really is: both heads called in turns for long, the quickest 5 % of the turns of each held together.
 * Why the quick end: nobody disturbs a turn for the better. Why several processes: the place of the code differs from one to the next.
 */
import { create } from '../../src/reference/random/sfc32.ts'
import { quantile } from './figures.ts'
import { workload } from './workloads.ts'

export interface LongRun {
  readonly job: string
  readonly more: number
  readonly isClosed: boolean
  readonly ms: number
  readonly seed: number
}

let kept: unknown

function turn(run: () => unknown, calls: number): number {
  const startedAt = performance.now()
  for (let i = 0; i < calls; i += 1) kept = run()
  return (performance.now() - startedAt) / calls
}

/** Calls that take about 0.1 ms. */
function calibrate(run: () => unknown): number {
  for (let calls = 1; ; calls *= 2) if (turn(run, calls) * calls > 0.05) return calls * 2
}

/** ms a call of one of the jobs, by the quickest turns, and of the other over that. */
export function longRun({ job, more, isClosed, ms, seed }: LongRun): { readonly ns: number; readonly ratio: number } {
  const random = create(seed, 'long run')
  const heads = [workload(job, 0, isClosed), workload(job, more, isClosed)] as const
  const calls = calibrate(heads[0])
  const times: [number[], number[]] = [[], []]
  for (const until = performance.now() + ms; performance.now() < until;) {
    const first = random.below(2) as 0 | 1
    for (const at of [first, 1 - first] as (0 | 1)[]) times[at].push(turn(heads[at], calls))
  }
  // The first half warmed up.
  const [a, b] = times.map((all) => quantile(all.slice(all.length / 2), 0.05)) as [number, number]
  return { ns: a * 1e6, ratio: b / a }
}

export const keptByLongRun = (): unknown => kept
