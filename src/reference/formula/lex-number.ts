/**
 * Numbers with their unit: `1 1. 1.5 .5 1e-3 1_000 0xff 5ms 85%`.
 * `%` glued to a number is percent where no operand can follow, else remainder; with a sign after it a warning, since both could be meant.
 * Twin: crates/hydra-core/src/formula/lex_number.rs
 */
import { digitsEnd, hexDigit, isDigit, isLetter, isWord, wordEnd } from './characters.ts'
import { spellings, units } from './grammar.ts'
import type { Scanner } from './scanner.ts'
import { lowered, suggest } from './suggest.ts'
import { token, type Token } from './token.ts'

const underscore = 95
const dot = 46
const percent = 37

/** Digits with single underscores between them; false where an underscore stands wrong or there is no digit. */
function takeDigits(scan: Scanner): boolean {
  for (;;) {
    const end = digitsEnd(scan.text, scan.at)
    if (end === scan.at) return false
    scan.at = end
    if (scan.code() !== underscore) return true
    scan.at += 1
  }
}

function takeExponent(scan: Scanner): boolean {
  if (scan.code() !== 101 && scan.code() !== 69) return true
  const signed = scan.code(1) === 43 || scan.code(1) === 45 ? 1 : 0
  const isMeant = isDigit(scan.code(1 + signed)) || !isLetter(scan.code(1))
  if (!isMeant) return true
  scan.at += 1 + signed
  return takeDigits(scan)
}

function takeDecimal(scan: Scanner): boolean {
  if (scan.code() !== dot && !takeDigits(scan)) return false
  if (scan.code() === dot) {
    scan.at += 1
    if (isDigit(scan.code()) && !takeDigits(scan)) return false
    if (scan.code() === dot) return false
  }
  return takeExponent(scan)
}

function takeHex(scan: Scanner): boolean {
  scan.at += 2
  const start = scan.at
  while (hexDigit(scan.code()) >= 0) scan.at += 1
  return scan.at > start && !isWord(scan.code()) && scan.code() !== dot
}

/** Over the rest of something that looks like a number and is none. */
function malformed(scan: Scanner, start: number): Token {
  while (isWord(scan.code()) || scan.code() === dot) scan.at += 1
  scan.faults.add(2001, 'malformed-number', start, scan.at, [scan.slice(start)])
  return token('number', start, scan.at, '', 1)
}

/** Letters behind a number that are no unit: a mistyped one, or a product that wants a `*`. */
function refuseSuffix(scan: Scanner, start: number, from: number): void {
  const word = scan.slice(from)
  const known = spellings.units.get(word) ?? spellings.units.get(lowered(word))
  const near = known === undefined ? suggest(word, units.keys()) : [known]
  const sameLetters = near.length > 0 ? near : [...units.keys()].filter((unit) => lowered(unit) === lowered(word))
  if (sameLetters.length > 0) scan.faults.add(2011, 'unknown-unit', from, scan.at, [word], sameLetters)
  else scan.faults.add(2001, 'product-without-star', from, scan.at, [scan.text.slice(start, from), word])
}

/** Whether an operand can begin at the place: then a `%` before it is a remainder. */
function startsOperand(scan: Scanner): boolean {
  const c = scan.code()
  if (isLetter(c)) {
    let end = scan.at
    while (isWord(scan.text.charCodeAt(end)) || scan.text.charCodeAt(end) === dot) end += 1
    const word = lowered(scan.text.slice(scan.at, end))
    return word !== 'and' && word !== 'or' && word !== 'in'
  }
  if (c === 33) return scan.code(1) !== 61
  return isDigit(c) || c === dot || c === 39 || c === 34 || c === 96 || c === 40 || c === 43 || c === 45
}

/** Takes the `%` when it is percent, else leaves it for the lexer. */
function takePercent(scan: Scanner): boolean {
  const at = scan.at
  scan.at += 1
  scan.skipBlanks()
  const isRemainder = startsOperand(scan)
  const isSigned = scan.code() === 43 || scan.code() === 45
  scan.at = isRemainder ? at : at + 1
  if (isRemainder && isSigned) scan.faults.add(2053, 'percent-read-as-remainder', at, at + 1)
  return !isRemainder
}

function takeUnit(scan: Scanner, start: number): string {
  const from = scan.at
  if (scan.code() === percent) return takePercent(scan) ? '%' : ''
  scan.at = wordEnd(scan.text, from)
  if (scan.at === from) return ''
  const word = scan.slice(from)
  if (units.has(word)) return word
  refuseSuffix(scan, start, from)
  return ''
}

function withoutUnderscores(digits: string): string {
  if (!digits.includes('_')) return digits
  let out = ''
  for (const c of digits) if (c !== '_') out += c
  return out
}

const mostDigits = 15
const powersOfTen = Array.from({ length: mostDigits + 1 }, (_, i) => Number(`1e${i}`))

/**
 * Digits with at most one dot: a whole number over a power of ten, both exact in a double, so that their quotient is the nearest one, as
 * `Number` has it (Clinger 1990). Undefined for all else.
 */
function plainValue(text: string, start: number, end: number): number | undefined {
  if (end - start > mostDigits) return undefined
  let [whole, decimals, isBehind] = [0, 0, false]
  for (let at = start; at < end; at += 1) {
    const c = text.charCodeAt(at)
    if (isDigit(c)) {
      whole = 10 * whole + (c - 48)
      if (isBehind) decimals += 1
    } else if (c === dot) isBehind = true
    else return undefined
  }
  return whole / powersOfTen[decimals]!
}

export function lexNumber(scan: Scanner): Token {
  const start = scan.at
  const isHex = scan.code() === 48 && (scan.code(1) === 120 || scan.code(1) === 88)
  if (!(isHex ? takeHex(scan) : takeDecimal(scan))) return malformed(scan, start)
  const value = plainValue(scan.text, start, scan.at) ?? Number(withoutUnderscores(scan.slice(start)))
  const unit = isHex ? '' : takeUnit(scan, start)
  if (scan.code() === dot && unit !== '%') return malformed(scan, start)
  return token('number', start, scan.at, unit, value)
}
