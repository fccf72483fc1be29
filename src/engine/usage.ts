/**
 * What the running thread has used up to now, from the addon: around measured batches.
 * In: a column to fill, as far as it reaches: wall ms, CPU ms of the thread, involuntary switches, minor faults, CPU ms of the process.
 * Out: how many places were filled. Nothing is computed here, so there is no twin: without the addon there are Node's own clocks.
 * Source: crates/hydra-probe/src/usage.rs
 */
import { engineChoice } from './choose.ts'
import { load } from './load.ts'

/** Fills `out` from its start; answers how many places were filled. */
export type Snapshot = (out: Float64Array) => number

/** Places of the figures. */
export const usagePlaces = { wallMs: 0, threadCpuMs: 1, involuntarySwitches: 2, pageFaults: 3, processCpuMs: 4 } as const
export const usageFigures = 5

/** The snapshot of the addon; undefined without one, where the system cannot tell, or where the reference was asked for. */
export function openSnapshot(): Snapshot | undefined {
  if (engineChoice(undefined) === 'reference') return undefined
  const { addon } = load()
  if (addon === undefined || addon.snapshot(new Float64Array(usageFigures)) < usageFigures) return undefined
  return (out) => addon.snapshot(out)
}
