/**
 * Frames between Node and the launcher: a u32 of the body's length, then the body; little-endian throughout.
 * A list of texts is their count, then one block of bytes in which each ends in a NUL.
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

interface Texts {
  readonly count: number
  /** Each ends in a NUL. */
  readonly block: string
}

const textsOf = (words: readonly string[]): Texts => ({ count: words.length, block: words.map((word) => `${word}\0`).join('') })

/**
 * NAME=value of all that have one. Why by names, and by `ownKeys`: each look at process.env asks the system, `Object.keys` asks once
 * more for each name and `Object.entries` twice, and it is what a start costs most on this side.
 */
function variablesOf(env: Readonly<Record<string, string | undefined>>): Texts {
  let [count, block] = [0, '']
  for (const name of Reflect.ownKeys(env)) {
    const value = typeof name === 'string' ? env[name] : undefined
    if (value === undefined) continue
    count += 1
    block += `${name as string}=${value}\0`
  }
  return { count, block }
}

/** Id, limit, grace, kept bytes. */
const headBytes = 4 + 8 + 8 + 4
const bytesOf = ({ block }: Texts): number => 8 + Buffer.byteLength(block)

function putTexts(frame: Buffer, at: number, { count, block }: Texts): number {
  const length = frame.write(block, at + 8)
  frame.writeUInt32LE(count, at)
  frame.writeUInt32LE(length, at + 4)
  return at + 8 + length
}

/** The frame of a request, its length first. */
export function requestFrame(id: number, request: LaunchRequest): Buffer {
  const { argv, timeoutMs = 0, graceMs = 200, keepBytes = 0, cwd = '', env = process.env, stdin = '' } = request
  const lists = [textsOf(argv), textsOf(cwd === '' ? [] : [cwd]), variablesOf(env)]
  const input = typeof stdin === 'string' ? Buffer.from(stdin) : stdin
  const length = lists.reduce((sum, list) => sum + bytesOf(list), headBytes + 4 + input.length)
  const frame = Buffer.allocUnsafe(4 + length)
  frame.writeUInt32LE(length, 0)
  frame.writeUInt32LE(id, 4)
  frame.writeDoubleLE(timeoutMs, 8)
  frame.writeDoubleLE(graceMs, 16)
  frame.writeUInt32LE(keepBytes, 24)
  const at = lists.reduce((place, list) => putTexts(frame, place, list), 4 + headBytes)
  frame.writeUInt32LE(input.length, at)
  frame.set(input, at + 4)
  return frame
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
