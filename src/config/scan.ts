/**
 * What must be known of a file before any parser sees it: its size, its encoding, no NUL. One pass over the bytes.
 * Fails: HYD-1004 over 1 MiB, HYD-1006 not UTF-8 or a NUL, HYD-1001 cannot be read.
 */
import { readFile, stat } from 'node:fs/promises'
import { forbidden, tooLarge, unreadable } from './faults.ts'

export const largestBytes = 1024 * 1024

const reasons: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'you are not permitted to read it'],
  ['EPERM', 'you are not permitted to read it'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of its path is a file, not a folder'],
])

function decode(file: string, bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw forbidden(file, 'UTF-16 text')
  if (bytes.includes(0)) throw forbidden(file, 'a NUL character')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw forbidden(file, 'bytes that are not UTF-8')
  }
}

/** The text of some bytes; a byte order mark is taken off. */
export function textOf(file: string, bytes: Uint8Array): string {
  if (bytes.length > largestBytes) throw tooLarge(file, `${bytes.length} bytes long`, '1 MiB')
  return decode(file, bytes)
}

/**
 * Reads the text of a configuration.
 *
 * @throws HYD-1001, HYD-1004, HYD-1006
 */
export async function readText(file: string): Promise<string> {
  try {
    const { size } = await stat(file)
    if (size > largestBytes) throw tooLarge(file, `${size} bytes long`, '1 MiB')
    return textOf(file, await readFile(file))
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === undefined || code.startsWith('HYD-')) throw thrown
    throw unreadable(file, `${reasons.get(code) ?? 'the disk refused'} (${code})`, undefined, thrown)
  }
}
