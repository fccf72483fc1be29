/**
 * One file written whole beside its target: the first half of an atomic write. Nothing a reader sees has changed yet.
 * Steps: make the folder, create exclusively, write all, fsync, read back, compare and validate. Any failure removes the temporary file.
 */
import { dirname } from 'node:path'
import type { Disk } from './disk.ts'
import { fileFailed, withErrno } from './failure.ts'
import { tempPath } from './temp.ts'

/** A file to be written. */
export interface FileText {
  readonly path: string
  readonly text: string
  /** Throws when a text read back from the disk must not be put in place; what it throws is passed on. */
  readonly validate?: (text: string) => void
  /** Permissions less the umask; 0o600 for secrets. @defaultValue 0o644 */
  readonly mode?: number
}

/** Runs a step of the disk; its failure gets code, path and remedy. */
export async function step<T>(action: string, path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (thrown) {
    throw fileFailed(action, path, thrown)
  }
}

/** Removes a file of ours; one more try, for what is left would lie about. Answers with what it failed of. */
export async function discard(path: string, disk: Disk): Promise<unknown> {
  try {
    await disk.remove(path)
    return undefined
  } catch {
    return disk.remove(path).then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
  }
}

async function fill(temp: string, { text, mode = 0o644 }: FileText, disk: Disk): Promise<void> {
  const file = await disk.create(temp, mode)
  try {
    await file.write(text)
    await file.sync()
  } catch (thrown) {
    await file.close().catch(() => undefined)
    throw thrown
  }
  await file.close()
}

async function check(temp: string, { path, text, validate }: FileText, disk: Disk): Promise<void> {
  const readBack = await step('read back', path, () => disk.read(temp))
  if (!readBack.equals(Buffer.from(text, 'utf8'))) {
    throw fileFailed('write', path, withErrno('EIO', 'what was read back differs from what was written'))
  }
  validate?.(readBack.toString('utf8'))
}

/**
 * Writes a file beside its target.
 *
 * @returns the temporary path, to be renamed
 * @throws HYD-6002, or what `validate` throws; nothing is left behind then
 */
export async function stage(file: FileText, disk: Disk): Promise<string> {
  const { path } = file
  await step('make the folder of', path, () => disk.makeFolder(dirname(path)))
  const temp = tempPath(path)
  try {
    await step('write', path, () => fill(temp, file, disk))
    await check(temp, file, disk)
    return temp
  } catch (thrown) {
    await discard(temp, disk)
    throw thrown
  }
}
