/** Checks of the disk: whether profiles can be written, and how much room there is. Really writes, because rights alone say little. */
import { mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { formatBytes } from '../../report/index.ts'
import type { Check } from './check.ts'

const wanted = { warnBytes: 1e9, failBytes: 5e7 }

/** The nearest folder upwards that is there. */
async function existing(folder: string): Promise<string> {
  const found = await stat(folder).then((entry) => entry.isDirectory(), () => false) // prettier-ignore
  return found || dirname(folder) === folder ? folder : existing(dirname(folder))
}

async function tryWriting(folder: string): Promise<void> {
  const temp = await mkdtemp(join(folder, '.hydra-doctor-'))
  try {
    await writeFile(join(temp, 'probe'), 'probe')
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

/** @param folder - as the user names it */
export async function writeCheck(folder: string): Promise<Check> {
  try {
    await tryWriting(await existing(resolve(folder)))
    return { name: 'write', state: 'ok', text: `${folder} can be written` }
  } catch (error) {
    const { code = 'EIO' } = error as NodeJS.ErrnoException
    const remedy = 'Choose another folder with --profiles, or get the right to write there.'
    return { name: 'write', state: 'fail', code: 'HYD-6002', text: `${folder} cannot be written (${code})`, remedy }
  }
}

export async function spaceCheck(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(await existing(resolve(folder)))
  const free = bavail * bsize
  const text = `${formatBytes(free)} free`
  if (free >= wanted.warnBytes) return { name: 'space', state: 'ok', text }
  return {
    name: 'space',
    state: free < wanted.failBytes ? 'fail' : 'warn',
    text,
    remedy: 'Free some space: profiles of many trials take megabytes.',
  }
}
