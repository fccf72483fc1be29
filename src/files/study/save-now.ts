/**
 * Saving a study at once, where nothing can be waited for: a head holds the event loop for good, and the process is about to end.
 * In: a study, a folder. Out: the same files as of saveStudy, each whole or not there. All are written beside their targets first; should
 * a rename fail after others, new and former profiles stand side by side, which loadStudy notices.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Study } from '../../study/index.ts'
import { fileFailed } from '../failure.ts'
import { tempPath } from '../temp.ts'
import { writeNewNow } from '../write-now.ts'
import { studyFolder } from './place.ts'
import { idOfProfile, profileFile } from './save.ts'

interface Staged {
  readonly path: string
  readonly temp: string
}

function stageNow(path: string, text: string): Staged {
  const temp = tempPath(path)
  writeNewNow(temp, text)
  return { path, temp }
}

/** Is it a profile of another study? What cannot be read is left alone. */
function isStale(path: string, id: string): boolean {
  try {
    const other = idOfProfile(JSON.parse(readFileSync(path, 'utf8')), path)
    return other !== undefined && other !== id
  } catch {
    return false
  }
}

function staleIn(folder: string, own: ReadonlySet<string>, id: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'))
  return names.map((name) => join(folder, name)).filter((path) => !own.has(path) && isStale(path, id))
}

/**
 * Writes a study without waiting: one file a head.
 *
 * @returns the absolute paths written
 * @throws HYD-6001, HYD-6002
 */
export function saveStudyNow(study: Study, folder: string): string[] {
  const target = studyFolder(folder, study.name)
  const files = study.names.map((_, index) => profileFile(study, index, target))
  const staged: Staged[] = []
  try {
    mkdirSync(target, { recursive: true })
    for (const { path, text } of files) staged.push(stageNow(path, text))
    for (const { path, temp } of staged) renameSync(temp, path)
    for (const path of staleIn(target, new Set(files.map(({ path }) => path)), study.id)) rmSync(path, { force: true })
  } catch (thrown) {
    for (const { temp } of staged) rmSync(temp, { force: true })
    throw fileFailed('write', target, thrown)
  }
  return files.map(({ path }) => path)
}
