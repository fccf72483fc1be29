/**
 * Several files changed together: all of them, or none.
 * In: files to write and files to remove. First every new text is written beside its target and checked; then every former file gets a
 * second name; then come the renames and removals. When one fails, the former files are put back.
 * Why second names and not copies: a link costs nothing, and the former file stays in place until the very rename.
 * What remains: a power cut between two renames leaves some new and some former files, each whole. Profiles carry the id of their study,
 * so that loadStudy notices. A target that is a link is replaced itself: nothing is written through it.
 */
import { dirname, resolve } from 'node:path'
import { hydraError, warnOnce } from '../errors/index.ts'
import { realDisk, type Disk } from './disk.ts'
import { fileFailed, shownPath, withErrno } from './failure.ts'
import { discard, stage, step, type FileText } from './stage.ts'
import { sweepTemps, tempPath } from './temp.ts'

/** A file to write, or one to remove. */
export type FileChange = FileText | { readonly path: string; readonly remove: true }

export interface CommitOptions {
  readonly disk?: Disk
}

/** A change on its way. */
interface Pending {
  readonly path: string
  /** The new text beside the target; undefined: the target is to be removed. */
  readonly temp: string | undefined
  /** Second name of the former file; undefined where there was none. */
  former: string | undefined
}

function refuseTwins(paths: readonly string[]): void {
  const seen = new Set<string>()
  for (const path of paths) {
    if (seen.has(path)) {
      const got = `${shownPath(path)} twice`
      throw hydraError('1003', { option: 'files to write', expected: 'different paths', got, type: 'string' })
    }
    seen.add(path)
  }
}

/** Stages every text; on a failure those staged before are removed. */
async function stageAll(changes: readonly FileChange[], disk: Disk): Promise<Pending[]> {
  const pending: Pending[] = []
  try {
    for (const change of changes) {
      const temp = 'text' in change ? await stage(change, disk) : undefined
      pending.push({ path: change.path, temp, former: undefined })
    }
    return pending
  } catch (thrown) {
    for (const { temp } of pending) if (temp !== undefined) await discard(temp, disk)
    throw thrown
  }
}

/** Gives a former file its second name. */
async function keepFormer(change: Pending, disk: Disk): Promise<void> {
  const { path } = change
  const standing = await step('look at', path, () => disk.standing(path))
  if (standing === 'folder') throw fileFailed('write', path, withErrno('EISDIR', 'a folder stands there'))
  if (standing === 'nothing') return
  const former = tempPath(path)
  await step('keep', path, () => disk.keep(path, former)).catch(async (thrown: unknown) => {
    await discard(former, disk)
    throw thrown
  })
  change.former = former
}

const putInPlace = ({ path, temp }: Pending, disk: Disk): Promise<void> =>
  temp === undefined ? step('remove', path, () => disk.remove(path)) : step('write', path, () => disk.rename(temp, path))

/** Puts a former file back, or removes a new one; one more try, for this must not fail. */
async function putBack({ path, former }: Pending, disk: Disk): Promise<void> {
  const back = (): Promise<void> => (former === undefined ? disk.remove(path) : disk.rename(former, path))
  await back().catch(back)
}

/** Undoes what was done; answers with the second names of files that could not be put back. */
async function undo(done: readonly Pending[], rest: readonly Pending[], disk: Disk): Promise<string[]> {
  const stuck: string[] = []
  for (const change of [...done].reverse()) {
    await putBack(change, disk).catch(() => stuck.push(change.former ?? change.path))
  }
  for (const { temp, former } of rest) {
    if (temp !== undefined) await discard(temp, disk)
    if (former !== undefined) await discard(former, disk)
  }
  return stuck
}

const foldersOf = (changes: readonly { readonly path: string }[]): string[] => [
  ...new Set(changes.map(({ path }) => dirname(path))),
]

async function swapAll(pending: readonly Pending[], disk: Disk): Promise<void> {
  const done: Pending[] = []
  try {
    for (const change of pending) await keepFormer(change, disk)
    for (const change of pending) {
      await putInPlace(change, disk)
      done.push(change)
    }
    for (const folder of foldersOf(pending)) await step('make last', folder, () => disk.syncFolder(folder))
  } catch (thrown) {
    const rest = pending.filter((change) => !done.includes(change))
    const stuck = await undo(done, rest, disk)
    if (stuck.length === 0) throw thrown
    throw fileFailed('restore', done[0]!.path, thrown, { formerFiles: stuck.map(shownPath) })
  }
}

/** The former files are no longer needed; one that cannot be removed is told of, and swept by a later run. */
async function dropFormer(pending: readonly Pending[], disk: Disk): Promise<void> {
  for (const { former } of pending) {
    const failure = former === undefined ? undefined : await discard(former, disk)
    if (failure !== undefined) warnOnce(fileFailed('remove', former!, failure))
  }
}

/** Strays that cannot be swept now are left to a later run: if the disk is at fault, writing says so. */
const sweepQuietly = (folder: string, disk: Disk): Promise<unknown> => sweepTemps(folder, { disk }).catch(() => undefined)

/**
 * Writes and removes several files as one change: every file is whole and new, or every former one is as it was.
 *
 * @param changes - of any folders; folders that are missing are made; no path twice
 * @throws HYD-6002 the disk refused (nothing has changed; should putting back fail too, `details.formerFiles` names the files kept),
 * HYD-1003 a path twice, or what a `validate` throws
 * @example
 * ```ts
 * await commitFiles([{ path: 'hydra_weights.json', text: '{}' }, { path: 'old.json', remove: true }])
 * ```
 * @since 0.1.0
 */
export async function commitFiles(changes: readonly FileChange[], { disk = realDisk }: CommitOptions = {}): Promise<void> {
  const resolved = changes.map((change) => ({ ...change, path: resolve(change.path) }))
  refuseTwins(resolved.map(({ path }) => path))
  for (const folder of foldersOf(resolved)) await sweepQuietly(folder, disk)
  const pending = await stageAll(resolved, disk)
  await swapAll(pending, disk)
  await dropFormer(pending, disk)
}
