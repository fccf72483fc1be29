/**
 * A head that is a command: argv without a shell; its time is from the start to the exit.
 * A text or bytes given as the study's input go to its standard input, unless the head has an `input` of its own.
 * An exit code outside `successCodes`, a signal, or a failure to start fails the trial (HYD-3014, with HYD-8001 as its cause).
 */
import { describeThrown, hydraError, isHydraError, visible } from '../../errors/index.ts'
import { runToEnd, type CommandRequest, type CommandResult } from '../../process/index.ts'
import { now } from '../builtins.ts'
import type { Call, CallSettings, Ended, How } from '../trial/ended.ts'
import type { CommandHead, CommandOutput } from '../types.ts'

/** Thrown for a command that ran and failed; the trial's error says it in its own words. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure'
}

/** The shell that is asked to run one text, by system. */
function shellArgv(text: string): [string, ...string[]] {
  return process.platform === 'win32' ? [process.env['ComSpec'] ?? 'cmd.exe', '/d', '/s', '/c', text] : ['/bin/sh', '-c', text]
}

const isStdin = (input: unknown): input is string | Uint8Array => typeof input === 'string' || input instanceof Uint8Array

function requestOf(head: CommandHead, input: unknown, { context, limitMs }: CallSettings): CommandRequest {
  const { command, cwd, env, shell = false } = head
  const stdin = head.input ?? (isStdin(input) ? input : undefined)
  return {
    argv: shell ? shellArgv(command.join(' ')) : (command as [string, ...string[]]),
    timeoutMs: limitMs,
    signal: context.signal,
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
    ...(stdin === undefined ? {} : { stdin }),
  }
}

const firstLine = (text: string): string => visible(text.trimStart().split('\n', 1)[0] ?? '').slice(0, 200)

function failureOf({ exitCode, signal, stderr }: CommandResult): CommandFailure {
  const how = signal === undefined ? `it ended with code ${exitCode}` : `${signal} ended it`
  const said = firstLine(stderr)
  return new CommandFailure(said === '' ? how : `${how}: ${said}`)
}

function endedOf(result: CommandResult, successCodes: readonly number[]): Ended {
  const { exitCode, stdout, stderr, durationMs: wallMs, cpuMs, maxRssBytes } = result
  const end = (how: How, value: unknown): Ended => ({ how, value, wallMs, cpuMs, rssBytes: maxRssBytes })
  if (result.timedOut) return end('timeout', undefined)
  if (exitCode === undefined || !successCodes.includes(exitCode)) return end('threw', failureOf(result))
  const output: CommandOutput = { exitCode, stdout, stderr }
  return end('returned', output)
}

/** Makes a command callable as a head. */
export function callCommand(head: CommandHead): Call {
  const { successCodes = [0] } = head
  return async (input, settings) => {
    const startedAt = now()
    const { scope, context } = settings
    let stopped: How | undefined
    scope.stop = (how, value) => {
      stopped = how
      context.abort(value)
    }
    try {
      return endedOf(await runToEnd(requestOf(head, input, settings)), successCodes)
    } catch (thrown) {
      return { how: stopped ?? 'threw', value: thrown, wallMs: now() - startedAt }
    } finally {
      scope.stop = undefined
    }
  }
}

/** What a failed trial of a command is called. */
export function commandError(head: string, trial: number, thrown: unknown): ReturnType<typeof hydraError> {
  const what = thrown instanceof CommandFailure || isHydraError(thrown) ? thrown.message : describeThrown(thrown)
  return hydraError('3014', { head, trial, what }, { where: { head, trial }, cause: thrown })
}
