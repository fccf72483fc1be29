/**
 * The disk as a port: the few operations that writing safely needs, so that a test can let the n-th one fail.
 * In and out: absolute paths, whole texts. Failures are the system's own errors; who calls gives them a code.
 */
import { constants, copyFile, link, lstat, mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { errnoOf, withErrno } from './failure.ts'

/** A file being written. */
export interface DiskFile {
  write(text: string): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

export type Standing = 'nothing' | 'folder' | 'file'

export interface Disk {
  makeFolder(path: string): Promise<void>
  /** Fails with EEXIST when the path is taken. */
  create(path: string, mode: number): Promise<DiskFile>
  read(path: string): Promise<Buffer>
  size(path: string): Promise<number>
  /** What stands at a path; a link counts as the file that it is. */
  standing(path: string): Promise<Standing>
  modifiedMs(path: string): Promise<number>
  /** Keeps a second name for a file, or a copy where the disk knows no links. */
  keep(from: string, to: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  /** Nothing there is no failure. */
  remove(path: string): Promise<void>
  list(folder: string): Promise<string[]>
  /** Makes renames in a folder last; a system that cannot do this for folders is left to its own habits. */
  syncFolder(folder: string): Promise<void>
}

const unsyncable = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM', 'EACCES', 'EISDIR', 'ENOSYS'])
const unlinkable = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'])

/** Runs a step; a failure whose errno is in the list is answered by `otherwise`. */
async function unless<T>(errnos: ReadonlySet<string>, step: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (thrown) {
    if (errnos.has(errnoOf(thrown) ?? '')) return otherwise()
    throw thrown
  }
}

/** A file in the way is told alike, whether it is the last part of the path or one before. */
async function makeFolder(path: string): Promise<void> {
  const make = async (): Promise<void> => void (await mkdir(path, { recursive: true }))
  await unless(new Set(['EEXIST']), make, () => Promise.reject(withErrno('ENOTDIR', 'a file stands there')))
}

async function create(path: string, mode: number): Promise<DiskFile> {
  const handle = await open(path, 'wx', mode)
  return {
    write: (text) => handle.writeFile(text, 'utf8'),
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

async function standing(path: string): Promise<Standing> {
  const found = async (): Promise<Standing> => ((await lstat(path)).isDirectory() ? 'folder' : 'file')
  return unless(new Set(['ENOENT']), found, () => 'nothing')
}

async function syncFolder(folder: string): Promise<void> {
  const flush = async (): Promise<void> => {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  }
  await unless(unsyncable, flush, () => undefined)
}

/** The disk of this machine. */
export const realDisk: Disk = {
  makeFolder,
  create,
  read: (path) => readFile(path),
  size: async (path) => (await stat(path)).size,
  standing,
  modifiedMs: async (path) => (await lstat(path)).mtimeMs,
  keep: (from, to) => unless(unlinkable, () => link(from, to), () => copyFile(from, to, constants.COPYFILE_EXCL)),
  rename,
  remove: (path) => unless(new Set(['ENOENT']), () => unlink(path), () => undefined),
  list: (folder) => readdir(folder),
  syncFolder,
} // prettier-ignore
