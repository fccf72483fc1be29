/**
 * The clocks around what is measured: the addon's snapshot, or Node's own without it.
 * In: a column to fill. Out: wall ms, CPU ms, and as far as the column reaches and the system tells: involuntary switches, page faults
 * of the thread, CPU ms of the process. What cannot be told is NaN.
 * Why two scopes: CPU time of the thread leaves out the garbage collector and the pool, and is exact to the ns; Node 20 by itself
 * knows that of the process alone, in steps of a us.
 */
import { openUsage, usageFigures, usagePlaces } from '../../engine/index.ts'
import { cpuUsage, now } from '../builtins.ts'

export interface Clock {
  /** Whose CPU time stands in second place. */
  readonly cpuScope: 'thread' | 'process'
  readonly read: (out: Float64Array) => void
  /** A reader that fills one row after the other of a memory: place 0 of it says where the next one begins. */
  readonly open: (memory: Float64Array, figures: number) => () => void
}

/** Wall and CPU time: what a verdict needs. */
export const leanFigures = 2
/** And switches and faults. */
export const wideFigures = 4
/** And the CPU time of the process. */
export const allFigures = usageFigures

function readByNode(out: Float64Array): void {
  const { user, system } = cpuUsage()
  out.fill(NaN)
  out[usagePlaces.threadCpuMs] = (user + system) / 1000
  if (out.length > usagePlaces.processCpuMs) out[usagePlaces.processCpuMs] = (user + system) / 1000
  out[usagePlaces.wallMs] = now()
}

const openByNode: Clock['open'] = (memory, figures) => () => {
  const at = memory[0]!
  readByNode(memory.subarray(at, at + figures))
  memory[0] = at + figures
}

/** The best clock there is here. */
export function openClock(): Clock {
  const usage = openUsage()
  if (usage === undefined) return { cpuScope: 'process', read: readByNode, open: openByNode }
  return { cpuScope: 'thread', read: usage.snapshot, open: usage.open }
}
