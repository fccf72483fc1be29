/**
 * Reading JSON that others may have written: bounded, prototype-safe, every failure with its code.
 * In: a path and what the file should be. Out: plain data; a key `__proto__` stays a plain own key (JSON.parse defines, never assigns).
 * Why depth is counted before parsing: what walks the data later may recurse, and 64 levels are more than any file of ours has.
 * Fails: HYD-6002 cannot be read, HYD-6003 not whole, not UTF-8, too large or too deep, HYD-6004 a newer schema.
 */
import { describeThrown, hydraError, show, type HydraError } from '../errors/index.ts'
import { realDisk, type Disk } from './disk.ts'
import { shownPath } from './failure.ts'
import { step } from './stage.ts'

export const largestBytes = 64 * 1024 * 1024
const deepest = 64

export interface JsonOptions {
  /** What the file is, for messages: 'profile', 'weights file'. */
  readonly kind: string
  /** The command that makes it again, for messages: 'npx hydra-profiler weigh'. */
  readonly command: string
  /** Newest `schema` that is understood; left out: not looked at. */
  readonly schema?: number
  /** @defaultValue 64 MiB */
  readonly maxBytes?: number
  /** @defaultValue 64 */
  readonly depth?: number
  readonly disk?: Disk
}

/** HYD-6003: what is wrong with a file. */
export function damaged(
  path: string,
  reason: string,
  { kind, command }: Pick<JsonOptions, 'kind' | 'command'>,
  cause?: unknown,
): HydraError {
  const shown = shownPath(path)
  return hydraError('6003', { path: shown, kind, reason, command }, { where: { path: shown }, cause })
}

/** The deepest nesting of brackets outside of strings; one pass, no recursion. */
export function jsonDepth(text: string): number {
  let [depth, most, inString] = [0, 0, false]
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (inString) {
      if (c === 0x5c) i += 1
      else if (c === 0x22) inString = false
    } else if (c === 0x22) inString = true
    else if (c === 0x5b || c === 0x7b) most = Math.max(most, (depth += 1))
    else if (c === 0x5d || c === 0x7d) depth -= 1
  }
  return most
}

function parse(path: string, text: string, options: JsonOptions): unknown {
  const { depth = deepest } = options
  if (text.trim() === '') throw damaged(path, 'it is empty', options)
  if (jsonDepth(text) > depth) throw damaged(path, `it is nested deeper than ${depth} levels`, options)
  try {
    return JSON.parse(text)
  } catch (thrown) {
    throw damaged(path, `it is not JSON: ${describeThrown(thrown)}`, options, thrown)
  }
}

function decode(path: string, bytes: Buffer, options: JsonOptions): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (thrown) {
    throw damaged(path, 'it is not UTF-8 text', options, thrown)
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** HYD-6004 when a file says a schema that this version does not know yet. */
export function refuseNewer(path: string, data: unknown, known: number): void {
  const found = isRecord(data) ? data['schema'] : undefined
  if (typeof found !== 'number' || found <= known) return
  const shown = shownPath(path)
  throw hydraError('6004', { path: shown, found: show(found), known: String(known) }, { where: { path: shown } })
}

/** The data of a JSON file that has been read. @throws HYD-6003 */
export const readJsonText = (path: string, bytes: Buffer, options: JsonOptions): unknown => {
  if (bytes.length > (options.maxBytes ?? largestBytes)) throw damaged(path, `it is larger than ${largestBytes} bytes`, options)
  return parse(path, decode(path, bytes, options), options)
}

/**
 * Reads a JSON file.
 *
 * @throws HYD-6002, HYD-6003, HYD-6004
 * @example
 * ```ts
 * await readJson('hydra.config.json', { kind: 'configuration', command: 'npx hydra-profiler init' })
 * ```
 * @since 0.1.0
 */
export async function readJson(path: string, options: JsonOptions): Promise<unknown> {
  const { disk = realDisk, maxBytes = largestBytes, schema } = options
  const size = await step('read', path, () => disk.size(path))
  if (size > maxBytes) throw damaged(path, `it is larger than ${maxBytes} bytes`, options)
  const bytes = await step('read', path, () => disk.read(path))
  const data = parse(path, decode(path, bytes, options), options)
  if (schema !== undefined) refuseNewer(path, data, schema)
  return data
}
