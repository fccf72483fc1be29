/**
 * Results of other tools as the record of a study: told apart by their shape, or named.
 * In: parsed JSON (or a tinybench Bench). Out: heads of kind 'imported', whose samples were not interleaved: each sample is a block of
 * its own that no other head shares, so figures stand beside each other and the verdict is always 'undecided'.
 * Fails: HYD-1002 a shape that none understands, HYD-1003 no raw samples, HYD-1005 two heads of one name.
 */
import { didYouMean, hydraError, show } from '../../errors/index.ts'
import { byName } from '../by-name.ts'
import { outcomeCode } from '../outcome.ts'
import type { Failures, HeadRecord } from '../types.ts'
import { importHyperfine } from './hyperfine.ts'
import { importMitata } from './mitata.ts'
import type { ForeignHead, Importer } from './parsed.ts'
import { importTinybench } from './tinybench.ts'

const importers: ReadonlyMap<string, Importer> = new Map([
  ['tinybench', importTinybench],
  ['mitata', importMitata],
  ['hyperfine', importHyperfine],
])
export const importNames: readonly string[] = [...importers.keys()]

const none: Failures = { wrong: 0, error: 0, timeout: 0, aborted: 0, exit: 0, late: 0, skipped: 0 }

function recordOf({ name, samplesMs, failed, unit }: ForeignHead, firstBlock: number): HeadRecord {
  const length = samplesMs.length
  const [success, error] = [outcomeCode('success'), outcomeCode('error')]
  const outcome = Uint8Array.from({ length }, (_, i) => (failed?.[i] === 1 ? error : success))
  const errors = failed?.reduce((sum, one) => sum + one, 0) ?? 0
  const columns = {
    wallMs: samplesMs,
    outcome,
    block: Uint32Array.from({ length }, (_, i) => firstBlock + i),
    epoch: new Uint32Array(length),
    input: new Uint32Array(length),
    metrics: byName<Float64Array>([]),
  }
  const common = {
    kind: 'imported' as const,
    isolation: 'process' as const,
    callsPerTrial: 1,
    cost: undefined,
    rssBytes: undefined,
  }
  return { name, unit, columns, failures: { ...none, error: errors }, firstFailures: [], ...common }
}

function understand(data: unknown, from: string | undefined): ForeignHead[] {
  const chosen = from === undefined ? [...importers.values()] : [importers.get(from)]
  for (const importer of chosen) {
    const heads = importer?.(data)
    if (heads !== undefined) return heads
  }
  const known = importNames.join(', ')
  const suggestion =
    from === undefined ? 'Give the JSON that the tool wrote.' : didYouMean(from, importNames, `Its shape is not that of ${from}.`)
  throw hydraError('1002', { kind: 'kind of results', key: from ?? show(data), place: '', known, suggestion })
}

/** @throws HYD-1002, HYD-1003, HYD-1005 */
export function importHeads(data: unknown, from?: string): HeadRecord[] {
  const seen = new Set<string>()
  let block = 0
  return understand(data, from).map((head) => {
    if (seen.has(head.name)) throw hydraError('1005', { name: head.name }, { where: { head: head.name } })
    seen.add(head.name)
    const record = recordOf(head, block)
    block += head.samplesMs.length
    return record
  })
}
