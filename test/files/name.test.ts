import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { decodeName, encodeName, isShortened } from '../../src/files/index.ts'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })
const nearby = fc.string({
  unit: fc.constantFrom('a', 'A', 'ä', 'a\u0308', 'Ä', 'ß', 'ẞ', 'İ', 'i', 'ı', 'K', 'K', '%', '4', '1', '/', '.', '~'),
  minLength: 1,
  maxLength: 4,
})

describe('names of files', () => {
  test.each([
    ['gzip-6', 'gzip-6'], ['../../evil', '%2e%2e%2f%2e%2e%2fevil'], ['__proto__', '__proto__'], ['con', '%63on'], ['COM1', '%43%4f%4d1'], ['com1', '%63om1'],
    ['lpt9', '%6cpt9'], ['nul', '%6eul'], ['con.txt', 'con%2etxt'], ['a b', 'a%20b'], ['.', '%2e'], ['Ä', '%c3%84'], ['\0', '%00'], ['%41', '%2541'], ['-rf', '-rf'],
  ])('%j becomes %s, and back', (name, file) => {
    expect(encodeName(name)).toBe(file)
    expect(decodeName(file)).toBe(name)
  }) // prettier-ignore

  test('a long name keeps its beginning and is told apart by its hash', () => {
    const [a, b] = [encodeName('x'.repeat(300)), encodeName(`${'x'.repeat(299)}y`)]
    expect(a).toMatch(/^x{60}~[0-9a-f]{32}$/)
    expect(b).not.toBe(a)
    expect(isShortened(a)).toBe(true)
    expect(decodeName(a)).toBeUndefined()
    expect(encodeName('x'.repeat(100))).toBe('x'.repeat(100))
    expect(isShortened(encodeName('x'.repeat(100)))).toBe(false)
  })

  test('the empty name and half of a character pair are refused', () => {
    expect(() => encodeName('')).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
    for (const name of ['\ud800', 'a\udfff', '\udc00\ud800'])
      expect(() => encodeName(name)).toThrow(expect.objectContaining({ code: 'HYD-6001' }))
    expect(encodeName('\ud83d\ude00')).toBe('%f0%9f%98%80')
  })

  test.each(['', 'Evil', '%4', '%zz', 'con', '%C3', '%61', '%ff', 'a.b', 'ä', '~'])('%j is no file name of ours', (file) => {
    expect(decodeName(file)).toBeUndefined()
  })

  property.prop([text])('every name comes back, or is shortened', (name) => {
    const file = encodeName(name)
    expect(file).toMatch(/^[a-z0-9_%~-]+$/)
    expect(file.length).toBeLessThanOrEqual(100)
    if (isShortened(file)) expect(decodeName(file)).toBeUndefined()
    else expect(decodeName(file)).toBe(name)
  })

  property.prop([fc.oneof(text, nearby), fc.oneof(text, nearby)], { numRuns: 500 })(
    'no two names meet when case is folded or Unicode normalised',
    (a, b) => {
      fc.pre(a !== b)
      for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD'] as const) {
        const fold = (name: string): string => encodeName(name).normalize(form).toLowerCase().toUpperCase()
        expect(fold(a)).not.toBe(fold(b))
      }
    },
  )

  property.prop([text])('what is decoded is encoded the same', (file) => {
    const name = decodeName(file)
    if (name !== undefined) expect(encodeName(name)).toBe(file)
  })
})
