/** The measuring room: heads, trials, profile(). */
export { profile } from './profile.ts'
export type {
  CallContext,
  CommandHead,
  CommandOutput,
  Head,
  HeadDefinition,
  HeadFunction,
  Heads,
  Inputs,
  ModuleHead,
  ProfileOptions,
  Progress,
} from './types.ts'
