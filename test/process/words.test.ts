/** Splitting a text into words: POSIX quoting, held against a real shell. */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitWords } from '../../src/process/words.ts'

describe('splitWords', () => {
  test.each([
    ['', []],
    ['   \t\n', []],
    ['sort -n data.txt', ['sort', '-n', 'data.txt']],
    [`a 'b c' d`, ['a', 'b c', 'd']],
    [`"a \\"b\\" \\n \\\\"`, ['a "b" \\n \\']],
    [`a\\ b`, ['a b']],
    [`'a'"b"c`, ['abc']],
    [`'' ""`, ['', '']],
    [`$HOME *.txt ~ ; | &`, ['$HOME', '*.txt', '~', ';', '|', '&']],
    [`a\\\nb`, ['ab']],
    ['a\\', ['a\\']],
  ])('%j', (text, words) => {
    expect(splitWords(text)).toEqual(words)
  })

  test.each([`'open`, `a "open`, `"a\\"`])('%j leaves a quote open: HYD-1003', (text) => {
    expect(() => splitWords(text)).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
  })

  test('words that were quoted come back', () => {
    const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' })), (words) => {
      expect(splitWords(words.map(quote).join(' '))).toEqual(words)
    })) // prettier-ignore
  })

  test('splits as /bin/sh does, for texts without expansion', () => {
    const pieces = fc.constantFrom('a', 'b c', `'x y'`, `"p \\" q"`, '\\ ', '\\"', `''`, ' ', '\t', `"\\z"`, `'\\'`)
    const texts = fc.array(pieces, { maxLength: 8 }).map((list) => list.join(''))
    fc.assert(fc.property(texts, (text) => {
      const out = execFileSync('/bin/sh', ['-c', `for word in ${text}; do printf '%s\\0' "$word"; done`]).toString()
      expect(splitWords(text)).toEqual(out.split('\0').slice(0, -1))
    }), { numRuns: 60 }) // prettier-ignore
  })
})
