/**
 * Puts settings together: a flag wins over the environment, that over the file, that over the default; and says where each came from.
 * Paths of flags and of the environment start from the working folder, those of the file from its folder; what nothing names lies in the
 * folder of the configuration that was found (so that a command in a folder below meets the same files), else in the working folder.
 */
import { resolve } from 'node:path'
import { didYouMean, hydraError } from '../errors/index.ts'
import { environmentSettings, variableOf } from './environment.ts'
import { shownFile } from './faults.ts'
import type { CheckedStudy, Job, LoadedConfig, SettingKey, Settings } from './types.ts'

export type OriginKind = 'flag' | 'environment' | 'file' | 'default'

export interface Origin {
  readonly from: OriginKind
  /** The variable or the file. */
  readonly name?: string
}

export interface MergeOptions {
  /** Name of a named study; left out: the unnamed one. */
  readonly study?: string | undefined
  /** What was typed, checked already; undefined counts as left out. */
  readonly flags?: { readonly [K in SettingKey]?: Settings[K] | undefined }
  /** @defaultValue process.env */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
}

export interface Resolved {
  readonly job: Job
  readonly settings: Settings
  readonly origins: ReadonlyMap<SettingKey, Origin>
}

export const defaults = {
  trials: 100,
  warmup: 'auto',
  seed: 1,
  timeoutMs: 10_000,
  giveUpAfter: 5,
  margin: 0.01,
  confidence: 0.98,
  policy: 'balanced',
  profiles: 'hydra_profiles',
  weights: 'hydra_weights.json',
  dashboard: 'hydra_dashboard_config.json',
} as const satisfies Partial<Settings>

type Layer = readonly [from: OriginKind, values: Partial<Settings>, folder: string]
const paths: ReadonlySet<SettingKey> = new Set<SettingKey>(['profiles', 'weights', 'dashboard'])

/** The study asked for. */
function studyNamed({ main, studies, file }: LoadedConfig, name: string | undefined): CheckedStudy {
  if (name === undefined) return main
  const study = studies.get(name)
  if (study !== undefined) return study
  const known = [...studies.keys()]
  const suggestion = didYouMean(name, known, 'Add it under `studies`, or leave the name out.')
  const place = file === undefined ? '' : ` of ${shownFile(file)}`
  throw hydraError(
    '1002',
    { kind: 'study', key: name, place, known: known.join(', ') || 'none', suggestion },
    { where: { option: 'studies' } },
  )
}

function originOf(from: OriginKind, key: SettingKey, file: string | undefined): Origin {
  const name = from === 'environment' ? variableOf(key) : from === 'file' && file !== undefined ? shownFile(file) : undefined
  return name === undefined ? { from } : { from, name }
}

/** Files of a study are shared by all studies of the file. */
const fileSettings = ({ main }: LoadedConfig, study: CheckedStudy): Partial<Settings> => {
  const { profiles, weights, dashboard, refreshSeconds } = main.settings
  return { ...defined({ profiles, weights, dashboard, refreshSeconds }), ...study.settings }
}

const defined = (values: object): object => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const strength: Readonly<Record<OriginKind, number>> = { default: 0, file: 1, environment: 2, flag: 3 }

/** A formula stands in place of a policy: the stronger one stays. */
function chooseRule(settings: Partial<Record<SettingKey, unknown>>, origins: Map<SettingKey, Origin>): void {
  const [formula, policy] = [origins.get('formula'), origins.get('policy')]
  if (formula === undefined || policy === undefined || strength[formula.from] >= strength[policy.from]) return
  delete settings['formula']
  origins.delete('formula')
}

/**
 * The settings and the job of one study.
 *
 * @param loaded - of loadConfig
 * @throws HYD-1002 an unknown study, HYD-1003 a variable of the environment
 * @example
 * ```ts
 * import { loadConfig } from 'hydra-profiler'
 * const { job, settings } = mergeSettings(await loadConfig(), { flags: { trials: 20 } })
 * ```
 * @since 0.1.0
 */
export function mergeSettings(loaded: LoadedConfig, options: MergeOptions = {}): Resolved {
  const { flags = {}, env = process.env, cwd = process.cwd() } = options
  const study = studyNamed(loaded, options.study)
  const layers: Layer[] = [
    ['default', defaults, loaded.home],
    ['file', fileSettings(loaded, study), loaded.folder],
    ['environment', environmentSettings(env), cwd],
    ['flag', defined(flags), cwd],
  ]
  const settings: Partial<Record<SettingKey, unknown>> = {}
  const origins = new Map<SettingKey, Origin>()
  for (const [from, values, folder] of layers) {
    for (const [key, value] of Object.entries(values) as [SettingKey, unknown][]) {
      settings[key] = paths.has(key) ? resolve(folder, value as string) : value
      origins.set(key, originOf(from, key, loaded.file))
    }
  }
  chooseRule(settings, origins)
  return { job: study.job, settings: settings as unknown as Settings, origins }
}
