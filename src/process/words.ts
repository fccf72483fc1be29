/**
 * Splits a text into words as a POSIX shell quotes them; nothing is expanded, nothing is run.
 * In: `sort -n 'my file' "a \"b\"" c\ d`. Out: the words. Blanks (space, tab, newline) part words; a backslash outside quotes takes the
 * next character as it is, inside double quotes only before `$`, a backtick, `"`, `\` and a newline; single quotes take all as it is.
 * Source: POSIX.1-2017, Shell Command Language, 2.2 Quoting.
 */
import { hydraError, show } from '../errors/index.ts'

const blanks = ' \t\n\r'
const escapable = '$`"\\\n'

interface Reading {
  readonly text: string
  at: number
  word: string | undefined
}

function fail(text: string, what: string): never {
  const params = { option: 'command', expected: `a text with every quote closed (${what})`, got: show(text), type: 'string' }
  throw hydraError('1003', params, { where: { command: text.slice(0, 200) } })
}

const take = (reading: Reading, more: string): void => {
  reading.word = (reading.word ?? '') + more
}

function readSingle(reading: Reading): void {
  const end = reading.text.indexOf("'", reading.at)
  if (end < 0) fail(reading.text, "a ' is left open")
  take(reading, reading.text.slice(reading.at, end))
  reading.at = end + 1
}

/** A backslash at the end stays a backslash. */
function readEscaped(reading: Reading, only?: string): void {
  const next = reading.text[reading.at]
  if (next === undefined) return take(reading, '\\')
  reading.at += 1
  if (next === '\n') return
  take(reading, only === undefined || only.includes(next) ? next : `\\${next}`)
}

function readDouble(reading: Reading): void {
  take(reading, '')
  for (;;) {
    const next = reading.text[reading.at]
    if (next === undefined) fail(reading.text, 'a " is left open')
    reading.at += 1
    if (next === '"') return
    if (next === '\\') readEscaped(reading, escapable)
    else take(reading, next)
  }
}

/**
 * Words of a command line, by POSIX quoting.
 *
 * @param text - one command; empty gives no words
 * @throws HYD-1003 for a quote that is left open
 * @example splitWords(`sort -k 2 'my file.txt'`) // ['sort', '-k', '2', 'my file.txt']
 * @since 0.1.0
 */
export function splitWords(text: string): string[] {
  const words: string[] = []
  const reading: Reading = { text, at: 0, word: undefined }
  while (reading.at < text.length) {
    const next = text[reading.at]!
    reading.at += 1
    if (next === "'") readSingle(reading)
    else if (next === '"') readDouble(reading)
    else if (next === '\\') readEscaped(reading)
    else if (!blanks.includes(next)) take(reading, next)
    else if (reading.word !== undefined) {
      words.push(reading.word)
      reading.word = undefined
    }
  }
  return reading.word === undefined ? words : [...words, reading.word]
}
