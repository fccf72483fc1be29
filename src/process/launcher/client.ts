/**
 * The other end of the resident launcher (crates/hydra-probe): one small process per thread, started with the first command.
 * Commands run one after the other, so that none disturbs another's figures. Aborting closes the launcher's input, which
 * kills its command; the next command gets a new launcher. An idle launcher does not keep the event loop alive.
 * Why not Node's own spawn: it knows neither CPU time nor peak memory of one child, and costs more.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { parseAnswer, requestFrame, type LaunchAnswer, type LaunchRequest } from './frame.ts'

/** Seen from dist/, and seen from src/process/launcher/. */
const places = ['../native/hydra-launch', '../../../native/hydra-launch']

/** Where the launcher's program is; undefined where it was not built, or where the system has no pidfd. */
export function findLauncher(base: string | undefined = import.meta.url): string | undefined {
  if (process.platform !== 'linux' || process.env['HYDRA_ENGINE'] === 'reference' || base === undefined) return undefined
  const paths = places.map((place) => fileURLToPath(new URL(place, base)))
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

type LauncherProcess = ChildProcessByStdio<Writable, Readable, null>
interface Waiting {
  readonly id: number
  readonly resolve: (answer: LaunchAnswer) => void
  readonly reject: (error: Error) => void
}

interface Holdable {
  ref(): unknown
  unref(): unknown
}

/** Whether the child and its pipes keep the event loop alive. */
function hold(child: LauncherProcess, on: boolean): void {
  const parts = [child, child.stdin, child.stdout] as unknown as Holdable[]
  for (const part of parts) {
    if (on) part.ref()
    else part.unref()
  }
}

/** Runs commands one at a time through one launcher process. */
export class Launcher {
  readonly #program: string
  #child: LauncherProcess | undefined
  #waiting: Waiting | undefined
  #received: Buffer = Buffer.alloc(0)
  #queue: Promise<unknown> = Promise.resolve()
  #nextId = 1

  constructor(program: string) {
    this.#program = program
  }

  /**
   * Runs a command after those before it.
   *
   * @returns how it ended, or the error number of a failed start
   * @throws the launcher's own failure (an Error); the signal's reason when aborted
   */
  run(request: LaunchRequest, signal?: AbortSignal): Promise<LaunchAnswer> {
    const turn = this.#queue.then(() => this.#runNow(request, signal))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /** Ends the launcher; a later run starts another. */
  close(): void {
    this.#child?.stdin.end()
    this.#child = undefined
  }

  async #runNow(request: LaunchRequest, signal: AbortSignal | undefined): Promise<LaunchAnswer> {
    signal?.throwIfAborted()
    const child = (this.#child ??= this.#start())
    const id = this.#nextId
    this.#nextId = (id % 0xffff_ffff) + 1
    const abort = (): void => {
      this.close()
      this.#waiting?.reject(signal?.reason instanceof Error ? signal.reason : new Error('aborted'))
    }
    signal?.addEventListener('abort', abort, { once: true })
    hold(child, true)
    try {
      return await new Promise<LaunchAnswer>((resolve, reject) => {
        this.#waiting = { id, resolve, reject }
        child.stdin.write(requestFrame(id, request))
      })
    } finally {
      this.#waiting = undefined
      signal?.removeEventListener('abort', abort)
      hold(child, false)
    }
  }

  #start(): LauncherProcess {
    const child = spawn(this.#program, [], { stdio: ['pipe', 'pipe', 'inherit'] })
    this.#received = Buffer.alloc(0)
    const gone = (error: Error): void => {
      if (this.#child !== child) return
      this.#child = undefined
      this.#waiting?.reject(error)
    }
    child.on('error', gone)
    child.stdin.on('error', gone)
    child.on('close', (code, signal) => gone(new Error(`hydra-launch ended with ${code ?? signal}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) this.#receive(chunk)
    })
    return child
  }

  #receive(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    while (this.#received.length >= 4) {
      const end = 4 + this.#received.readUInt32LE(0)
      if (this.#received.length < end) return
      const { id, answer } = parseAnswer(this.#received.subarray(4, end))
      this.#received = this.#received.subarray(end)
      if (this.#waiting?.id === id) this.#waiting.resolve(answer)
    }
  }
}
