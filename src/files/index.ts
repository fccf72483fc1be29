/** The files room: portable names, atomic writes, profile files, studies on disk. */
export { writeFileAtomic, type WriteOptions } from './atomic.ts'
export { saveCpuProfiles } from './cpu-profile.ts'
export { realDisk, type Disk, type DiskFile, type Standing } from './disk.ts'
export { fileFailed, shownPath } from './failure.ts'
export { commitFiles, type CommitOptions, type FileChange } from './folder.ts'
export { jsonDepth, readJson, type JsonOptions } from './json.ts'
export { decodeName, encodeName, isShortened } from './name.ts'
export { prettyJson } from './pretty.ts'
export { profileSchema, type ProfileData } from './profile/shape.ts'
export {
  decisionLog,
  type Circumstances,
  type DecisionLog,
  type DecisionLogOptions,
  type DecisionRecord,
} from './state/decision-log.ts'
export { linesOfLog, type LogLine } from './state/log-lines.ts'
export { readDecisions } from './state/read-decisions.ts'
export { fileStore, type FileStoreOptions } from './state/store.ts'
export { withLock, type LockOptions } from './state/lock.ts'
export { sweepTemps } from './temp.ts'
export type { FileText } from './stage.ts'
export { loadStudy, type LoadOptions } from './study/load.ts'
export { studyFolder } from './study/place.ts'
export { saveStudy, studyChanges } from './study/save.ts'
export { saveStudyNow } from './study/save-now.ts'
