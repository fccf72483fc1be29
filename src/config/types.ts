/** What people write in a hydra.config file, and what comes of it. */
import type { CommandHead, Head, ModuleHead, ProfileOptions } from '../measure/types.ts'
import type { ClockChoice, Isolation } from '../study/types.ts'
import type { PolicyName } from '../weigh/types.ts'

/** A duration with its unit: `500ms`, `2s`, `1.5m`, `1h`. */
export type DurationText = string

/** A command as configurations have it: `timeout` with a unit, paths relative to the configuration's folder. */
export interface CommandConfig extends Omit<CommandHead, 'command'> {
  /** One text, split into words as a shell quotes them (with `shell`: given to the shell), or the words themselves. */
  readonly command: string | readonly string[]
  readonly timeout?: DurationText
}

/** A head of a module; `module` is a path relative to the configuration's folder. */
export interface ModuleConfig extends ModuleHead {
  readonly timeout?: DurationText
}

/** A text or a list is a command; functions and definitions stand only in .ts and .js files. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- heads of any input and output; the checks are profile()'s
export type ConfigHead = Head<any, any> | CommandConfig | ModuleConfig | string | readonly string[]

type Measured =
  | 'gc'
  | 'concurrency'
  | 'ratePerSecond'
  | 'budgetCost'
  | 'trials'
  | 'mode'
  | 'budgetMs'
  | 'warmup'
  | 'seed'
  | 'timeoutMs'
  | 'giveUpAfter'
  | 'margin'
  | 'confidence'
  | 'clock'
  | 'reference'
  | 'rebuild'
  | 'unit'
  | 'selfCheck'
  | 'isolation'
  | 'isolates'
  | 'memoryMb'
  | 'inputs'
  | 'better'

/** The keys of one study. */
export interface StudyConfig extends Pick<ProfileOptions, Measured> {
  readonly title?: string
  readonly heads?: Readonly<Record<string, ConfigHead>> | ReadonlyMap<string, ConfigHead>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers and inputs are the user's own types
  readonly verify?: (output: any, input: any) => boolean | Promise<boolean>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
  readonly metrics?: (output: any, input: any) => Readonly<Record<string, number>>
  /** Instead of timeoutMs. */
  readonly timeout?: DurationText
  /** Instead of budgetMs. */
  readonly budget?: DurationText
  readonly policy?: PolicyName
  /** Instead of a policy: the score of a head, such as `success_rate ^ 2 / p95_ms`. */
  readonly formula?: string
  readonly floor?: number
  readonly temperature?: number
  readonly price?: string
  readonly costWeight?: number
}

/** The keys of a configuration file. */
export interface Config extends StudyConfig {
  /** Folder of the profiles. @defaultValue hydra_profiles */
  readonly profiles?: string
  /** @defaultValue hydra_weights.json */
  readonly weights?: string
  /** @defaultValue hydra_dashboard_config.json */
  readonly dashboard?: string
  readonly refreshSeconds?: number
  /** Studies by name. They take over how to measure and weigh (trials ... costWeight) from above, not what to measure. */
  readonly studies?: Readonly<Record<string, StudyConfig>>
}

/** What to measure: of one study, ready for profile(). */
export interface Job {
  readonly heads: ReadonlyMap<string, Head<never, unknown>>
  readonly inputs?: NonNullable<ProfileOptions['inputs']>
  readonly verify?: NonNullable<ProfileOptions['verify']>
  readonly metrics?: NonNullable<ProfileOptions['metrics']>
  readonly better?: NonNullable<ProfileOptions['better']>
}

/** How to measure and weigh, and where files lie; paths are absolute. */
export interface Settings {
  readonly title?: string
  readonly trials: number
  readonly warmup: 'auto' | number
  readonly gc?: NonNullable<ProfileOptions['gc']>
  readonly concurrency?: number
  readonly ratePerSecond?: number
  readonly budgetCost?: number
  readonly seed: number
  readonly timeoutMs: number
  readonly giveUpAfter: number
  readonly margin: number
  readonly confidence: number
  readonly mode?: 'fixed' | 'adaptive'
  readonly budgetMs?: number
  readonly clock?: ClockChoice
  readonly reference?: string
  readonly rebuild?: 'auto' | boolean
  readonly unit?: 'auto' | 'call'
  readonly selfCheck?: boolean
  /** Of heads that name none themselves. */
  readonly isolation?: Isolation
  readonly isolates?: number
  /** That a head in an isolate may hold. */
  readonly memoryMb?: number
  readonly policy: PolicyName
  /** In place of the policy: of the two, mergeSettings leaves the one that came from nearer to the command line. */
  readonly formula?: string
  readonly floor?: number
  readonly temperature?: number
  readonly price?: string
  readonly costWeight?: number
  readonly profiles: string
  readonly weights: string
  readonly dashboard: string
  readonly refreshSeconds?: number
}

export type SettingKey = keyof Settings

/** One study of a checked configuration. */
export interface CheckedStudy {
  readonly job: Job
  readonly settings: Partial<Settings>
}

/** A configuration read and checked; without a file it is empty. */
export interface LoadedConfig {
  /** Absolute; undefined when there is no file. */
  readonly file: string | undefined
  /** What relative paths of the file start from; the working folder without a file. */
  readonly folder: string
  /** Where files lie that nothing names: the folder of a configuration that was found, else the working folder. */
  readonly home: string
  /** Other configurations in the folder of one that was found, which are not read. */
  readonly others?: readonly string[]
  readonly main: CheckedStudy
  readonly studies: ReadonlyMap<string, CheckedStudy>
}
