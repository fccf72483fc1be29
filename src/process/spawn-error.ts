/** Why a command could not be started: HYD-8001 with the system's error name and what to do about it. */
import { existsSync } from 'node:fs'
import { describeThrown, hydraError, visible, type HydraError } from '../errors/index.ts'
import type { CommandRequest } from './types.ts'

interface Advice {
  readonly reason: string
  readonly remedy: string
}

const adviceOf: ReadonlyMap<string, Advice> = new Map([
  ['ENOENT', { reason: 'there is no such program', remedy: 'Install it, correct its name, or give its whole path.' }],
  ['EACCES', { reason: 'it may not be executed', remedy: 'Make it executable (chmod +x), or name the program that runs it.' }],
  ['EPERM', { reason: 'the system does not permit it', remedy: 'Run it as a user who may, or choose another program.' }],
  ['E2BIG', { reason: 'its arguments are too long', remedy: 'Pass the data through standard input or a file.' }],
  ['ENOEXEC', { reason: 'it is not a program', remedy: 'Name the program that runs it, say `sh script` or `node file.js`.' }],
  ['EMFILE', { reason: 'too many files are open', remedy: 'Raise the limit (ulimit -n) or run fewer commands at once.' }],
  ['EAGAIN', { reason: 'too many processes are running', remedy: 'Raise the limit (ulimit -u) or wait for some to end.' }],
  ['ENOMEM', { reason: 'there is not enough memory', remedy: 'Free memory, then run it again.' }],
  ['EINVAL', { reason: 'the system refuses its name or arguments', remedy: 'Batch files need `shell: true`; other names must be programs.' }],
  ['ERR_INVALID_ARG_VALUE', { reason: 'an argument or variable holds a NUL character', remedy: 'Remove the NUL character.' }],
]) // prettier-ignore

const unknown: Advice = { reason: 'the system refused', remedy: 'Run the same command by hand to see more.' }

const goneFolder = (cwd: string): Advice => ({
  reason: `its folder ${visible(cwd)} does not exist`,
  remedy: 'Make the folder, or correct cwd.',
})

/**
 * @param errno - name of the system's error: 'ENOENT'
 * @returns HYD-8001
 */
export function spawnError({ argv, cwd }: CommandRequest, errno: string, cause?: unknown): HydraError {
  const folderGone = errno === 'ENOENT' && cwd !== undefined && !existsSync(cwd)
  const { reason, remedy } = folderGone ? goneFolder(cwd) : (adviceOf.get(errno) ?? unknown)
  const command = visible(argv[0]).slice(0, 200)
  return hydraError('8001', { command, reason, errno, remedy }, { where: { command }, details: { errno }, cause })
}

/** The system's error name of what Node threw or emitted. */
export function errnoOf(thrown: unknown): string {
  const code: unknown = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined
  return typeof code === 'string' ? code : describeThrown(thrown)
}
