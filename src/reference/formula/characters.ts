/**
 * Kinds of characters, by number: no regular expression runs over a formula.
 * Twin: crates/hydra-core/src/formula/characters.rs
 */
export const isDigit = (c: number): boolean => c >= 48 && c <= 57
export const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95
export const isWord = (c: number): boolean => isLetter(c) || isDigit(c)
/** The first place from `at` on that is none of a word. */
export function wordEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && isWord(text.charCodeAt(end))) end += 1
  return end
}

export function digitsEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1
  return end
}

export const isLineEnd = (c: number): boolean => c === 10 || c === 13
export const isSpace = (c: number): boolean => c === 32 || c === 9 || isLineEnd(c)
export const isHigh = (c: number): boolean => c >= 0xd800 && c <= 0xdbff
export const isLow = (c: number): boolean => c >= 0xdc00 && c <= 0xdfff

export function hexDigit(c: number): number {
  if (isDigit(c)) return c - 48
  if (c >= 97 && c <= 102) return c - 87
  return c >= 65 && c <= 70 ? c - 55 : -1
}

const isBidi = (c: number): boolean =>
  c === 0x061c || c === 0x200e || c === 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)
const isControl = (c: number): boolean => (c < 32 && !isSpace(c)) || (c >= 127 && c <= 159)

/**
 * What no formula may hold, not even in a string or a comment: controls, direction marks, a byte order mark, line separators, half a pair.
 *
 * @returns the name of the kind, or '' for a character that may stand there
 */
export function forbidden(text: string, at: number): string {
  const c = text.charCodeAt(at)
  if (c === 0) return 'NUL'
  if (isControl(c)) return 'control'
  if (c < 0x061c) return ''
  if (isBidi(c)) return 'bidi'
  if (c === 0xfeff) return 'BOM'
  if (c === 0x2028 || c === 0x2029) return 'separator'
  if (isHigh(c)) return isLow(text.charCodeAt(at + 1)) ? '' : 'surrogate'
  return isLow(c) && !(at > 0 && isHigh(text.charCodeAt(at - 1))) ? 'surrogate' : ''
}

/** UTF-16 units of the character at a place: 2 for a pair. */
export const widthAt = (text: string, at: number): number =>
  isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1)) ? 2 : 1
