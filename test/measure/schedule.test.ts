/** The order of trials. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blocksOf, permutation } from '../../src/measure/schedule.ts'
import { inputSource } from '../../src/measure/inputs.ts'
import { create } from '../../src/reference/random/sfc32.ts'

const all = (heads: number, trials: number, seed: number): (readonly number[])[] => [
  ...blocksOf(heads, trials, create(seed, 'schedule')),
]
const heads = fc.integer({ min: 1, max: 12 })
const trials = fc.integer({ min: 1, max: 40 })
const seeds = fc.integer()

describe('blocks', () => {
  test('every head has exactly the number of trials asked for', () => {
    fc.assert(
      fc.property(heads, trials, seeds, (k, n, seed) => {
        const counts = new Map<number, number>()
        for (const place of all(k, n, seed).flat()) counts.set(place, (counts.get(place) ?? 0) + 1)
        expect([...counts.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: k }, (_, i) => i))
        expect([...counts.values()].every((count) => count === n)).toBe(true)
      }),
    )
  })

  test('every block reads the same backwards, but the last of an odd number', () => {
    fc.assert(
      fc.property(heads, trials, seeds, (k, n, seed) => {
        const blocks = all(k, n, seed)
        expect(blocks).toHaveLength(Math.ceil(n / 2))
        const whole = n % 2 === 1 ? blocks.slice(0, -1) : blocks
        for (const block of whole) expect(block).toEqual([...block].reverse())
        if (n % 2 === 1) expect(blocks.at(-1)).toHaveLength(k)
      }),
    )
  })

  test('the sum of the places of a head in a block is the same for all heads: linear drift cancels', () => {
    fc.assert(
      fc.property(heads, seeds, (k, seed) => {
        const [block] = all(k, 2, seed)
        const sums = Array.from({ length: k }, (_, head) => block!.reduce((sum, at, i) => (at === head ? sum + i : sum), 0))
        expect(new Set(sums).size).toBe(1)
      }),
    )
  })

  test('same seed, same order; another seed, another order', () => {
    expect(all(6, 20, 7)).toEqual(all(6, 20, 7))
    expect(all(6, 20, 7)).not.toEqual(all(6, 20, 8))
  })

  test('each head comes first about as often as the others', () => {
    const first = [0, 0, 0, 0]
    for (const block of all(4, 8000, 1)) first[block[0]!]! += 1
    // 4000 blocks: 1000 each, standard deviation 27.
    for (const count of first) expect(Math.abs(count - 1000)).toBeLessThan(140)
  })

  test('blocks are made as they are asked for', () => {
    const blocks = blocksOf(1000, 1e9, create(1))
    expect(blocks.next().value).toHaveLength(2000)
  })

  test('a permutation holds every place once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50 }), seeds, (n, seed) => {
        expect(permutation(n, create(seed)).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i))
      }),
    )
  })
})

describe('inputs', () => {
  test('rotate over blocks, with their names', () => {
    const source = inputSource({ a: 'x', __proto: 'y' }, 1)
    expect(source.names).toEqual(['a', '__proto'])
    expect([0, 1, 2].map((block) => source.valueOf(block))).toEqual(['x', 'y', 'x'])
    expect([0, 1, 2].map((block) => source.indexOf(block))).toEqual([0, 1, 0])
    expect(inputSource(['p', 'q'], 1).names).toEqual(['0', '1'])
  })

  test('a generator gives equal but fresh values within a block, by the seed', () => {
    const make = (seed: number) => inputSource((block, random) => ({ block, value: random() }), seed)
    const one = make(5)
    expect(one.valueOf(3)).toEqual(one.valueOf(3))
    expect(one.valueOf(3)).not.toBe(one.valueOf(3))
    expect(one.valueOf(3)).not.toEqual(one.valueOf(4))
    expect(make(6).valueOf(3)).not.toEqual(one.valueOf(3))
    expect(one.names).toEqual([])
  })

  test('without inputs heads are called with undefined', () => {
    expect(inputSource(undefined, 1).valueOf(0)).toBeUndefined()
  })
})
