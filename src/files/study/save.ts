/**
 * Saving a study: one profile file a head, all of them or none.
 * In: a study, a folder. Out: the changes that put it there, for commitFiles; profiles of other studies in the same folder go.
 * Why they go: a folder must not mix studies, or weights would be made of figures that were never measured beside each other.
 * Only what is a readable profile under its own name is removed; foreign and damaged files are left alone.
 */
import { basename } from 'node:path'
import { hydraError, isHydraError, show } from '../../errors/index.ts'
import type { Study } from '../../study/index.ts'
import { realDisk, type Disk } from '../disk.ts'
import { fileFailed, withErrno } from '../failure.ts'
import { commitFiles, type CommitOptions, type FileChange } from '../folder.ts'
import type { FileText } from '../stage.ts'
import { largestBytes, readJson } from '../json.ts'
import { prettyJson } from '../pretty.ts'
import { decodeProfile } from '../profile/decode.ts'
import { encodeProfile } from '../profile/encode.ts'
import { Field, Misfit } from '../profile/reader.ts'
import { profileKind } from '../profile/shape.ts'
import { profilePath, profilePaths, studyFolder } from './place.ts'

/** What was written must be what can be loaded; anything else is a fault of ours. */
function validateProfile(text: string): void {
  try {
    decodeProfile(JSON.parse(text))
  } catch (thrown) {
    throw hydraError('9999', { what: `a profile just written cannot be read: ${(thrown as Error).message}` }, { cause: thrown })
  }
}

export function profileFile(study: Study, index: number, folder: string): FileText {
  const path = profilePath(folder, study.names[index]!)
  const text = prettyJson(encodeProfile(study, index))
  if (text.length > largestBytes) throw fileFailed('write', path, withErrno('EFBIG', 'a profile of more than 64 MiB'))
  return { path, text, validate: validateProfile }
}

/** The id of the study that a profile belongs to; undefined where its name is not that of its file. Throws a Misfit for what is no profile. */
export function idOfProfile(data: unknown, path: string): string | undefined {
  const root = new Field(data, '')
  root.get('schema').count()
  const isOwnName = basename(profilePath('', root.get('name').text())) === basename(path)
  return isOwnName ? root.get('study').get('id').text() : undefined
}

/** The id of the study that a file belongs to; undefined for anything else. A file that cannot be read might be one: HYD-6002. */
async function studyIdOf(path: string, disk: Disk): Promise<string | undefined> {
  try {
    return idOfProfile(await readJson(path, { ...profileKind, disk }), path)
  } catch (thrown) {
    const isNoProfile = thrown instanceof Misfit || (isHydraError(thrown) && thrown.code !== 'HYD-6002')
    if (isNoProfile) return undefined
    throw thrown
  }
}

async function staleProfiles(study: Study, folder: string, disk: Disk): Promise<FileChange[]> {
  const own = new Set(study.names.map((name) => profilePath(folder, name)))
  const stale: FileChange[] = []
  for (const path of await profilePaths(folder, disk)) {
    if (own.has(path)) continue
    const id = await studyIdOf(path, disk)
    if (id !== undefined && id !== study.id) stale.push({ path, remove: true })
  }
  return stale
}

/**
 * What saving a study changes on the disk, not yet done: hand it to commitFiles, with other files if all shall change together.
 *
 * @param folder - of profiles; a named study gets a folder of its own inside
 * @throws HYD-1003, HYD-6001 a name that cannot be stored; HYD-6002 the folder cannot be read, or a profile is too large
 * @since 0.1.0
 */
export async function studyChanges(study: Study, folder: string, { disk = realDisk }: CommitOptions = {}): Promise<FileChange[]> {
  if (study.names.length === 0) throw hydraError('1007', { task: `save in ${show(folder)}` })
  const target = studyFolder(folder, study.name)
  const files = study.names.map((_, index) => profileFile(study, index, target))
  return [...files, ...(await staleProfiles(study, target, disk))]
}

/**
 * Writes a study: one file a head, named by the head; all of them or none. Profiles of other studies in the same folder are removed.
 *
 * @param folder - made when missing; a named study gets a folder of its own inside
 * @returns the absolute paths written, in the order of the heads
 * @throws HYD-6001, HYD-6002; nothing has changed then
 * @example
 * ```ts
 * import { profile } from 'hydra-profiler'
 * const study = await profile({ heads: { a: () => 1 }, trials: 5 })
 * const paths = await saveStudy(study, 'hydra_profiles')
 * ```
 * @since 0.1.0
 */
export async function saveStudy(study: Study, folder: string, options: CommitOptions = {}): Promise<string[]> {
  const changes = await studyChanges(study, folder, options)
  await commitFiles(changes, options)
  return changes.flatMap((change) => ('text' in change ? [change.path] : []))
}
