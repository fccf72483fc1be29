/** Studies made of given times, for tests of what people read. */
import { byName, createStudy, type HeadRecord, type Study, type StudyRecord } from '../../src/study/index.ts'

export interface SampleHead {
  readonly name: string
  /** Wall times in ms, two a block. */
  readonly wallMs: readonly number[]
  /** Index into outcomes; successes when left out. */
  readonly outcome?: readonly number[]
  readonly bytes?: number
  readonly cost?: number
  /** How many inputs take turns, a block each; 1 when left out. */
  readonly inputs?: number
  readonly manner?: Partial<HeadRecord>
}

const none = { wrong: 0, error: 0, timeout: 0, aborted: 0, exit: 0, late: 0, skipped: 0 }

function headRecord({ name, wallMs, outcome, bytes, cost, inputs = 1, manner }: SampleHead): HeadRecord {
  const outcomes = Uint8Array.from(outcome ?? wallMs.map(() => 0))
  const metrics = byName<Float64Array>(bytes === undefined ? [] : [['bytes', Float64Array.from(wallMs, () => bytes)]])
  const columns = {
    wallMs: Float64Array.from(wallMs),
    outcome: outcomes,
    block: Uint32Array.from(wallMs, (_, index) => Math.floor(index / 2)),
    epoch: new Uint32Array(wallMs.length),
    input: Uint32Array.from(wallMs, (_, index) => Math.floor(index / 2) % inputs),
    metrics,
  }
  const wrong = outcomes.filter((code) => code === 1).length
  const timeout = outcomes.filter((code) => code === 3).length
  return { name, kind: 'function', isolation: 'inline', unit: 'call', callsPerTrial: 1, cost, rssBytes: undefined, columns, failures: { ...none, wrong, timeout }, firstFailures: [], ...manner } // prettier-ignore
}

export function sampleStudy(heads: readonly SampleHead[], more: Partial<StudyRecord> = {}): Study {
  const metrics = byName(heads.some(({ bytes }) => bytes !== undefined) ? [['bytes', 'lower'] as const] : [])
  return createStudy({
    id: 's1', name: undefined, createdAt: '2026-01-31T12:00:00.000Z', seed: 1, mode: 'fixed', trials: heads[0]?.wallMs.length ?? 0,
    environment: { cpu: 'x', cores: 2, memoryBytes: 1, platform: 'linux', arch: 'x64', osRelease: '6', node: '20', v8: '11', loadStart: 0, loadEnd: 0, hydra: '0.1.0' },
    engine: { kind: 'reference', version: '0.1.0', reason: 'test' }, inputs: [{ name: '0' }], metrics, heads: heads.map(headRecord),
    warnings: [], partial: false, elapsedMs: 92_000, estimatedMs: 90_000, ...more,
  }, { engine: 'reference' }) // prettier-ignore
}

/** Times around a centre, the same wobble for every head. */
export const around = (centreMs: number, trials: number, wobble = 0.02): number[] =>
  Array.from({ length: trials }, (_, index) => centreMs * (1 + wobble * (((index * 7) % 11) / 5 - 1)))
