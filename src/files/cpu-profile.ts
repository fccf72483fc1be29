/**
 * CPU profiles on disk: `<head>.cpuprofile` each, all of them or none; Chrome DevTools and speedscope open them.
 * Paths of source files in them are those of this machine: they are for looking at, not for sharing, and git ignores them with the profiles.
 */
import { join } from 'node:path'
import type { Study } from '../study/index.ts'
import { commitFiles, type CommitOptions } from './folder.ts'
import { encodeName } from './name.ts'
import { studyFolder } from './study/place.ts'

/**
 * Writes the CPU profiles of a study beside where its profiles would lie.
 *
 * @param folder - made when missing; a named study gets a folder of its own inside
 * @returns the absolute paths written, in the order of the heads; none when the study has no CPU profiles
 * @throws HYD-6001, HYD-6002; nothing has changed then
 * @since 0.1.0
 */
export async function saveCpuProfiles(study: Study, folder: string, options: CommitOptions = {}): Promise<string[]> {
  const target = studyFolder(folder, study.name)
  const files = (study.record.cpuProfiles ?? []).map(({ head, profile }) => ({
    path: join(target, `${encodeName(head)}.cpuprofile`),
    text: JSON.stringify(profile),
  }))
  if (files.length > 0) await commitFiles(files, options)
  return files.map(({ path }) => path)
}
