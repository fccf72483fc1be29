import { describe, expect, test } from 'vitest'
import { correlate, correlateAll, type CorrelationMethod } from '../../../src/engine/index.ts'
import { adjustPValues } from '../../../src/engine/inference/adjust.ts'

const methods: readonly CorrelationMethod[] = ['pearson', 'spearman', 'kendall']

describe('correlate', () => {
  test.each(methods)('what cannot be known is undefined, with a note: %s', (method) => {
    const nothing = { r: undefined, p: undefined, interval: undefined }
    expect(correlate([], [], { method })).toEqual({ ...nothing, n: 0, note: 'HYD-4002' })
    expect(correlate([1], [2], { method })).toEqual({ ...nothing, n: 1, note: 'HYD-4002' })
    expect(correlate([1, 2, 3, 4], [5, 5, 5, 5], { method })).toEqual({ ...nothing, n: 4, note: 'constant' })
    expect(correlate([0, -0, 0], [1, 2, 3], { method })).toEqual({ ...nothing, n: 3, note: 'constant' })
    expect(correlate([1, 2], [5, 3], { method })).toEqual({ r: -1, p: undefined, interval: undefined, n: 2, note: 'HYD-4002' })
    expect(correlate([1, 2, 3], [5, 3, 4], { method })).toMatchObject({ interval: undefined, n: 3, note: 'HYD-4002' })
    expect(correlate([1, 2, 3, 5, 8], [2, 4, 6, 10, 16], { method })).toMatchObject({ r: 1, interval: [1, 1], n: 5 })
  })

  test('p of ranks is never below the share of the orders that agree wholly', () => {
    for (const method of ['spearman', 'kendall'] as const) {
      expect(correlate([1, 2, 3], [4, 5, 6], { method }).p).toBeCloseTo(2 / 6, 15)
      expect(correlate([1, 2, 3, 4], [9, 7, 6, 1], { method }).p).toBeCloseTo(2 / 24, 15)
    }
    // One swap among ten: by t 9.3e-8.
    const swapped = correlate([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [2, 1, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(swapped.p! * 3628800).toBeCloseTo(2, 9)
    const long = Array.from({ length: 400 }, (_, i) => i)
    expect(correlate(long, long).p).toBe(0)
    expect(correlate([1, 2, 3], [4, 5, 6], { method: 'pearson' }).p).toBe(0)
    expect(correlateAll([[1, 2, 3], [4, 5, 6]])[0]!.adjusted).toBeCloseTo(2 / 6, 15) // prettier-ignore
  })

  test('values of every size', () => {
    const a = [1e308, -1e308, 5e307, 0, 3e307]
    const b = [5e-324, 1e-323, 0, 2e-323, 1.5e-323]
    for (const method of methods) {
      const { r } = correlate(a, b, { method })
      expect(Math.abs(r!)).toBeLessThan(1)
      expect(correlate(a, a, { method }).r).toBe(1)
      expect(correlate(b, b, { method }).r).toBe(1)
    }
  })

  test('omit leaves out points of which one is not finite', () => {
    const { n, r } = correlate([1, NaN, 3, 4, 5], [2, 1, 6, Infinity, 10], { nonFinite: 'omit', method: 'pearson' })
    expect([n, r]).toEqual([3, 1])
    expect(correlate([NaN, NaN], [1, 2], { nonFinite: 'omit' }).note).toBe('HYD-4002')
  })

  test.each<[string, () => unknown, string]>([
    ['different lengths', () => correlate([1, 2], [1]), 'HYD-4008'],
    ['NaN', () => correlate([1, 2, NaN], [1, 2, 3]), 'HYD-4001'],
    ['a method', () => correlate([1], [1], { method: 'constructor' as never }), 'HYD-1003'],
    ['an option', () => correlate([1], [1], { adjust: 'none' } as never), 'HYD-1002'],
    ['a confidence', () => correlate([1], [1], { confidence: 1 }), 'HYD-4004'],
    ['text', () => correlate('x' as never, [1]), 'HYD-4006'],
    ['columns of different lengths', () => correlateAll({ a: [1, 2], b: [1, 2, 3] }), 'HYD-4008'],
    ['a number of columns', () => correlateAll(3 as never), 'HYD-1003'],
    ['NaN in the only column', () => correlateAll([[NaN, 1]]), 'HYD-4001'],
    ['a hole', () => correlateAll([[1, 2], , [2, 1]] as never), 'HYD-4006'], // prettier-ignore
    ['names that are no texts', () => correlateAll(new Map<unknown, number[]>([[1, [1, 2]], ['1', [2, 1]]]) as never), 'HYD-1003'], // prettier-ignore
    ['a typed array of columns', () => correlateAll(new Float64Array(3) as never), 'HYD-1003'],
    ['an adjustment', () => correlateAll({}, { adjust: 'none at all' as never }), 'HYD-1003'],
    ['NaN in a column', () => correlateAll([[1, 2], [1, NaN]]), 'HYD-4001'], // prettier-ignore
    ['too many pairs', () => correlateAll(Array.from({ length: 1500 }, () => [1, 2])), 'HYD-4004'],
    [
      'too many points of kendall',
      () => correlate(new Float64Array(3e7), new Float64Array(3e7), { method: 'kendall' }),
      'HYD-4004',
    ],
    ['too many points', () => correlate(new Float64Array(3e8), new Float64Array(3e8)), 'HYD-4004'],
  ])('refuses %s', (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }) as Error)
  })
})

describe('correlateAll', () => {
  test('says what it was given, and where', () => {
    expect(() => correlateAll(new Float64Array(3) as never)).toThrow('got a Float64Array')
    expect(() => correlateAll([[1, 2], , [2, 1]] as never)).toThrow('columns["1"] must be') // prettier-ignore
    expect(() => correlateAll(new Map<unknown, number[]>([[{}, [1, 2]]]) as never)).toThrow('each name of columns must be a text')
    expect(correlateAll([[NaN, 1]], { nonFinite: 'omit' })).toEqual([])
  })

  const columns = new Map([
    ['__proto__', [1, 2, 3, 4, 5, 6]],
    ['b', [2, 1, 4, 3, 6, 5]],
    ['c', [1, 1, 1, 1, 1, 1]],
  ])

  test('every pair in order, by name, with p corrected for those that have one', () => {
    const found = correlateAll(columns)
    expect(found.map(({ a, b }) => [a, b])).toEqual([['__proto__', 'b'], ['__proto__', 'c'], ['b', 'c']]) // prettier-ignore
    expect(found[0]!.adjusted).toBe(found[0]!.p)
    expect(found[1]).toMatchObject({ r: undefined, adjusted: undefined, note: 'constant' })
    expect(correlateAll([...columns.values()]).map(({ a, b }) => a + b)).toEqual(['01', '02', '12'])
    expect(correlateAll(columns, { adjust: 'none' })[0]!.adjusted).toBeUndefined()
    expect(correlateAll({})).toEqual([])
    expect(correlateAll({ one: [1, 2] })).toEqual([])
    expect(correlateAll({ a: [], b: [] })).toMatchObject([{ n: 0, note: 'HYD-4002' }])
  })
})

describe('Benjamini and Hochberg', () => {
  test('SciPy 1.17 false_discovery_control', () => {
    const expected = [0.035, 0.055999999999999994, 0.055999999999999994, 0.035, 0.5833333333333334, 0.055999999999999994, 1.0]
    const found = adjustPValues([0.01, 0.04, 0.03, 0.005, 0.5, 0.04, 1], 'benjamini-hochberg')
    expected.forEach((p, i) => expect(found[i]! / p).toBeCloseTo(1, 14))
  })

  test('no p does not count', () => {
    const columns = { a: [1, 2, 3, 4, 5, 6], flat: [1, 1, 1, 1, 1, 1], b: [2, 1, 4, 3, 6, 5] }
    const pairs = correlateAll(columns, { method: 'pearson' })
    expect(pairs.map(({ p }) => p === undefined)).toEqual([true, false, true])
    expect(pairs.map(({ adjusted }) => adjusted)).toEqual([undefined, pairs[1]!.p, undefined])
  })
})
