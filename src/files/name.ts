/**
 * Names of heads and studies as file names, and back.
 * In: any text. Out: `a-z 0-9 _ -` as they are, every other byte of its UTF-8 as `%hh`; over 100 bytes: the first 60, `~`, 32 hex of SHA-256.
 * Why capitals are escaped too: no two names may meet on a disk that folds case or normalises Unicode, and only ASCII leaves no choice.
 * The name of a device (con, nul, com1) has its first letter escaped: Windows takes `con.json` for the console.
 * Fails: HYD-1003 empty, HYD-6001 a lone surrogate, which no UTF-8 holds.
 */
import { createHash } from 'node:crypto'
import { hydraError, show } from '../errors/index.ts'

const longest = 100
const kept = 60
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)$/
const shortened = /^[a-z0-9_%-]{60}~[0-9a-f]{32}$/
const isPlain = (byte: number): boolean =>
  (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39) || byte === 0x5f || byte === 0x2d
const escaped = (byte: number): string => `%${byte.toString(16).padStart(2, '0')}`

/** Every byte of the name, portable; not yet shortened. */
function spell(name: string): string {
  const bytes = Buffer.from(name, 'utf8')
  const text = Array.from(bytes, (byte) => (isPlain(byte) ? String.fromCharCode(byte) : escaped(byte))).join('')
  return device.test(text) ? escaped(bytes[0]!) + text.slice(1) : text
}

/**
 * The file name of a name, without an ending.
 *
 * @param name - any text but the empty one
 * @returns 1 to 100 bytes of `a-z 0-9 _ - % ~`; no two names give names that meet under case folding or Unicode normalisation
 * @throws HYD-1003 the name is empty, HYD-6001 it holds a lone surrogate
 * @example
 * ```ts
 * encodeName('gzip-6') // 'gzip-6'
 * encodeName('../Evil') // '%2e%2e%2f%45vil'
 * encodeName('con') // '%63on'
 * ```
 * @since 0.1.0
 */
export function encodeName(name: string): string {
  if (name === '')
    throw hydraError('1003', { option: 'name', expected: 'a text of at least one character', got: '""', type: 'string' })
  if (/\p{Cs}/u.test(name)) throw hydraError('6001', { name: show(name), reason: 'it holds half of a character pair' })
  const text = spell(name)
  if (text.length <= longest) return text
  return `${text.slice(0, kept)}~${createHash('sha256').update(name, 'utf8').digest('hex').slice(0, 32)}`
}

/** True for what encodeName makes of a name that is too long to be kept: the name itself stands in the file. */
export const isShortened = (text: string): boolean => shortened.test(text)

/**
 * The name that a file name stands for.
 *
 * @returns undefined when encodeName never gives this text, or when it was shortened
 * @example
 * ```ts
 * decodeName('%45vil') // 'Evil'
 * decodeName('Evil') // undefined
 * ```
 * @since 0.1.0
 */
export function decodeName(text: string): string | undefined {
  if (!/^(?:[a-z0-9_-]|%[0-9a-f]{2})+$/.test(text)) return undefined
  const bytes = text.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const name = Buffer.from(bytes, 'latin1').toString('utf8')
  return encodeName(name) === text ? name : undefined
}
