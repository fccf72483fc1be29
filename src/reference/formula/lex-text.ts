/**
 * Strings and names between backticks, each on one line.
 * Escapes of strings: `\\ \' \" \n \t \u{...}`; names have none.
 * Twin: crates/hydra-core/src/formula/lex_text.rs
 */
import { hexDigit, isLineEnd, widthAt } from './characters.ts'
import type { Scanner } from './scanner.ts'
import { token, type Token } from './token.ts'

const simple: ReadonlyMap<string, string> = new Map([['\\', '\\'], ["'", "'"], ['"', '"'], ['n', '\n'], ['t', '\t']]) // prettier-ignore

/** The character of `\u{...}`, or '' where it is none; the place stands behind it. */
function takeCodePoint(scan: Scanner): string {
  if (scan.code() !== 123) return ''
  scan.at += 1
  let [value, digits] = [0, 0]
  while (hexDigit(scan.code()) >= 0 && digits < 7) {
    value = value * 16 + hexDigit(scan.code())
    digits += 1
    scan.at += 1
  }
  const isWhole = digits > 0 && digits < 7 && scan.code() === 125 && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff)
  if (!isWhole) return ''
  scan.at += 1
  return String.fromCodePoint(value)
}

function takeEscape(scan: Scanner): string {
  const start = scan.at
  const letter = scan.text.charAt(start + 1)
  scan.at += letter === '' ? 1 : 1 + widthAt(scan.text, start + 1)
  const found = letter === 'u' ? takeCodePoint(scan) : simple.get(letter)
  if (found !== undefined && found !== '') return found
  scan.faults.add(2001, 'unknown-escape', start, scan.at, [scan.slice(start)])
  return ''
}

/** A string or a quoted name, the place on its first quote. */
export function lexText(scan: Scanner): Token {
  const start = scan.at
  const quote = scan.code()
  const isName = quote === 96
  let text = ''
  scan.at += 1
  while (scan.code() !== quote) {
    if (scan.isAtEnd() || isLineEnd(scan.code())) {
      scan.faults.add(2001, isName ? 'unclosed-name' : 'unclosed-string', start, start + 1, [String.fromCharCode(quote)])
      return token('bad', start, scan.at)
    }
    scan.refuseForbidden()
    if (scan.code() === 92 && !isName) text += takeEscape(scan)
    else {
      const width = widthAt(scan.text, scan.at)
      text += scan.text.slice(scan.at, scan.at + width)
      scan.at += width
    }
  }
  scan.at += 1
  if (isName && text === '') scan.faults.add(2001, 'empty-name', start, scan.at)
  return token(isName ? 'name' : 'string', start, scan.at, text, 0, isName)
}
