/**
 * Runs a command the best way there is: by the resident launcher, which knows CPU time and peak memory, else by Node's own spawn.
 * In: a CommandRequest. Out: a CommandResult. A launcher that fails is not asked again: the command runs by Node.
 * Within one process all commands go one way, so that times of heads stay comparable.
 */
import { constants } from 'node:os'
import { findLauncher, Launcher } from './launcher/client.ts'
import type { LaunchRequest, LaunchResult } from './launcher/frame.ts'
import { spawnCommand } from './spawn.ts'
import { spawnError } from './spawn-error.ts'
import { defaultGraceMs, defaultKeepBytes, type CommandRequest, type CommandResult } from './types.ts'

/** What the launcher's frames can carry. */
const largestInput = 32 << 20

let launcher: Launcher | undefined | 'unknown' = 'unknown'

function openLauncher(): Launcher | undefined {
  if (launcher !== 'unknown') return launcher
  const program = findLauncher()
  launcher = program === undefined ? undefined : new Launcher(program)
  return launcher
}

const signalNames = new Map(Object.entries(constants.signals).map(([name, number]) => [number, name]))

/** The system's numbers, not libuv's: that has no name for some of them (a file that is no program). Of two names the first: EAGAIN, ENOTSUP. */
const errorNames = new Map(
  Object.entries(constants.errno)
    .reverse()
    .map(([name, number]) => [number, name]),
)

const nameOf = (signal: number | undefined): string | undefined =>
  signal === undefined ? undefined : (signalNames.get(signal) ?? `signal ${signal}`)

const resultOf = (answer: LaunchResult): CommandResult => ({
  exitCode: answer.exitCode,
  signal: nameOf(answer.signal),
  timedOut: answer.timedOut,
  durationMs: answer.wallMs,
  stdout: answer.stdout.toString('utf8'),
  stderr: answer.stderr.toString('utf8'),
  stdoutBytes: answer.stdoutBytes,
  stderrBytes: answer.stderrBytes,
  cpuMs: answer.userMs + answer.systemMs,
  maxRssBytes: answer.maxRssBytes,
})

function launchRequest({
  argv,
  cwd,
  env,
  stdin,
  timeoutMs,
  graceMs = defaultGraceMs,
  keepBytes = defaultKeepBytes,
}: CommandRequest): LaunchRequest {
  return {
    argv,
    graceMs,
    keepBytes,
    ...(timeoutMs === undefined || timeoutMs === Infinity ? {} : { timeoutMs }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env: { ...process.env, ...env } }),
    ...(stdin === undefined ? {} : { stdin }),
  }
}

/** The launcher takes no NUL and no huge input; Node says what is wrong with the former. */
const suits = ({ argv, stdin = '', env = {} }: CommandRequest): boolean =>
  stdin.length < largestInput &&
  !argv.some((word) => word.includes('\0')) &&
  !Object.entries(env).some((pair) => pair.join().includes('\0'))

/**
 * Runs a command to its end.
 *
 * @returns how it ended; `cpuMs` and `maxRssBytes` where the launcher is there
 * @throws HYD-8001 it could not be started; the reason of `signal` when that was aborted
 */
export async function runToEnd(request: CommandRequest): Promise<CommandResult> {
  const found = suits(request) ? openLauncher() : undefined
  if (found === undefined) return spawnCommand(request)
  let answer
  try {
    answer = await found.run(launchRequest(request), request.signal)
  } catch {
    request.signal?.throwIfAborted()
    launcher = undefined
    return spawnCommand(request)
  }
  if ('errno' in answer) throw spawnError(request, errorNames.get(answer.errno) ?? `errno ${answer.errno}`)
  return resultOf(answer)
}
