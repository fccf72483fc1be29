/**
 * Where a study lies: `<folder>/<name of head>.json`, and for a named study `<folder>/<name of study>/<name of head>.json`.
 * Names are encoded, so no name leads out of the folder.
 */
import { join, resolve } from 'node:path'
import type { Disk } from '../disk.ts'
import { step } from '../stage.ts'
import { listFolder } from '../temp.ts'
import { decodeName, encodeName } from '../name.ts'

const ending = '.json'

/** The folder of a study, absolute. */
export const studyFolder = (folder: string, name?: string): string =>
  name === undefined ? resolve(folder) : join(resolve(folder), encodeName(name))

/** The file of a head. */
export const profilePath = (folder: string, head: string): string => join(folder, `${encodeName(head)}${ending}`)

/** Files of a folder that must be profiles: all that end in .json and are not hidden; sorted. */
export async function profilePaths(folder: string, disk: Disk): Promise<string[]> {
  const names = (await listFolder(folder, disk)).filter((name) => name.endsWith(ending) && !name.startsWith('.'))
  const paths: string[] = []
  for (const path of names.map((name) => join(folder, name))) {
    if ((await step('look at', path, () => disk.standing(path))) !== 'folder') paths.push(path)
  }
  return paths
}

/** Names of the studies that have a folder of their own with profiles in it. */
export async function namedStudies(folder: string, disk: Disk): Promise<string[]> {
  const found: string[] = []
  for (const entry of await listFolder(folder, disk)) {
    const name = decodeName(entry)
    const path = join(folder, entry)
    if (name === undefined || (await step('look at', path, () => disk.standing(path))) !== 'folder') continue
    if ((await profilePaths(path, disk)).length > 0) found.push(name)
  }
  return found
}
