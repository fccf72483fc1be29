/** The measuring room: heads, trials, profile(). */
export { compare, type MeasureOptions } from './compare.ts'
export { importStudy, type ImportOptions } from './import.ts'
export type { LiveRatio } from './live.ts'
export { profile } from './profile.ts'
export { callable, leaveNow, onBlocked, type Blocked } from './trial/blocked.ts'
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
