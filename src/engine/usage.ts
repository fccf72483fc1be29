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

/** What a study reads of the thread it runs on. */
export interface Usage {
  readonly snapshot: Snapshot
  /**
   * A function without arguments, at two thirds of the cost, that fills one row after the other.
   *
   * @param memory - place 0 says where the next row begins, and is moved on; what does not fit is left out
   * @param figures - of a row, from the first on
   */
  readonly open: (memory: Float64Array, figures: number) => () => void
}

/** That of the addon; undefined without one, where the system cannot tell, or where the reference was asked for. */
export function openUsage(): Usage | undefined {
  if (engineChoice(undefined) === 'reference') return undefined
  const { addon } = load()
  if (addon === undefined || addon.snapshot(new Float64Array(usageFigures)) < usageFigures) return undefined
  return { snapshot: (out) => addon.snapshot(out), open: (memory, figures) => addon.openSnapshots(memory, figures) }
}

/** The snapshot alone. */
export const openSnapshot = (): Snapshot | undefined => openUsage()?.snapshot
