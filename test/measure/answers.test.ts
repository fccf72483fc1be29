/** Heads that answer differently where nobody verifies; what can be read of an answer, and what is left alone. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { isSampled } from '../../src/measure/answers.ts'
import { profile } from '../../src/measure/index.ts'
import type { ProfileOptions } from '../../src/measure/index.ts'
import { answerHash } from '../../src/measure/trial/answer-hash.ts'

onWarning(() => undefined)
const warned = async (heads: object, more: Partial<ProfileOptions> = {}): Promise<string[]> => {
  const { warnings } = await profile({ heads: heads as ProfileOptions['heads'], trials: 8, ...more })
  return warnings.filter(({ code }) => code === 'HYD-3024').map(({ message }) => message)
}

describe('the digest of an answer', () => {
  test('equal answers have equal digests, whatever made them', () => {
    const value = fc.anything({
      withMap: true,
      withSet: true,
      withDate: true,
      withTypedArray: true,
      withBigInt: true,
      withNullPrototype: true,
    })
    fc.assert(
      fc.property(value, (answer) => {
        expect(answerHash(structuredCloneOrSame(answer))).toBe(answerHash(answer))
      }),
      { numRuns: 300 },
    )
  })

  test('different texts, numbers, bytes, lists and objects have different ones', () => {
    const different = ['', 'a', 'b', '1', 1, 2, 0.1, NaN, Infinity, 1n, true, false, null, [], [1], [1, 2], [[1], 2], ['1'], {}, { a: 1 }, { a: 2 }, { b: 1 }, Uint8Array.of(1), Uint8Array.of(2), new Date(1), new Map([[1, 2]]), new Set([1]), [undefined]] // prettier-ignore
    const digests = different.map(answerHash)
    expect(digests).not.toContain(undefined)
    expect(new Set(digests).size).toBe(different.length)
  })

  test('order of keys, of sets and of maps, the sign of 0 and views of one buffer make no difference', () => {
    expect(answerHash({ a: 1, b: [0] })).toBe(answerHash({ b: [-0], a: 1 }))
    expect(answerHash(new Set([1, 2]))).toBe(answerHash(new Set([2, 1])))
    expect(answerHash(new Map([['a', 1], ['b', 2]]))).toBe(answerHash(new Map([['b', 2], ['a', 1]]))) // prettier-ignore
    expect(answerHash(Buffer.from('abc'))).toBe(answerHash(new TextEncoder().encode('abc')))
  })

  test('what cannot be read is left alone: no answer, functions, symbols, instances, getters, circles, hostile proxies', () => {
    const circle: unknown[] = []
    circle.push(circle)
    const getter = Object.defineProperty({}, 'a', { enumerable: true, get: () => 1 })
    const hostile = new Proxy({}, { ownKeys: () => { throw new Error('no') } }) // prettier-ignore
    const wide = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [i, i]))
    for (const answer of [
      undefined,
      () => 1,
      Symbol('x'),
      new (class A {})(),
      [() => 1],
      getter,
      circle,
      hostile,
      wide,
      Promise.resolve(1),
      /x/,
    ]) {
      expect(answerHash(answer)).toBeUndefined()
    }
  })

  test('of what is very long the length, the beginning and the end are read', () => {
    const long = new Uint8Array(5_000_000)
    const other = long.slice()
    other[other.length - 1] = 1
    expect(answerHash(other)).not.toBe(answerHash(long))
    expect(answerHash(long.subarray(1))).not.toBe(answerHash(long))
    expect(answerHash('x'.repeat(200_000))).not.toBe(answerHash('x'.repeat(200_001)))
    expect(answerHash(Array.from({ length: 1e6 }, (_, i) => i))).toMatch(/./)
  })
})

describe('HYD-3024', () => {
  test('names who stands against whom, and on which input', async () => {
    const heads = { up: (n: number) => n + 1, also: (n: number) => n + 1, double: (n: number) => n * 2 }
    expect(await warned(heads, { inputs: { one: 1, five: 5 } })).toEqual([
      'heads answer the input "five" differently, and nobody verifies: "up", "also" against "double"',
    ])
  })

  const cases: readonly (readonly [what: string, heads: object, warnings: number])[] = [
    ['promises', { a: () => Promise.resolve([1]), b: () => Promise.resolve([2]) }, 1],
    ['commands', { a: { command: ['echo', 'x'] }, b: { command: ['echo', 'y'] } }, 1],
    ['commands that print the same', { a: { command: ['echo', 'x'] }, b: { command: ['printf', 'x\\n'] } }, 0],
    ['equal answers', { a: () => ({ x: 1, y: [2] }), b: () => ({ y: [2], x: 1 }) }, 0],
    ['one that gives none', { a: () => 1, b: () => undefined }, 0],
    ['one that cannot be read', { a: () => 1, b: () => () => 2 }, 0],
    ['one that fails', { a: () => 1, b: () => { throw new Error('x') } }, 0],
    ['one head', { a: () => 1 }, 0],
  ] // prettier-ignore
  test.each(cases)('%s', async (_, heads, count) => {
    for (const warmup of ['auto', 0] as const) expect(await warned(heads, { warmup })).toHaveLength(count)
  })

  test('a head that contradicts itself is not held against others', async () => {
    let calls = 0
    expect(await warned({ counter: () => (calls += 1), one: () => 1 }, { warmup: 0 })).toEqual([])
  })

  test('somebody who verifies is taken at his word', async () => {
    expect(await warned({ a: () => 1, b: () => 2 }, { verify: () => true })).toEqual([])
  })

  test('fresh inputs by a generator are held against each other block by block', async () => {
    const inputs = (_: number, random: () => number): number[] => [random()]
    expect(await warned({ a: ([x]: number[]) => x, b: (list: number[]) => list[0] }, { inputs })).toEqual([])
    expect(await warned({ a: ([x]: number[]) => x, b: (list: number[]) => list[0]! + 1 }, { inputs })).toHaveLength(1)
  })
})

test('the first blocks are looked at, as many as there are inputs, then ever fewer', () => {
  const sampled = (inputs: number): number[] =>
    Array.from({ length: 200 }, (_, i) => i).filter((block) => isSampled(block, inputs))
  expect(sampled(0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64, 128])
  expect(sampled(12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 32, 64, 128])
  expect(sampled(1e6)).toHaveLength(66)
  expect([isSampled(-1, 0), isSampled(2 ** 31, 0)]).toEqual([false, true])
})

/** A copy, where there can be one. */
function structuredCloneOrSame(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return value
  }
}
