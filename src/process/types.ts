/** What a command is started with, and what came of it. Times in ms, sizes in bytes. */

export interface CommandRequest {
  /** The program and its arguments; no shell looks at them. */
  readonly argv: readonly [string, ...string[]]
  readonly cwd?: string
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string | Uint8Array
  /** SIGTERM to the whole group after so many ms; without it the command may take for ever. */
  readonly timeoutMs?: number
  /** From SIGTERM to SIGKILL. @defaultValue 200 */
  readonly graceMs?: number
  /** Bytes kept of each stream; the rest is counted and dropped. @defaultValue 8 MiB */
  readonly keepBytes?: number
  /** Aborting ends the command; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal
}

export interface CommandResult {
  /** undefined when a signal ended it. */
  readonly exitCode: number | undefined
  /** 'SIGTERM' and the like. */
  readonly signal: string | undefined
  readonly timedOut: boolean
  /** From the start to the exit. */
  readonly durationMs: number
  readonly stdout: string
  readonly stderr: string
  readonly stdoutBytes: number
  readonly stderrBytes: number
  /** User and system time of the command and the children it waited for; undefined where only Node started it. */
  readonly cpuMs: number | undefined
  readonly maxRssBytes: number | undefined
}

export const defaultGraceMs = 200
export const defaultKeepBytes = 8 << 20
/** How long pipes may stay open after the exit: a grandchild can hold them for ever. */
export const drainMs = 200
