/** The configuration room: finding, reading, checking, and which value came from where. */
export { defineConfig } from './define.ts'
export { findConfig, type FoundConfig } from './find.ts'
export { loadConfig, type LoadOptions } from './load.ts'
export { defaults, mergeSettings, type MergeOptions, type Origin, type OriginKind, type Resolved } from './merge.ts'
export { durationMs } from './time.ts'
export type {
  CheckedStudy,
  CommandConfig,
  Config,
  ConfigHead,
  DurationText,
  Job,
  LoadedConfig,
  ModuleConfig,
  SettingKey,
  Settings,
  StudyConfig,
} from './types.ts'
