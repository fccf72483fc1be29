/** Studies for tests, made from a few numbers: no clock, no chance. */
import { hydraError } from '../../src/errors/index.ts'
import { byName, createStudy, type Columns, type HeadRecord, type Study, type StudyRecord } from '../../src/study/index.ts'

const environment = {
  cpu: 'test', cores: 2, memoryBytes: 8e9, platform: 'linux', arch: 'x64', osRelease: '6', node: '20', v8: '11', loadStart: 0.5, loadEnd: undefined, hydra: '0.1.0',
} // prettier-ignore

export function columnsOf(wallMs: readonly number[], more: Partial<Columns> = {}): Columns {
  const n = wallMs.length
  return {
    wallMs: Float64Array.from(wallMs),
    outcome: new Uint8Array(n),
    block: Uint32Array.from({ length: n }, (_, i) => i >> 1),
    epoch: new Uint32Array(n),
    input: new Uint32Array(n),
    metrics: byName([]),
    ...more,
  }
}

export function headOf(name: string, columns: Columns, more: Partial<HeadRecord> = {}): HeadRecord {
  const failures = { wrong: 0, error: 0, timeout: 0, aborted: 0, exit: 0, late: 0, skipped: 0 }
  const fixed = { kind: 'function', isolation: 'inline', unit: 'call', callsPerTrial: 1 } as const
  return { name, ...fixed, cost: undefined, rssBytes: undefined, columns, failures, firstFailures: [], ...more }
}

export function recordOf(heads: readonly HeadRecord[], more: Partial<StudyRecord> = {}): StudyRecord {
  return {
    id: 'study-1', name: undefined, createdAt: '2026-01-31T12:00:00.000Z', seed: 1, mode: 'fixed', trials: 20, environment,
    engine: { kind: 'reference', version: '0.1.0', reason: 'asked for' }, inputs: [{ name: '0' }], metrics: byName([]), heads,
    warnings: [], partial: false, elapsedMs: 1234.5, estimatedMs: undefined, ...more,
  } // prettier-ignore
}

const times = (scale: number): number[] => Array.from({ length: 20 }, (_, i) => scale * (1 + ((i * 7) % 11) / 100 + 1 / 3))

/** Names that plain objects, folders and devices stumble over. */
export const hostileNames = [
  '__proto__',
  '10',
  '2',
  'constructor',
  '../../evil',
  'con',
  'Ä',
  '\u0041\u0308',
  '🐍 head',
  'x'.repeat(300),
  ' ',
  'a.json',
  '.',
]

const failure = hydraError(
  '3001',
  { head: '__proto__', trial: 3, what: 'TypeError: no' },
  { where: { head: '__proto__', trial: 3 }, cause: new TypeError('no') },
)

/** A study with every kind of column, failures, hostile names. */
export function hostileStudy(more: Partial<StudyRecord> = {}): Study {
  const metrics = byName([
    ['__proto__', Float64Array.from(times(3), (x, i) => (i === 4 ? Number.NaN : x))],
    ['10', Float64Array.from(times(1), (_, i) => (i % 2 === 0 ? -0 : 1e308))],
  ])
  const outcome = Uint8Array.from({ length: 20 }, (_, i) => (i === 3 ? 2 : i === 19 ? 4 : 0))
  const full = columnsOf(times(0.1), {
    outcome,
    metrics,
    cpuMs: Float64Array.from(times(0.09)),
    heapBytes: Float64Array.from(times(-1e6)),
    input: Uint32Array.from({ length: 20 }, (_, i) => i % 2),
  })
  const failures = { wrong: 0, error: 1, timeout: 0, aborted: 1, exit: 0, late: 2, skipped: 3 }
  const heads = hostileNames.map((name, i) => {
    if (i === 0) return headOf(name, full, { failures, firstFailures: [failure], cost: 0.2, rssBytes: 5e7 })
    return headOf(name, columnsOf(times(i / 7), { metrics }), i === 5 ? { kind: 'command', isolation: 'process' } : {})
  })
  const warnings = [hydraError('3009', { head: 'con', what: 'late' }, { where: { head: 'con' } })]
  const inputs = [{ name: '__proto__' }, { name: '1' }]
  const ways = byName([['__proto__', 'higher'], ['10', 'lower']] as const) // prettier-ignore
  return createStudy(recordOf(heads, { inputs, metrics: ways, warnings, estimatedMs: 1000, margin: 0.02, ...more }))
}

/** A small study of the names given. */
export const studyOf = (names: readonly string[], more: Partial<StudyRecord> = {}): Study =>
  createStudy(recordOf(names.map((name, i) => headOf(name, columnsOf(times(i + 1)))), more)) // prettier-ignore
