/**
 * The state of a selector in a file that several processes may share.
 * In: a path. Out: a store for openSelector(). A change is: lock, read, join, write beside it, rename; so a reader sees a whole state, and two
 * processes at a time lose nothing. What cannot be read is never written over.
 */
import { readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { resolve } from 'node:path'
import { isHydraError } from '../../errors/index.ts'
import type { SelectorStore } from '../../select/store/types.ts'
import { writeFileAtomic } from '../atomic.ts'
import { realDisk, type Disk } from '../disk.ts'
import { errnoOf, fileFailed } from '../failure.ts'
import { readJson, readJsonText } from '../json.ts'
import { tempPath } from '../temp.ts'
import { writeNewNow } from '../write-now.ts'
import { withLock, withLockNow, type LockOptions } from './lock.ts'

export interface FileStoreOptions extends LockOptions {
  readonly disk?: Disk
}

const kind = { kind: 'state of a selector', command: 'npx hydra-profiler pick --state FILE --heads NAMES' }
const textOf = (state: unknown): string => `${JSON.stringify(state)}\n`

async function read(path: string, disk: Disk): Promise<unknown> {
  if ((await disk.standing(path).catch(() => 'file')) === 'nothing') return undefined
  return readJson(path, { ...kind, disk })
}

function readNow(path: string): unknown {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return undefined
    throw fileFailed('read', path, thrown)
  }
  return readJsonText(path, bytes, kind)
}

function writeNow(path: string, text: string): void {
  const temp = tempPath(path)
  try {
    writeNewNow(temp, text)
    renameSync(temp, path)
  } catch (thrown) {
    rmSync(temp, { force: true })
    throw fileFailed('write', path, thrown)
  }
}

type Last = () => void
const lastOnes = new Set<Last>()

/** Of the process: one listener for all stores. What fails now can only be told. */
function atExit(last: Last): () => void {
  if (lastOnes.size === 0) process.on('exit', runLast)
  lastOnes.add(last)
  return () => {
    lastOnes.delete(last)
    if (lastOnes.size === 0) process.off('exit', runLast)
  }
}

function runLast(): void {
  for (const last of lastOnes) {
    try {
      last()
    } catch (thrown) {
      writeSync(2, `${isHydraError(thrown) ? thrown.toString() : String(thrown)}\n`)
    }
  }
}

/**
 * A file that keeps the state of a selector, for `openSelector()`; several processes may share it.
 *
 * @param path - its folder is made when missing; beside it a file `<path>.lock` while it is written
 * @param options - `waitMs`: how long to wait for other processes
 * @returns a store; its functions throw HYD-6002 the disk, HYD-6003 a damaged file, HYD-5020 locked for too long; the file is then as it was
 * @example
 * ```ts
 * import { fileStore, openSelector } from 'hydra-profiler'
 * const selector = await openSelector({ heads: ['a', 'b'], store: fileStore('state/selector.json') })
 * selector.observe(selector.pick(), { ok: true })
 * await selector.close()
 * const again = await openSelector({ store: fileStore('state/selector.json') })
 * again.heads // ['a', 'b']
 * await again.close()
 * ```
 * @since 0.1.0
 */
export function fileStore(path: string, { disk = realDisk, ...lock }: FileStoreOptions = {}): Required<SelectorStore> {
  const target = resolve(path)
  const update: Required<SelectorStore>['update'] = (change) =>
    withLock(target, async () => writeFileAtomic(target, textOf(change(await read(target, disk))), { disk }), lock)
  return {
    load: () => read(target, disk),
    save: (state) => update(() => state),
    update,
    atExit: (last) =>
      atExit(() => {
        if (last.isNeeded()) withLockNow(target, () => writeNow(target, textOf(last.change(readNow(target)))))
      }),
  }
}
