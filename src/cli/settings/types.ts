/** What a run of the command works with, after flags, environment, configuration and defaults are put together. */
import type { ProfileOptions } from '../../measure/types.ts'
import type { WeighOptions } from '../../weigh/types.ts'

export interface Settings {
  readonly title: string | undefined
  /** Name of a named study; undefined for the unnamed one. */
  readonly name: string | undefined
  readonly study: Omit<ProfileOptions, 'signal' | 'onProgress' | 'onHeadDone'>
  readonly weigh: WeighOptions
  readonly judge: { readonly margin?: number; readonly confidence?: number }
  /** Folder of the profiles; a named study has a folder of its own inside. */
  readonly profiles: string
  /** File of the weights. */
  readonly weights: string
  /** File of the dashboard configuration. */
  readonly dashboard: string
  readonly refreshSeconds: number | undefined
}
