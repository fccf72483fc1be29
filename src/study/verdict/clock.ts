/**
 * Which clock gives the verdict on a pair: wall time, or CPU time where the machine was contended and CPU time means something.
 * In: the heads, the choice. Out: the clock and why, as a sentence. By 'auto' CPU time is taken when both heads
 * - are commands, or functions whose thread alone was measured (a head that waits is measured by its process),
 * - are bound by the CPU when left alone: the upper decile of their CPU share (CPU time / wall time of a trial) is 95 % or more; of commands,
 *   which wait for their start and end too, a trial in twenty waits no longer than that takes (1.5 ms) or than 5 % of its time,
 * - do not work on several cores: what such a command takes is not how long it takes,
 * - do not collect much garbage (5 % of their time) with the help of other threads (5 % of their CPU time), which their own leaves out,
 * - were disturbed: their CPU time of all good trials together is below 98 % of their wall time. Commands always are: each trial starts a
 *   process, which varies more than its work (of 80 pairs 5 % apart, 69 were found when wall time judged the least disturbed, 75 by CPU time).
 * Why all together: a batch of 100 us is shorter than a slice of the scheduler, so that most batches are whole while one in forty waits for
 * milliseconds; the median share stays at 100 % beside two hogs.
 * Why: under load wall time says who else was running. With two hogs on two cores a true 5 % is found in 96 % by CPU, in 67 % by wall time.
 */
import { show } from '../../errors/index.ts'
import { summarizeGroups, type EngineOption } from '../../engine/index.ts'
import { Gather } from '../gather.ts'
import { successCode } from '../outcome.ts'
import type { Clock, ClockChoice, HeadRecord } from '../types.ts'

/** What of a head the choice looks at. */
export type Clocked = Pick<HeadRecord, 'name' | 'kind' | 'columns' | 'cpuScope' | 'helperShare'>

/** Share of the wall time that a head had the CPU for, over its good trials; undefined without any. */
export interface CpuShare {
  /** Of all trials together. */
  readonly total: number
  readonly upperDecile: number
  /** ms without the CPU, in the trials that had it most: the lower 5 %. Of commands alone. */
  readonly leastIdleMs?: number
  /** Share of its wall time that garbage was collected in; 0 where nobody could tell. */
  readonly collecting: number
}

export interface ClockVerdict {
  readonly clock: Clock
  readonly clockReason: string
}

const boundFrom = 0.95
/** Of its time, that garbage is collected in; and of its CPU time, that other threads took: those are left out of it. */
const helpedFrom = 0.05
const contendedBelow = 0.98
/** ms that starting a program and hearing of its end take, at most. */
const startMs = 1.5
/** A share above this has more than one core in it. */
const severalFrom = 1.1

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`

/** The shares of many heads, in one call of the engine. */
export function cpuShares(heads: readonly Clocked[], engine: EngineOption = {}): (CpuShare | undefined)[] {
  const [gather, idle] = [new Gather(), new Gather()]
  const totals = heads.map(({ kind, columns: { wallMs, cpuMs, outcome } }) => {
    let [wall, cpu] = [0, 0]
    for (let i = 0; cpuMs !== undefined && i < wallMs.length; i += 1) {
      const share = cpuMs[i]! / wallMs[i]!
      if (outcome[i] !== successCode || share - share !== 0) continue
      gather.add(share)
      if (kind === 'command') idle.add(wallMs[i]! - cpuMs[i]!)
      wall += wallMs[i]!
      cpu += cpuMs[i]!
    }
    gather.close()
    idle.close()
    return cpu / wall
  })
  const [shares, idles] = [gather.done(), idle.done()]
  const upper = summarizeGroups(shares.values, shares.offsets, { fields: ['p90'], ...engine })
  const lower = summarizeGroups(idles.values, idles.offsets, { fields: ['p5'], ...engine })
  return totals.map((total, i) => {
    const [{ p90 }, { p5 }] = [upper.row(i), lower.row(i)]
    const collecting = collectingShare(heads[i]!.columns)
    if (p90 === undefined) return undefined
    return { total, upperDecile: p90, collecting, ...(p5 === undefined ? {} : { leastIdleMs: p5 }) }
  })
}

function collectingShare({ wallMs, gcMs }: Clocked['columns']): number {
  let [gc, wall] = [0, 0]
  for (let i = 0; gcMs !== undefined && i < wallMs.length; i += 1) {
    if (gcMs[i]! - gcMs[i]! !== 0) continue
    gc += gcMs[i]!
    wall += wallMs[i]!
  }
  return wall > 0 ? gc / wall : 0
}

/** Why CPU time says nothing of this head; undefined when it does. */
function objection({ name, kind, cpuScope, helperShare = 0 }: Clocked, share: CpuShare | undefined): string | undefined {
  if (share === undefined) return `no CPU time of ${show(name)} was recorded`
  if (kind !== 'command' && cpuScope !== 'thread') return `the CPU time of ${show(name)} is that of the whole process`
  if (share.upperDecile > severalFrom) return `${show(name)} works on several cores`
  const isStart = share.leastIdleMs !== undefined && share.leastIdleMs <= startMs
  if (share.upperDecile < boundFrom && !isStart)
    return `${show(name)} waits: it had the CPU for ${percent(share.upperDecile)} of its time at best`
  if (share.collecting >= helpedFrom && helperShare >= helpedFrom)
    return `other threads collect garbage for ${show(name)}: they took ${percent(helperShare)} as much CPU time as its own`
  return undefined
}

/** As in the header. Asked for by name, CPU time is taken wherever it was recorded. */
export function clockOf(
  a: readonly [Clocked, CpuShare | undefined],
  b: readonly [Clocked, CpuShare | undefined],
  choice: ClockChoice,
): ClockVerdict {
  const wall = (clockReason: string): ClockVerdict => ({ clock: 'wall', clockReason: `wall time: ${clockReason}` })
  if (choice === 'wall') return wall('it was asked for')
  const remote = [a[0], b[0]].find(({ kind }) => kind === 'remote')
  if (remote !== undefined) return wall(`${show(remote.name)} runs on another machine`)
  const [ofA, ofB] = [a[1], b[1]]
  const missing = objection(...a) ?? objection(...b)
  if (ofA === undefined || ofB === undefined) return wall(missing!)
  if (choice === 'cpu') return { clock: 'cpu', clockReason: 'CPU time: it was asked for' }
  if (missing !== undefined) return wall(missing)
  const shares = `the heads had the CPU for ${percent(ofA.total)} and ${percent(ofB.total)} of their time`
  if (a[0].kind === 'command' && b[0].kind === 'command')
    return { clock: 'cpu', clockReason: `CPU time: the start of a process varies more than its work, ${shares}` }
  const isContended = ofA.total < contendedBelow && ofB.total < contendedBelow
  if (!isContended) return wall(`nobody disturbed them, ${shares}`)
  return { clock: 'cpu', clockReason: `CPU time: the machine was contended, ${shares}` }
}
