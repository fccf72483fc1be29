/**
 * What the disk refused, as one sentence with a remedy.
 * In: what was being done, the path, what the system threw. Out: HYD-6002 with the path as people see it, the errno and what to do.
 */
import { isAbsolute, relative, sep } from 'node:path'
import { describeThrown, hydraError, visible, type HydraError } from '../errors/index.ts'

const reasons: ReadonlyMap<string, readonly [reason: string, remedy: string]> = new Map([
  ['ENOSPC', ['the disk is full', 'Free some space, or choose a folder on another disk.']],
  ['EDQUOT', ['your share of the disk is used up', 'Free some space, or choose a folder on another disk.']],
  ['EACCES', ['you are not permitted to', 'Choose a folder that you may write to, or change its permissions.']],
  ['EPERM', ['the system does not permit it', 'Choose a folder that you may write to, or change its permissions.']],
  ['EROFS', ['the disk can only be read', 'Choose a folder on a disk that can be written.']],
  ['ENOENT', ['it is not there', 'Check the path; the folder may have been removed meanwhile.']],
  ['ENOTDIR', ['a part of the path is a file, not a folder', 'Remove or rename that file, or choose another folder.']],
  ['EISDIR', ['a folder of this name stands there', 'Remove or rename that folder, or choose another name.']],
  ['EEXIST', ['something of this name is there already', 'Remove or rename it, or choose another name.']],
  ['ENAMETOOLONG', ['the path is too long', 'Choose a folder with a shorter path.']],
  ['ELOOP', ['its links lead round in a circle', 'Remove the link, or choose another folder.']],
  ['EMFILE', ['too many files are open', 'Raise the limit with `ulimit -n`, or close other programs.']],
  ['ENFILE', ['too many files are open', 'Close other programs and try again.']],
  ['EBUSY', ['another program uses it', 'Close that program and try again.']],
  ['EIO', ['the disk reported an error', 'Check the disk; choose another one meanwhile.']],
  ['EFBIG', ['it is too large', 'Take fewer trials, or split the study into several.']],
])

/** A path as people see it: relative to the working folder when inside, control characters made visible. */
export function shownPath(path: string): string {
  const inside = relative(process.cwd(), path)
  const leadsOut = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  return visible(leadsOut ? path : inside)
}

/** The errno of a thrown thing; undefined where it has none. */
export function errnoOf(thrown: unknown): string | undefined {
  const code = (thrown as NodeJS.ErrnoException | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}

/** HYD-6002 for what the system threw. */
export function fileFailed(
  action: string,
  path: string,
  thrown: unknown,
  details?: Readonly<Record<string, unknown>>,
): HydraError {
  const errno = errnoOf(thrown) ?? 'EIO'
  const [reason, remedy] = reasons.get(errno) ?? [describeThrown(thrown), 'Check the path and the disk, then try again.']
  const shown = shownPath(path)
  const extra = details === undefined ? {} : { details }
  return hydraError('6002', { action, path: shown, reason, errno, remedy }, { where: { path: shown }, cause: thrown, ...extra })
}

/** An error with an errno of our own finding: what was read back differs, a folder stands in the way. */
export const withErrno = (errno: string, message: string): Error => Object.assign(new Error(message), { code: errno })
