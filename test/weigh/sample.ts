/** Studies made of made-up trials: what each head does in each trial is said, the rest is as profile() records it. */
import { byName, createStudy, outcomeCode, type HeadRecord, type Outcome, type Study } from '../../src/study/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'

export interface Trial {
  readonly ms: number
  readonly outcome?: Outcome
  readonly metrics?: Readonly<Record<string, number>>
}

export interface SampleHead {
  readonly name: string
  readonly cost?: number
  /** Trial by number; two follow each other in a block. */
  readonly trial: (index: number) => Trial
  /** When fewer than the study's. */
  readonly trials?: number
}

const noFailures = { wrong: 0, error: 0, timeout: 0, aborted: 0, exit: 0, late: 0, skipped: 0 }

function recordOf({ name, cost, trial, trials }: SampleHead, count: number): HeadRecord {
  const made = Array.from({ length: trials ?? count }, (_, index) => trial(index))
  const metricNames = [...new Set(made.flatMap(({ metrics = {} }) => Object.keys(metrics)))]
  const column = (read: (trial: Trial) => number): Float64Array => Float64Array.from(made, read)
  return {
    name,
    kind: 'function',
    isolation: 'inline',
    unit: 'call',
    callsPerTrial: 1,
    cost,
    rssBytes: undefined,
    columns: {
      wallMs: column(({ ms }) => ms),
      outcome: Uint8Array.from(made, ({ outcome = 'success' }) => outcomeCode(outcome)),
      block: Uint32Array.from(made, (_, index) => index >> 1),
      epoch: new Uint32Array(made.length),
      input: new Uint32Array(made.length),
      metrics: byName(metricNames.map((metric) => [metric, column(({ metrics = {} }) => metrics[metric] ?? NaN)] as const)),
    },
    failures: noFailures,
    firstFailures: [],
  }
}

const environment = {
  cpu: 'x', cores: 2, memoryBytes: 1, platform: 'linux', arch: 'x64', osRelease: '1', node: '20', v8: '11', loadStart: 0, loadEnd: 0, hydra: '0.1.0',
} // prettier-ignore

export function sampleStudy(
  heads: readonly SampleHead[],
  trials = 100,
  metrics: Readonly<Record<string, 'lower' | 'higher'>> = {},
): Study {
  return createStudy({
    id: 'sample-study', name: undefined, createdAt: '2026-01-31T12:00:00.000Z', seed: 1, mode: 'fixed', trials, environment,
    engine: { kind: 'reference', version: '0.1.0', reason: 'a test' }, inputs: [{ name: '0' }], metrics: byName(Object.entries(metrics)),
    heads: heads.map((head) => recordOf(head, trials)), warnings: [], partial: false, elapsedMs: 1000, estimatedMs: undefined,
  }) // prettier-ignore
}

/** Times around `ms` that vary by a few percent, the machine's slow moments hitting all heads alike. */
export function around(ms: number, seed: number, spread = 0.02): (index: number) => Trial {
  const own = create(seed, 'own')
  const machine = create(7, 'machine')
  const slow = Array.from({ length: 2000 }, () => 1 + machine.float())
  return (index) => ({ ms: ms * slow[index >> 1]! * (1 + spread * (own.float() - 0.5)) })
}
