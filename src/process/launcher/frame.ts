/**
 * Frames between Node and the launcher: a u32 of the body's length, then the body; little-endian throughout.
 * Twin of crates/hydra-probe/src/frame.rs, which says what each field is.
 */

/** One command for the launcher. */
export interface LaunchRequest {
  readonly argv: readonly string[]
  /** Ends the command after so many ms; 0 or left out: never. */
  readonly timeoutMs?: number
  /** Between the terminate and the kill signal. */
  readonly graceMs?: number
  /** Bytes of each output stream that are kept; 0: the streams go to the null device. */
  readonly keepBytes?: number
  readonly cwd?: string
  /** The whole environment; left out: the one of this process as it is now. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly stdin?: string | Uint8Array
}

/** How a command ended and what the kernel accounted for it: itself and the children it waited for. */
export interface LaunchResult {
  readonly exitCode: number | undefined
  readonly signal: number | undefined
  readonly timedOut: boolean
  readonly wallMs: number
  readonly userMs: number
  readonly systemMs: number
  readonly maxRssBytes: number
  readonly minorFaults: number
  readonly majorFaults: number
  readonly voluntarySwitches: number
  readonly involuntarySwitches: number
  readonly blockInputs: number
  readonly blockOutputs: number
  readonly stdoutBytes: number
  readonly stderrBytes: number
  readonly stdout: Buffer
  readonly stderr: Buffer
}

/** The command could not be started: the operating system's error number. */
export interface LaunchFailure {
  readonly errno: number
}

export type LaunchAnswer = LaunchResult | LaunchFailure

const u32 = (value: number): Buffer => {
  const out = Buffer.alloc(4)
  out.writeUInt32LE(value)
  return out
}
const f64 = (value: number): Buffer => {
  const out = Buffer.alloc(8)
  out.writeDoubleLE(value)
  return out
}
const text = (value: string | Uint8Array): Buffer[] => {
  const bytes =
    typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return [u32(bytes.length), bytes]
}

/** The frame of a request, its length first. */
export function requestFrame(id: number, request: LaunchRequest): Buffer {
  const { argv, timeoutMs = 0, graceMs = 200, keepBytes = 0, cwd = '', env = process.env, stdin = '' } = request
  const pairs = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const parts = [u32(id), f64(timeoutMs), f64(graceMs), u32(keepBytes), u32(argv.length), ...argv.flatMap(text), ...text(cwd)]
  parts.push(u32(pairs.length), ...pairs.flatMap(([name, value]) => text(`${name}=${value}`)), ...text(stdin))
  const body = Buffer.concat(parts)
  return Buffer.concat([u32(body.length), body])
}

const fixedEnd = 14 + 12 * 8

function parseResult(body: Buffer): LaunchResult {
  const value = (index: number): number => body.readDoubleLE(14 + index * 8)
  const [exitCode, signal] = [body.readInt32LE(5), body.readInt32LE(9)]
  const outLength = body.readUInt32LE(fixedEnd)
  const errStart = fixedEnd + 4 + outLength
  return {
    exitCode: exitCode < 0 ? undefined : exitCode,
    signal: signal === 0 ? undefined : signal,
    timedOut: body[13] === 1,
    wallMs: value(0),
    userMs: value(1),
    systemMs: value(2),
    maxRssBytes: value(3),
    minorFaults: value(4),
    majorFaults: value(5),
    voluntarySwitches: value(6),
    involuntarySwitches: value(7),
    blockInputs: value(8),
    blockOutputs: value(9),
    stdoutBytes: value(10),
    stderrBytes: value(11),
    stdout: body.subarray(fixedEnd + 4, errStart),
    stderr: body.subarray(errStart + 4, errStart + 4 + body.readUInt32LE(errStart)),
  }
}

/** Reads the body of an answer. */
export function parseAnswer(body: Buffer): { id: number; answer: LaunchAnswer } {
  const id = body.readUInt32LE(0)
  return { id, answer: body[4] === 0 ? parseResult(body) : { errno: body.readInt32LE(5) } }
}
