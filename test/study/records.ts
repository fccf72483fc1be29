/** Makes records of studies for tests: heads by their times, all in pairs of trials a block unless said otherwise. */
import { outcomeCode } from '../../src/study/outcome.ts'
import { byName } from '../../src/study/by-name.ts'
import type { Columns, HeadRecord, Outcome, StudyRecord } from '../../src/study/types.ts'

export interface HeadSketch {
  readonly wallMs: readonly number[]
  readonly outcome?: readonly Outcome[]
  readonly block?: readonly number[]
  readonly epoch?: readonly number[]
  readonly cpuMs?: readonly number[]
  readonly input?: readonly number[]
  readonly metrics?: Readonly<Record<string, readonly number[]>>
  readonly more?: Partial<Omit<HeadRecord, 'columns'>>
}

const noFailures = { wrong: 0, error: 0, timeout: 0, aborted: 0, exit: 0, late: 0, skipped: 0 }

export function columnsOf({ wallMs, cpuMs, outcome, block, epoch, input, metrics = {} }: HeadSketch): Columns {
  const n = wallMs.length
  return {
    wallMs: Float64Array.from(wallMs),
    ...(cpuMs === undefined ? {} : { cpuMs: Float64Array.from(cpuMs) }),
    outcome: Uint8Array.from({ length: n }, (_, i) => outcomeCode(outcome?.[i] ?? 'success')),
    block: Uint32Array.from({ length: n }, (_, i) => block?.[i] ?? Math.floor(i / 2)),
    epoch: Uint32Array.from({ length: n }, (_, i) => epoch?.[i] ?? 0),
    input: Uint32Array.from({ length: n }, (_, i) => input?.[i] ?? 0),
    metrics: byName(Object.entries(metrics).map(([name, values]) => [name, Float64Array.from(values)] as const)),
  }
}

function headOf(name: string, sketch: HeadSketch): HeadRecord {
  return {
    name, kind: 'function', isolation: 'inline', unit: 'call', callsPerTrial: 1, cost: undefined, rssBytes: undefined,
    failures: noFailures, firstFailures: [], columns: columnsOf(sketch), ...sketch.more,
  } // prettier-ignore
}

export function recordOf(heads: readonly (readonly [string, HeadSketch])[], more: Partial<StudyRecord> = {}): StudyRecord {
  return {
    id: 'study-1', name: undefined, createdAt: '2026-01-31T12:00:00.000Z', seed: 1, mode: 'fixed', trials: heads[0]?.[1].wallMs.length ?? 0,
    environment: {
      cpu: 'cpu', cores: 2, memoryBytes: 1, platform: 'linux', arch: 'x64', osRelease: '1', node: '20', v8: '11',
      loadStart: undefined, loadEnd: undefined, hydra: '0.1.0',
    },
    engine: { kind: 'reference', version: '0.1.0', reason: 'test' },
    inputs: [], metrics: byName([]), warnings: [], partial: false, elapsedMs: 1000, estimatedMs: undefined,
    heads: heads.map(([name, sketch]) => headOf(name, sketch)), ...more,
  } // prettier-ignore
}

/** `blocks` blocks of two trials; the times of a block are `times(block)`, with a wobble that all heads share. */
export const steady = (blocks: number, timeMs: number, wobble: (block: number) => number = () => 1): HeadSketch => ({
  wallMs: Array.from({ length: blocks * 2 }, (_, i) => timeMs * wobble(Math.floor(i / 2))),
})
