/**
 * Names of temporary files that say who made them, and the sweep of those whose maker is gone.
 * Form: `.<name>.<pid>.<start time>.<16 hex>.tmp`, in the folder of the file they become (a rename must not cross disks).
 * A maker is known by its pid AND its start time, for pids come round again. Start time: Linux, ticks since boot from /proc; elsewhere
 * unknown (0), and then a living pid is taken for the maker: a stray may stay, a live temp never goes.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { realDisk, type Disk } from './disk.ts'
import { errnoOf, fileFailed } from './failure.ts'

const pattern = /^\..+\.(\d+)\.(\d+)\.[0-9a-f]{16}\.tmp$/s
const leastAgeMs = 60_000
const longestName = 40

/** Ticks since boot at which a process started; 0 where unknown, undefined where there is no such process. */
export function startOf(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? 0)
  } catch {
    return isAlive(pid) ? 0 : undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return errnoOf(thrown) !== 'ESRCH'
  }
}

export const ownStart = startOf(process.pid) ?? 0

/** A fresh temporary path beside a target. */
export function tempPath(target: string): string {
  const name = basename(target).slice(0, longestName)
  return join(dirname(target), `.${name}.${process.pid}.${ownStart}.${randomBytes(8).toString('hex')}.tmp`)
}

/** True when the process that made a temporary file is gone for certain. */
function isOrphan(name: string): boolean {
  const [, pid, start] = pattern.exec(name) ?? []
  if (pid === undefined || Number(pid) < 1 || Number(pid) > 2 ** 31 - 1) return false
  const running = startOf(Number(pid))
  if (running === undefined) return true
  return running !== 0 && Number(start) !== 0 && running !== Number(start)
}

/**
 * Removes temporary files that a killed process left in a folder: of our form, older than 60 s, their maker dead.
 *
 * @param folder - not there: nothing is done
 * @param now - ms since 1970
 * @returns the names removed
 * @throws HYD-6002 the folder cannot be read, a stray not removed
 * @since 0.1.0
 */
export async function sweepTemps(
  folder: string,
  { disk = realDisk, now = Date.now() }: { disk?: Disk; now?: number } = {},
): Promise<string[]> {
  const removed: string[] = []
  for (const name of await listFolder(folder, disk)) {
    const path = join(resolve(folder), name)
    if (!isOrphan(name) || now - (await modified(path, disk)) < leastAgeMs) continue
    await disk.remove(path).catch((thrown: unknown) => {
      throw fileFailed('remove', path, thrown)
    })
    removed.push(name)
  }
  return removed
}

/** Names in a folder, sorted; none when it is not there. */
export async function listFolder(folder: string, disk: Disk): Promise<string[]> {
  try {
    return (await disk.list(folder)).sort()
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return []
    throw fileFailed('read the folder', folder, thrown)
  }
}

/** When a file was written last; one that another sweep removed meanwhile counts as new. */
async function modified(path: string, disk: Disk): Promise<number> {
  try {
    return await disk.modifiedMs(path)
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return Number.POSITIVE_INFINITY
    throw fileFailed('look at', path, thrown)
  }
}
