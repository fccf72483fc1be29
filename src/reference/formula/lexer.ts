/**
 * Text to tokens, by hand and in one pass; every character is looked at a bounded number of times.
 * In: the text. Out: tokens that end in one of kind `end`; what is refused goes to the faults, and a likely meaning takes its place.
 * Twin: crates/hydra-core/src/formula/lexer.rs
 */
import { isDigit, isLetter, widthAt, wordEnd } from './characters.ts'
import { mostFaults, type Faults } from './fault.ts'
import { infixes, otherWritings, spellings, type Infix } from './grammar.ts'
import { lexNumber } from './lex-number.ts'
import { lexText } from './lex-text.ts'
import { Scanner } from './scanner.ts'
import { operatorAt, token, type Token } from './token.ts'
import { wordOf } from './word.ts'

/** A word, joined by dots; and, or, not in any letter case are operators. */
function lexWord(scan: Scanner): Token {
  const start = scan.at
  for (;;) {
    scan.at = wordEnd(scan.text, scan.at)
    if (scan.code() !== 46 || !isLetter(scan.code(1))) break
    scan.at += 1
  }
  const { kind, text, infix } = wordOf(scan.slice(start))
  return token(kind, start, scan.at, text, 0, false, infix)
}

const isOperator = (text: string): boolean => infixes.has(text) || text === '!' || otherWritings.has(text)

function operatorToken(start: number, end: number, text: string): Token {
  if (text === ',') return token('mark', start, end, text)
  return operatorAt(start, end, otherWritings.get(text) ?? text)
}

/** The writings of other languages: refused, with ours named, and read as ours. */
function foreignOperator(scan: Scanner, text: string): Token {
  const start = scan.at
  scan.at += text.length
  if (text === '=') scan.faults.add(2010, 'single-equals', start, scan.at, [], ['=='])
  else
    scan.faults.add(
      text === '=>' || text === '=<' ? 2010 : 2001,
      'foreign-operator',
      start,
      scan.at,
      [text],
      [foreignMeaning(text)],
    )
  return operatorToken(start, scan.at, foreignMeaning(text))
}

const foreignMeaning = (text: string): string => (text === '=' ? '==' : (spellings.operators.get(text) ?? text))

/** What the second character of an operator can be: `< = > & | ? *`. */
const isOperatorCharacter = (c: number): boolean =>
  c === 60 || c === 61 || c === 62 || c === 38 || c === 124 || c === 63 || c === 42

interface Single {
  readonly text: string
  readonly infix: Infix
}

/** Operators of one character, by its number. */
const singles: readonly (Single | undefined)[] = Array.from({ length: 128 }, (_, c) => {
  const text = String.fromCharCode(c)
  const infix = infixes.get(text)
  return infix && { text, infix }
})

function lexOperator(scan: Scanner): Token | undefined {
  const isLong = isOperatorCharacter(scan.code(1))
  const single = isLong ? undefined : singles[scan.code()]
  if (single !== undefined) {
    scan.at += 1
    return token('operator', scan.at - 1, scan.at, single.text, 0, false, single.infix)
  }
  for (let length = isLong ? 3 : 1; length > 0; length -= 1) {
    const text = scan.text.slice(scan.at, scan.at + length)
    if (text.length < length) continue
    if (isOperator(text)) {
      scan.at += length
      return operatorToken(scan.at - length, scan.at, text)
    }
    if (spellings.operators.has(text) || text === '=') return foreignOperator(scan, text)
  }
  return undefined
}

/** A character that looks like one of ours: refused and read as ours; quotes cannot be, their other end looks different. */
function lookAlike(scan: Scanner, start: number, meaning: string): Token {
  scan.faults.add(2001, 'look-alike', start, scan.at, [scan.slice(start)], [meaning])
  if (meaning === "'" || meaning === '"') return token('bad', start, scan.at)
  if (meaning === '(' || meaning === ')' || meaning === ',') return token('mark', start, scan.at, meaning)
  return operatorAt(start, scan.at, meaning)
}

function lexStranger(scan: Scanner): Token {
  const start = scan.at
  const isForbidden = scan.refuseForbidden()
  scan.at += widthAt(scan.text, start)
  const meaning = spellings.characters.get(scan.slice(start))
  if (!isForbidden && meaning !== undefined) return lookAlike(scan, start, meaning)
  if (!isForbidden) scan.faults.add(2001, 'unexpected-character', start, scan.at, [scan.slice(start)])
  return token('bad', start, scan.at)
}

/** `( ) [ ] , :` */
const isMark = (c: number): boolean => c === 40 || c === 41 || c === 44 || c === 58 || c === 91 || c === 93

function lexToken(scan: Scanner): Token {
  const c = scan.code()
  if (isDigit(c) || (c === 46 && isDigit(scan.code(1)))) return lexNumber(scan)
  if (isLetter(c)) return lexWord(scan)
  if (c === 34 || c === 39 || c === 96) return lexText(scan)
  if (isMark(c)) {
    scan.at += 1
    return token('mark', scan.at - 1, scan.at, scan.slice(scan.at - 1))
  }
  return lexOperator(scan) ?? lexStranger(scan)
}

export function lex(text: string, faults: Faults): Token[] {
  const scan = new Scanner(text, faults)
  const tokens: Token[] = []
  for (scan.skipBlanks(); !scan.isAtEnd() && faults.errors.length < mostFaults; scan.skipBlanks()) tokens.push(lexToken(scan))
  tokens.push(token('end', text.length, text.length))
  return tokens
}
