/**
 * Runs one command by Node's own spawn: argv without a shell, a process group of its own, a limit, bounded output.
 * In: a CommandRequest. Out: a CommandResult; the time runs from just before the start to the exit.
 * At the limit the group gets SIGTERM, after the grace SIGKILL. After the exit the pipes get 200 ms more: a grandchild may hold them.
 * Why detached: a group of its own is what can be ended as a whole.  Fails: HYD-8001 it could not be started.
 */
import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { forgetGroup, rememberGroup, signalGroup } from './group.ts'
import { Output } from './output.ts'
import { errnoOf, spawnError } from './spawn-error.ts'
import { defaultGraceMs, defaultKeepBytes, drainMs, type CommandRequest, type CommandResult } from './types.ts'

const now = performance.now.bind(performance)
const [later, never] = [setTimeout, clearTimeout]
/** Timers beyond this fire at once. */
const longestTimer = 0x7fffffff

interface Exit {
  readonly exitCode: number | undefined
  readonly signal: string | undefined
  readonly durationMs: number
}

function start({ argv, cwd, env }: CommandRequest): ChildProcessWithoutNullStreams {
  const [program, ...rest] = argv
  const where = cwd === undefined ? {} : { cwd }
  const environment = env === undefined ? process.env : { ...process.env, ...env }
  return spawn(program, rest, { ...where, env: environment, detached: process.platform !== 'win32', windowsHide: true })
}

/** SIGTERM now, SIGKILL after the grace; returns what calls the second off. */
function terminate(pid: number, graceMs: number): () => void {
  signalGroup(pid, 'SIGTERM')
  const timer = later(() => signalGroup(pid, 'SIGKILL'), graceMs)
  return () => {
    never(timer)
    signalGroup(pid, 'SIGKILL')
  }
}

const exitOf = (child: ChildProcess, startedAt: number): Promise<Exit> =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      resolve({ durationMs: now() - startedAt, exitCode: code ?? undefined, signal: signal ?? undefined })
    })
  })

/** Waits for the end of the pipes, at most `drainMs`; then nobody listens any more. */
async function drained(child: ChildProcessWithoutNullStreams, closed: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise((resolve) => (timer = later(resolve, drainMs)))
  await Promise.race([closed, enough])
  never(timer)
  for (const stream of [child.stdout, child.stderr, child.stdin]) stream.destroy()
}

/** A command need not read its input: a closed pipe is no failure of ours. */
function feed(child: ChildProcessWithoutNullStreams, stdin: string | Uint8Array | undefined): void {
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(stdin ?? '')
}

class Watch {
  timedOut = false
  #callOff: (() => void) | undefined
  readonly #timer: NodeJS.Timeout | undefined
  readonly #request: CommandRequest
  readonly #pid: number

  constructor(request: CommandRequest, pid: number) {
    this.#request = request
    this.#pid = pid
    const { timeoutMs = Infinity, signal } = request
    if (timeoutMs <= longestTimer) {
      this.#timer = later(() => {
        this.timedOut = true
        this.#end()
      }, timeoutMs)
    }
    signal?.addEventListener('abort', this.#end, { once: true })
    rememberGroup(pid)
  }

  /** Ends the watch; what is left of the group dies with it. */
  close(): void {
    never(this.#timer)
    this.#callOff?.()
    this.#request.signal?.removeEventListener('abort', this.#end)
    forgetGroup(this.#pid)
  }

  readonly #end = (): void => {
    this.#callOff ??= terminate(this.#pid, this.#request.graceMs ?? defaultGraceMs)
  }
}

interface Started {
  readonly child: ChildProcessWithoutNullStreams
  readonly pid: number
  readonly exited: Promise<Exit>
}

async function follow({ child, pid, exited }: Started, request: CommandRequest): Promise<CommandResult> {
  const { keepBytes = defaultKeepBytes, signal, stdin } = request
  const watch = new Watch(request, pid)
  // Listened for from the start: it may come in the same turn as the exit.
  const closed = new Promise((resolve) => child.once('close', resolve))
  const [out, err] = [new Output(child.stdout, keepBytes), new Output(child.stderr, keepBytes)]
  try {
    feed(child, stdin)
    const exit = await exited
    await drained(child, closed)
    signal?.throwIfAborted()
    const streams = { stdout: out.text(), stderr: err.text(), stdoutBytes: out.bytes, stderrBytes: err.bytes }
    return { ...exit, ...streams, timedOut: watch.timedOut, cpuMs: undefined, maxRssBytes: undefined }
  } finally {
    watch.close()
  }
}

/**
 * Runs a command to its end by Node's own means.
 *
 * @returns how it ended; an exit code other than 0 is a result, not a failure
 * @throws HYD-8001 it could not be started; the reason of `signal` when that was aborted
 */
export async function spawnCommand(request: CommandRequest): Promise<CommandResult> {
  request.signal?.throwIfAborted()
  const startedAt = now()
  let child: ChildProcessWithoutNullStreams
  try {
    child = start(request)
  } catch (thrown) {
    throw spawnError(request, errnoOf(thrown), thrown)
  }
  const exited = exitOf(child, startedAt)
  if (child.pid !== undefined) return follow({ child, pid: child.pid, exited }, request)
  const failure = await exited.catch((thrown: unknown) => thrown)
  throw spawnError(request, errnoOf(failure), failure)
}
