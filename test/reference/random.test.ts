import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { create } from '../../src/reference/random/sfc32.ts'
import { golden } from './golden.ts'

const seeds = fc.maxSafeInteger()

describe('the seeded stream', () => {
  test.each(golden<[number, string], number[]>('random/sfc32'))('of seed and name $in', ({ in: [seed, name], out }) => {
    const random = create(seed, name)
    expect(out.map(() => random.next())).toEqual(out)
  })

  test('one seed gives one stream, and its name counts', () => {
    const draws = (seed: number, name: string): number[] => {
      const random = create(seed, name)
      return [random.next(), random.next(), random.next()]
    }
    fc.assert(fc.property(seeds, fc.string(), (seed, name) => String(draws(seed, name)) === String(draws(seed, name))))
    fc.assert(fc.property(seeds, (seed) => String(draws(seed, 'a')) !== String(draws(seed, 'b'))))
  })

  test('below(n) stays below n, for small and for huge n', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (seed, n) => {
        const drawn = create(seed).below(n)
        return Number.isInteger(drawn) && drawn >= 0 && drawn < n
      }),
    )
  })

  test('float lies in [0, 1) and below is even-handed', () => {
    const random = create(3)
    const counts = new Array<number>(6).fill(0)
    for (let i = 0; i < 60_000; i += 1) counts[random.below(6)]! += 1
    const chi2 = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(chi2).toBeLessThan(20.5) // 99.9 % of a chi-square with 5 degrees of freedom
    for (let i = 0; i < 10_000; i += 1) {
      const x = random.float()
      expect(x >= 0 && x < 1).toBe(true)
    }
  })

  test('seeds that are no whole numbers are cut, NaN counts as 0', () => {
    expect(create(1.9).next()).toBe(create(1).next())
    expect(create(NaN).next()).toBe(create(0).next())
  })
})
