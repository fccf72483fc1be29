/**
 * The nearest configuration: hydra.config.*, else the key `hydra` of package.json, in this folder or one above it.
 * The search ends at the root of the repository (where .git is), else at the root of the disk: a stranger's file above must not rule here.
 */
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseJson } from './json.ts'
import { unreadable } from './faults.ts'

export const endings = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml'] as const
const names = endings.map((ending) => `hydra.config.${ending}`)

export interface FoundConfig {
  /** Absolute. */
  readonly file: string
  /** Other configurations in the same folder, which are not read. */
  readonly others: readonly string[]
}

const errnoOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? ''
/** What may not be seen is as good as not there: a folder above that is closed must not stop the work below. */
const absent = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'])

async function isThere(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (thrown) {
    if (absent.has(errnoOf(thrown))) return false
    throw unreadable(path, `it cannot be looked at (${errnoOf(thrown)})`, undefined, thrown)
  }
}

/** True when package.json has a key `hydra`. One that is broken and never speaks of hydra is not ours to complain about. */
async function hasKey(path: string): Promise<boolean> {
  if (!(await isThere(path))) return false
  const text = await readFile(path, 'utf8')
  if (!text.includes('"hydra"')) return false
  const { value } = parseJson(path, text)
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'hydra')
}

async function findIn(folder: string): Promise<FoundConfig | undefined> {
  const there: string[] = []
  for (const path of names.map((name) => join(folder, name))) if (await isThere(path)) there.push(path)
  const manifest = join(folder, 'package.json')
  if (await hasKey(manifest)) there.push(manifest)
  const [file, ...others] = there
  return file === undefined ? undefined : { file, others }
}

const isRoot = async (folder: string): Promise<boolean> =>
  dirname(folder) === folder ||
  stat(join(folder, '.git')).then(
    () => true,
    () => false,
  )

/**
 * Finds the configuration that holds for a folder.
 *
 * @param cwd - where the search starts
 * @returns undefined when there is none up to the root of the repository
 * @throws HYD-1001 a file cannot be looked at, or a package.json with the key is no JSON
 * @since 0.1.0
 */
export async function findConfig(cwd: string = process.cwd()): Promise<FoundConfig | undefined> {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = await findIn(folder)
    if (found !== undefined || (await isRoot(folder))) return found
  }
}
