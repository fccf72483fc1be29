/** What a run of the command works with, after flags, environment, configuration and defaults are put together. */
import type { Settings as Values } from '../../config/index.ts'
import type { ProfileOptions } from '../../measure/types.ts'
import type { WeighOptions } from '../../weigh/types.ts'

/** Paths are absolute. */
export interface Settings extends Pick<Values, 'profiles' | 'weights' | 'dashboard' | 'title' | 'refreshSeconds'> {
  /** Name of a named study; undefined for the unnamed one. */
  readonly name: string | undefined
  readonly study: Omit<ProfileOptions, 'signal' | 'onProgress' | 'onHeadDone'>
  readonly weigh: WeighOptions
  readonly judge: { readonly margin: number; readonly confidence: number }
}
