/**
 * Runs something until its times are steady.
 * In: a way to time one run, bounds in ms and runs. Out: the times, and whether they got steady; undefined when a run failed.
 * Runs in which garbage was collected say nothing of that: what litters would never get steady, and be warmed up for all of its time.
 */
import { heapUsed } from './builtins.ts'
import { isSteady, mayAsk, steadyTimes } from './steady.ts'

export interface Bounds {
  readonly leastMs: number
  readonly mostMs: number
  /** @defaultValue Infinity */
  readonly mostRuns?: number
}

export interface Warmed {
  readonly times: readonly number[]
  /** Fewer than can be asked about are taken to be. */
  readonly isSteady: boolean
}

/** A clock that stands still does not make it endless. */
const leastRunMs = 0.001

export function warmUntilSteady(
  time: () => number | undefined,
  { leastMs, mostMs, mostRuns = Infinity }: Bounds,
): Warmed | undefined {
  const times: number[] = []
  let [steady, heap] = [false, heapUsed()]
  for (let [spent, runs] = [0, 0]; spent < mostMs && runs < mostRuns && !steady; runs += 1) {
    const ms = time()
    if (ms === undefined) return undefined
    spent += ms > leastRunMs ? ms : leastRunMs
    const before = heap
    heap = heapUsed()
    if (heap < before) continue
    times.push(ms)
    steady = spent >= leastMs && mayAsk(times.length) && isSteady(times)
  }
  return { times, isSteady: times.length < steadyTimes || steady || isSteady(times) }
}
