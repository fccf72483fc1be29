/**
 * Which engine does a piece of work: native, or the TypeScript reference.
 * In: the `engine` option, HYDRA_ENGINE, the kind and the size of the work. Out: 'native' or 'reference'.
 * The option wins over the variable. 'auto' crosses into the addon only where that pays, by the table below; both give the same bits, so
 * the choice never shows. 'native' always crosses, or fails with HYD-9002 naming every place tried.
 */
import { hydraError, kindOf, show, warnOnce } from '../errors/index.ts'
import type { Addon } from './addon.ts'
import { describeAttempts, load, packageVersion } from './load.ts'
import type { EngineChoice, EngineInfo, EngineKind } from './types.ts'

export type EngineJob =
  | 'summary' | 'groups' | 'anomaly' | 'weights' | 'success' | 'pairs' | 'sketch' | 'describe' | 'changes' | 'shifts' | 'trend' // prettier-ignore
  | 'adjust' | 'compare' | 'bootstrap' | 'sequence' | 'correlate' | 'fleet' | 'formula' // prettier-ignore
export interface EngineWork {
  readonly job: EngineJob
  /** Values in all, or rows. */
  readonly size: number
}

/** The least size at which the addon was faster, by bench/boundary. */
const breakEven: Readonly<Record<EngineJob, number>> = {
  summary: 14,
  groups: 8,
  anomaly: 14,
  weights: 64,
  success: 96,
  pairs: 8,
  sketch: 1000,
  describe: 16,
  changes: 4,
  shifts: 4,
  trend: 2,
  adjust: 500,
  compare: 4,
  bootstrap: 1,
  sequence: 8,
  correlate: 2,
  fleet: 2,
  formula: 64,
}

const choices: readonly string[] = ['auto', 'native', 'reference']
const remedy =
  'Build it with `npm run build:native` in a clone of hydra-profiler, or set HYDRA_ENGINE=reference to choose the reference without this message.'

function refuse(option: string, value: unknown): never {
  const params = { option, expected: 'auto, native or reference', got: show(value), type: kindOf(value) }
  throw hydraError('1003', params, { where: { option } })
}

/**
 * The engine asked for.
 *
 * @throws HYD-1003 for a value that is none of the three
 */
export function engineChoice(choice: EngineChoice | undefined): EngineChoice {
  if (choice !== undefined) return choices.includes(choice) ? choice : refuse('engine', choice)
  const variable = process.env['HYDRA_ENGINE']
  if (variable === undefined || variable === '') return 'auto'
  return choices.includes(variable) ? (variable as EngineChoice) : refuse('HYDRA_ENGINE', variable)
}

/**
 * The addon.
 *
 * @throws HYD-9002 when there is none, with every place tried
 */
export function openAddon(): Addon {
  const { addon, attempts } = load()
  if (addon !== undefined) return addon
  throw hydraError('9002', { reason: describeAttempts(attempts), remedy }, { details: { attempts } })
}

function warnOfReference(): void {
  const { attempts } = load()
  warnOnce(hydraError('9001', { reason: attempts[0]?.error ?? 'no place to look', remedy }, { details: { attempts } }))
}

/**
 * Decides for one piece of work.
 *
 * @throws HYD-1003 unknown choice, HYD-9002 native asked for and missing
 */
export function resolveEngine(choice: EngineChoice | undefined, work: EngineWork): EngineKind {
  const wanted = engineChoice(choice)
  if (wanted === 'reference') return 'reference'
  if (wanted === 'native') {
    openAddon()
    return 'native'
  }
  if (work.size < breakEven[work.job]) return 'reference'
  if (load().addon !== undefined) return 'native'
  warnOfReference()
  return 'reference'
}

/**
 * Says which engine computes here, and why.
 *
 * @returns kind, version and reason; when the addon is missing the reason names each place tried
 * @throws HYD-1003 when HYDRA_ENGINE is none of auto, native, reference; HYD-9002 when it is native and there is none
 * @example
 * ```ts
 * import { engineInfo } from 'hydra-profiler'
 * engineInfo().kind // 'native' or 'reference'
 * ```
 * @since 0.1.0
 */
export function engineInfo(): EngineInfo {
  const wanted = engineChoice(undefined)
  if (wanted === 'reference') return { kind: 'reference', version: packageVersion, reason: 'HYDRA_ENGINE=reference' }
  if (wanted === 'native') openAddon()
  const { addon, from = '', attempts } = load()
  if (addon !== undefined) return { kind: 'native', version: addon.version(), reason: `opened ${from}` }
  return { kind: 'reference', version: packageVersion, reason: `no native engine: ${describeAttempts(attempts)}` }
}
