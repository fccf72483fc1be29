import { describe, expect, test } from 'vitest'
import { adjustPValues, compareAllSamples, compareSamples, type CompareOptions } from '../../../src/engine/index.ts'
import { create } from '../../../src/reference/random/sfc32.ts'

const codeOf = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('compareSamples', () => {
  test('two samples that lie apart: the least p that an order can have', () => {
    const { p, statistic, exact, cliffsDelta, notes } = compareSamples([1, 2, 3, 4], [5, 6, 7, 8])
    expect({ p, statistic, exact, cliffsDelta }).toEqual({ p: 2 / 70, statistic: undefined, exact: true, cliffsDelta: -1 })
    expect(notes).toEqual([{ field: 'statistic', code: 'no-variance' }])
    expect(compareSamples([1, 2, 3, 4], [5, 6, 7, 8], { alternative: 'greater' }).p).toBe(1)
  })

  test('p of few values is never below that of the one order that is most extreme', () => {
    // By t: 3.9e-5, though of 252 orders none is rarer than one.
    const near = compareSamples([0, 1, 2, 3, 4.5], [4, 5, 6, 7, 8])
    expect([near.p, near.exact]).toEqual([(2 * 2) / 252, true])
    expect(compareSamples([0, 1, 2, 3, 3.5], [4, 5, 6, 7, 8]).p).toBe(2 / 252)
    // By the normal distribution: 0.068.
    const tied = compareSamples([1, 1], [2, 3, 4, 5, 6], { test: 'mann-whitney' })
    expect([tied.p! * 21, tied.exact]).toEqual([expect.closeTo(2, 12), false])
    expect(compareSamples([1, 1], [2, 3, 4, 5, 6], { test: 'mann-whitney', alternative: 'greater' }).p).toBeGreaterThan(0.9)
  })

  test('under no difference, small samples raise few false alarms', () => {
    const random = create(11, 'five and five')
    const draw = (): Float64Array => Float64Array.from({ length: 5 }, () => random.float())
    const pairs = Array.from({ length: 4000 }, () => ({ a: draw(), b: draw() }))
    const found = compareAllSamples(pairs).map(({ p }) => p!)
    // By t: 3.9 % and .8 %. Two of 252 orders have p up to 0.01.
    expect(found.filter((p) => p <= 0.01).length / 4000).toBeLessThan(0.014)
    expect(found.filter((p) => p < 0.0079)).toEqual([])
    expect(found.filter((p) => p <= 0.05).length / 4000).toBeLessThan(0.06)
  })

  test('above the splits that are counted, t holds to the least p too', () => {
    const a = Float64Array.from({ length: 9 }, (_, i) => i)
    const b = Float64Array.from({ length: 9 }, (_, i) => i + 8.5)
    b[0] = 7.5
    const { p, exact } = compareSamples(a, b)
    expect(exact).toBe(false)
    expect(p).toBeGreaterThanOrEqual(2 / 48620)
  })

  test('a constant: p is 1, the interval has no width', () => {
    const found = compareSamples(new Array<number>(10).fill(7), new Array<number>(12).fill(7))
    expect(found).toMatchObject({ p: 1, cliffsDelta: 0, shift: 0, shiftInterval: [0, 0], ratio: 1, ratioInterval: [1, 1] })
    expect(found.notes).toEqual([{ field: 'statistic', code: 'no-variance' }])
  })

  test('what cannot be known is undefined, with a note', () => {
    const nothing = compareSamples([], [1, 2])
    expect(nothing).toMatchObject({ n: 0, m: 2, p: undefined, shift: undefined, ratio: undefined })
    expect(new Set(nothing.notes.map(({ code }) => code))).toEqual(new Set(['HYD-4002']))
    const one = compareSamples([2], [1, 3, 4])
    expect([one.p, one.cliffsDelta, one.shift]).toEqual([undefined, -1 / 3, -1])
    expect(one.notes[0]).toEqual({ field: 'p', code: 'HYD-4002' })
    expect(compareSamples([-1, 1, 2, 3, 4, 5], [1, 2, 3, 4, 4, 5]).notes).toEqual([
      { field: 'ratio', code: 'not-positive' },
      { field: 'ratioInterval', code: 'not-positive' },
    ])
    expect(compareSamples([1, 2], [2, 1], { test: 'signed-rank' }).notes).toContainEqual({
      field: 'cliffsDeltaInterval',
      code: 'paired',
    })
    const far = compareSamples([1e308, 1.1e308], [-1e308, -1.1e308])
    expect([far.shift, far.cliffsDelta]).toEqual([undefined, 1])
    expect(far.notes).toContainEqual({ field: 'shift', code: 'overflow' })
  })

  test('a ratio too small for the doubles is unknown, not 0', () => {
    const small = [1e-300, 2e-300, 3e-300, 4e-300, 5e-300, 6e-300]
    const large = [1e300, 2e300, 3e300, 4e300, 5e300, 6e300]
    const found = compareSamples(small, large)
    expect([found.ratio, found.ratioInterval]).toEqual([undefined, undefined])
    expect(found.notes).toContainEqual({ field: 'ratio', code: 'overflow' })
    expect(found.notes).toContainEqual({ field: 'ratioInterval', code: 'overflow' })
    const paired = compareSamples(small, large, { paired: true })
    expect(paired.ratio).toBeUndefined()
    expect(compareSamples(large, small).ratio).toBeUndefined()
  })

  test('more small pairs than can be counted are refused', () => {
    const pair = { a: [1, 2, 3, 4, 5, 6, 7, 8], b: [2, 3, 4, 5, 6, 7, 8, 9] }
    const many = new Array<typeof pair>(20_000).fill(pair)
    expect(codeOf(() => compareAllSamples(many))).toBe('HYD-4004')
  })

  test('enormous and tiny values', () => {
    expect(compareSamples([1e308, 1.2e308], [1.1e308, 1.2e308]).shift! / 1e307).toBeCloseTo(-0.5, 9)
    const tiny = compareSamples([5e-324, 1e-323, 1.5e-323], [1e-323, 2e-323, 2e-323], { test: 'permutation' })
    // As [1, 2, 3] against [2, 4, 4]: 3 of 20 splits have a sum of at most 6.
    expect([tiny.p, tiny.shift]).toEqual([0.3, -5e-324])
  })

  test('sums of tenths that are equal count as equal, whatever their order', () => {
    // SciPy 1.17 permutation_test with whole numbers in place of tenths.
    expect(compareSamples([0.1, 0.2, 0.3, 0.7], [0.3, 0.4, 0.6, 0.2, 0.5], { test: 'permutation' }).p).toBe(
      compareSamples([1, 2, 3, 7], [3, 4, 6, 2, 5], { test: 'permutation' }).p,
    )
  })

  test('drawn splits come near to all splits, and by the seed', () => {
    const random = create(7, 'two samples')
    const a = Array.from({ length: 8 }, () => random.float())
    const b = Array.from({ length: 9 }, () => random.float() + 0.25)
    const drawn = compareSamples(a, b, { test: 'permutation' })
    expect(drawn.exact).toBe(false)
    expect(drawn.p).toBe(compareSamples(a, b, { test: 'permutation', seed: 1 }).p)
    expect(drawn.p).not.toBe(compareSamples(a, b, { test: 'permutation', seed: 2 }).p)
    // All C(17, 8) = 24 310 splits.
    const all = [...a, ...b]
    const seen = a.reduce((x, y) => x + y)
    let [up, down] = [0, 0]
    const walk = (from: number, left: number, sum: number): void => {
      if (left === 0) {
        if (sum >= seen - 1e-12) up += 1
        if (sum <= seen + 1e-12) down += 1
        return
      }
      for (let i = from; i <= all.length - left; i += 1) walk(i + 1, left - 1, sum + all[i]!)
    }
    walk(0, 8, 0)
    const p = (2 * Math.min(up, down)) / 24310
    expect(Math.abs(drawn.p! - p)).toBeLessThan(4 * 2 * Math.sqrt(p / 2 / 9999))
  })

  test('under no difference, p of each test is at most .05 in about 5 % of cases', () => {
    const random = create(3, 'no difference')
    const draw = (n: number): Float64Array => Float64Array.from({ length: n }, () => random.float() + random.float())
    const pairs = Array.from({ length: 1500 }, () => ({ a: draw(15), b: draw(15) }))
    const tests: CompareOptions[] = [{ test: 'brunner-munzel' }, { test: 'mann-whitney' }, { test: 'signed-rank' }]
    for (const options of tests) {
      const found = compareAllSamples(pairs, options).filter(({ p }) => p! <= 0.05).length / 1500
      expect(found).toBeGreaterThan(0.03)
      expect(found).toBeLessThan(0.075)
    }
  })

  test('values that are not finite: their pair goes when paired', () => {
    const options = { test: 'signed-rank', nonFinite: 'omit' } as const
    expect(compareSamples([1, NaN, 3, 9], [2, 5, Infinity, 4], options)).toMatchObject({ n: 2, m: 2, rejected: 2 })
    expect(compareSamples([1, NaN, 3], [2, 5, Infinity, 4], { nonFinite: 'omit' })).toMatchObject({ n: 2, m: 3, rejected: 2 })
  })

  test.each<[string, () => unknown, string]>([
    ['NaN', () => compareSamples([1, NaN], [1, 2]), 'HYD-4001'],
    ['text', () => compareSamples('12' as unknown as number[], [1, 2]), 'HYD-4006'],
    ['an unknown test', () => compareSamples([1], [2], { test: 't' as 'permutation' }), 'HYD-1003'],
    ['an unknown option', () => compareSamples([1], [2], { tests: 't' } as object), 'HYD-1002'],
    ['a prototype as a test', () => compareSamples([1], [2], { test: 'constructor' as 'permutation' }), 'HYD-1003'],
    ['pairs of different lengths', () => compareSamples([1], [2, 3], { test: 'signed-rank' }), 'HYD-4008'],
    [
      'pairs of different lengths, omitting',
      () => compareSamples([1], [2, NaN], { paired: true, nonFinite: 'omit' }),
      'HYD-4008',
    ],
    ['paired mann-whitney', () => compareSamples([1], [2], { test: 'mann-whitney', paired: true }), 'HYD-1003'],
    ['signed-rank not paired', () => compareSamples([1], [2], { test: 'signed-rank', paired: false }), 'HYD-1003'],
    ['paired yes', () => compareSamples([1], [2], { paired: 'yes' as unknown as boolean }), 'HYD-1003'],
    ['confidence 1', () => compareSamples([1], [2], { confidence: 1 }), 'HYD-4004'],
    ['seed of a half', () => compareSamples([1], [2], { seed: 0.5 }), 'HYD-4004'],
    [
      'more than can be permuted',
      () => compareSamples(new Float64Array(2e6), new Float64Array(1), { test: 'permutation' }),
      'HYD-4004',
    ],
    ['no list', () => compareAllSamples({} as never), 'HYD-1003'],
    ['a list of numbers', () => compareAllSamples([1] as never), 'HYD-1003'],
  ])('%s', (_, call, code) => {
    expect(codeOf(call)).toBe(code)
  })

  const holed = [, { a: [1, 2, 3, 4], b: [2, 3, 4, 5] }]
  test.each<[string, unknown, string]>([
    ['a hole', holed, 'pairs[0] must be { a, b }, got undefined'],
    ['undefined', [holed[1], undefined], 'pairs[1] must be { a, b }, got undefined'],
    ['a typed array', new Float64Array(3), 'pairs must be an array of { a, b }, got a Float64Array'],
  ])('%s in the place of pairs is refused with its place', (_, pairs, message) => {
    const refused = expect.objectContaining({ code: 'HYD-1003', message: expect.stringContaining(message) as string }) as Error
    expect(() => compareAllSamples(pairs as never)).toThrow(refused)
  })

  test('an empty list gives an empty list', () => {
    expect(compareAllSamples([])).toEqual([])
  })
})

describe('adjustPValues', () => {
  test('is Holm when nothing is said, and leaves its input', () => {
    const p = Float64Array.of(0.01, 0.04, 0.03, 0.005)
    expect([...adjustPValues(p)]).toEqual([0.03, 0.06, 0.06, 0.02])
    expect([...p]).toEqual([0.01, 0.04, 0.03, 0.005])
  })

  test.each<[string, () => unknown, string]>([
    ['above 1', () => adjustPValues([0.1, 1.1]), 'HYD-4004'],
    ['NaN', () => adjustPValues([NaN]), 'HYD-4004'],
    ['negative', () => adjustPValues([-0.1]), 'HYD-4004'],
    ['text', () => adjustPValues(['1'] as unknown as number[]), 'HYD-4006'],
    ['an unknown method', () => adjustPValues([0.1], 'sidak' as 'holm'), 'HYD-1003'],
    ['an unknown option', () => adjustPValues([0.1], 'holm', { method: 'holm' } as object), 'HYD-1002'],
  ])('%s', (_, call, code) => {
    expect(codeOf(call)).toBe(code)
  })
})
