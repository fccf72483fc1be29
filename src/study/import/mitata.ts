/**
 * mitata's JSON: `benchmarks[].runs[].stats` in ns, samples sorted by size. A head is called by its alias and its arguments.
 * Short functions were timed in batches, so a sample may be the mean of many calls. `context` and `debug` may hold megabytes: not read.
 */
import { isRecord, numbersOf, type ForeignHead } from './parsed.ts'
import { needSamples } from './refuse.ts'

interface Run {
  readonly name?: unknown
  readonly stats?: unknown
  readonly error?: unknown
}

const runsOf = (benchmark: unknown): readonly Run[] | undefined =>
  isRecord(benchmark) && Array.isArray(benchmark['runs']) ? (benchmark['runs'] as Run[]) : undefined

function headOf({ name, stats }: Run): ForeignHead {
  const samplesMs = isRecord(stats) ? numbersOf(stats['samples'], 1e-6) : undefined
  if (samplesMs === undefined) throw needSamples(String(name), 'export mitata with `json: { samples: true, debug: false }`')
  return { name: String(name), samplesMs, unit: 'batch' }
}

export function importMitata(data: unknown): ForeignHead[] | undefined {
  if (!isRecord(data) || !Array.isArray(data['benchmarks'])) return undefined
  const runs = data['benchmarks'].map(runsOf)
  if (runs.some((run) => run === undefined)) return undefined
  return runs.flatMap((run) => (run ?? []).map(headOf))
}
