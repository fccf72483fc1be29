/** importStudy(): results of other tools as a Study. */
import { randomUUID } from 'node:crypto'
import { engineInfo } from '../engine/index.ts'
import { byName, createStudy, importHeads, type Study } from '../study/index.ts'
import { Calendar } from './builtins.ts'
import { environmentNow, loadNow } from './environment.ts'
import { store } from './store.ts'

export interface ImportOptions {
  /** 'tinybench', 'mitata' or 'hyperfine'; told by its shape when left out. */
  readonly from?: string
}

/**
 * Makes a study of what tinybench, mitata or hyperfine measured, to look at it, save it, or weigh by it.
 *
 * Its heads were measured one after the other, so drift and load went to whoever ran then: verdicts are always 'undecided', and the
 * environment is that of the import. Times are ms per call; of batches where the tool batched.
 *
 * @param data - a tinybench Bench or its tasks, or the parsed JSON that mitata or hyperfine wrote; with raw samples
 * @throws HYD-1002 a shape that none understands, HYD-1003 no raw samples, HYD-1005 two heads of one name
 * @example
 * ```ts
 * import { importStudy } from 'hydra-profiler'
 * const study = importStudy({ results: [{ command: 'sort a', times: [0.011, 0.012, 0.01] }, { command: 'sort -u a', times: [0.02, 0.021, 0.02] }] })
 * study.heads['sort a']?.summary.durationMs.median // 11
 * ```
 * @since 0.1.0
 */
export function importStudy(data: unknown, { from }: ImportOptions = {}): Study {
  const heads = importHeads(data, from)
  const trials = heads.reduce((most, { columns }) => (columns.wallMs.length > most ? columns.wallMs.length : most), 0)
  const times = { createdAt: new Calendar().toISOString(), elapsedMs: 0, estimatedMs: undefined }
  const record = {
    id: randomUUID(), name: undefined, seed: 0, mode: 'fixed' as const, trials, heads, ...times,
    environment: environmentNow(loadNow()), engine: engineInfo(), inputs: [{ name: '0' }],
    metrics: byName<'lower' | 'higher'>([]), warnings: [], partial: false,
  } // prettier-ignore
  return createStudy(record, { store })
}
