import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { autocorrelation, mergeMoments, quantile, summarize, summarizeGroups, type Moments } from '../../src/engine/index.ts'
import { thrown } from '../support/thrown.ts'

const code = (deed: () => unknown): string | undefined => (thrown(deed) as { code?: string } | undefined)?.code
const unchecked = (value: unknown): never => value as never
const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })

test('what is wrong with p is said of p', () => {
  expect(() => quantile([1, 2, 3], undefined as never)).toThrow('p must be a number from 0 to 1, got undefined')
  expect(() => quantile([1, 2, 3], [0.5, 2])).toThrow('p must be a number from 0 to 1, got 2')
  // The double 0.9 is a little above nine tenths.
  expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, { type: 1 })).toBe(10)
})

describe('what is refused at the door', () => {
  test.each([
    ['a quantile of nothing', 'HYD-4002', () => quantile([], 0.5)],
    ['p above 1', 'HYD-4004', () => quantile([1], 1.5)],
    ['p NaN', 'HYD-4004', () => quantile([1], NaN)],
    ['p as a word', 'HYD-4006', () => quantile([1], unchecked('0.5'))],
    ['a list with a p below 0', 'HYD-4004', () => quantile([1], [0.5, -0.1])],
    ['no p', 'HYD-4004', () => quantile([1], unchecked(undefined))],
    ['a null p', 'HYD-4004', () => quantile([1], unchecked(null))],
    ['type 0', 'HYD-4004', () => quantile([1], 0.5, { type: 0 })],
    ['type 10', 'HYD-4004', () => quantile([1], 0.5, { type: 10 })],
    ['a type by name', 'HYD-4004', () => quantile([1], 0.5, unchecked({ type: 'hazen' }))],
    ['NaN in the sample', 'HYD-4001', () => quantile([1, NaN], 0.5)],
    ['lag 0', 'HYD-4004', () => autocorrelation([1, 2, 3], { lag: 0 })],
    ['a broken lag', 'HYD-4004', () => autocorrelation([1, 2, 3], { lag: 1.5 })],
    ['an unknown option', 'HYD-1002', () => autocorrelation([1, 2, 3], unchecked({ lags: 1 }))],
    ['trim of a half', 'HYD-4004', () => summarize([1], { trim: 0.5 })],
    ['an unknown precision', 'HYD-1003', () => summarize([1], unchecked({ precision: 'quad' }))],
    ['an unknown field', 'HYD-1003', () => summarize([1], unchecked({ fields: ['constructor'] }))],
    ['quantiles outside', 'HYD-4004', () => summarize([1], { quantiles: [2] })],
    ['too many quantiles', 'HYD-4004', () => summarize([1], { quantiles: new Float64Array(1001) })],
  ])('%s', (_, expected, deed) => {
    expect(code(deed)).toBe(expected)
  })
})

describe('what is unknown says why', () => {
  const noteOf = (sample: number[], field: string): string | undefined =>
    summarize(sample).notes.find((note) => note.field === field)?.code
  test('too few values', () => {
    const row = summarize([5])
    expect([row.sd, row.kurtosis, row.interval, row.mean, row.variance]).toEqual([undefined, undefined, undefined, 5, undefined])
    expect(['sd', 'kurtosis', 'interval', 'lag1', 'mean'].map((field) => noteOf([5], field))).toEqual(['HYD-4002', 'HYD-4002', 'HYD-4002', 'HYD-4002', undefined]) // prettier-ignore
    expect(summarize([]).notes.map(({ field }) => field)).toContain('mean')
  })
  test('constant, not positive, beyond the doubles', () => {
    expect(['lag1', 'skewness', 'kurtosis'].map((field) => noteOf([2, 2, 2, 2, 2, 2], field))).toEqual(['constant', 'constant', 'constant']) // prettier-ignore
    expect(noteOf([1, -1, 2], 'geometricMean')).toBe('not-positive')
    expect(['variance', 'sum', 'range'].map((field) => noteOf([1.7e308, 1.7e308, -1.7e308], field))).toEqual(['overflow', undefined, 'overflow']) // prettier-ignore
  })
  test('Hodges-Lehmann of more than 10 000 values only by name', () => {
    const sample = Float64Array.from({ length: 10_001 }, (_, i) => i + 1)
    expect(summarize(sample).notes).toEqual([{ field: 'hodgesLehmann', code: 'by-name-only' }])
    expect(summarize(sample, { fields: ['hodgesLehmann'] }).hodgesLehmann).toBe(5001)
  })
  test('nothing is missing of an ordinary sample, and only what was asked for is there', () => {
    expect(summarize([1, 2, 3, 4, 5, 7, 9]).notes).toEqual([])
    const row = summarize([1, 2, 3], { fields: ['range', 'sum'] })
    expect([row.range, row.sum, row.variance, row.lag1, row.outliers]).toEqual([2, 6, undefined, undefined, undefined])
  })
  test('values left out are counted', () => {
    const row = summarize([1, NaN, 3, Infinity], { nonFinite: 'omit' })
    expect([row.rejected, row.n, row.sum, row.range, row.trimmedMean]).toEqual([2, 2, 4, 2, 2])
    expect(quantile([1, NaN, 3], 0.5, { nonFinite: 'omit' })).toBe(2)
  })
})

describe('laws', () => {
  test('quantiles of one type never cross, and lie in the range', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 30 }),
        shares,
        fc.integer({ min: 1, max: 9 }),
        (sample, ps, type) => {
          const list = quantile(sample, ps.sort((a, b) => a - b), { type }) // prettier-ignore
          const sorted = Float64Array.from(sample).sort()
          expect([...list]).toEqual([...list].sort((a, b) => a - b))
          expect(list[0]).toBeGreaterThanOrEqual(sorted[0]!)
          expect(list.at(-1)).toBeLessThanOrEqual(sorted.at(-1)!)
        },
      ),
    )
  })

  test('scaling by a power of two scales exact figures exactly', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 4, maxLength: 40 }), fc.integer({ min: -200, max: 200 }), (sample, k) => {
        const ordinary = sample.map((x) => (Math.abs(x) < 1e-200 ? 0 : x))
        const [a, b] = [ordinary, ordinary.map((x) => x * 2 ** k)].map((list) => summarize(list, { precision: 'exact' }))
        expect([b!.mean, b!.sd, b!.lag1]).toEqual([a!.mean! * 2 ** k, a!.sd! * 2 ** k, a!.lag1])
        expect(b!.hodgesLehmann).toBe(a!.hodgesLehmann! * 2 ** k)
      }),
    )
  })

  test('a group of many is as if alone', () => {
    fc.assert(
      fc.property(fc.array(fc.array(value, { maxLength: 20 }), { minLength: 1, maxLength: 5 }), (samples) => {
        const offsets = Uint32Array.from([0, ...samples.map((_, i) => samples.slice(0, i + 1).flat().length)])
        const groups = summarizeGroups(samples.flat(), offsets, { fields: 'full' })
        samples.forEach((sample, i) => expect(groups.row(i)).toEqual(summarize(sample)))
      }),
    )
  })

  test('merged moments are those of the whole', () => {
    const of = (list: readonly number[]): Moments => list.reduce((state, x) => mergeMoments(state, { n: 1, mean: x, m2: 0 }), { n: 0, mean: 0, m2: 0 }) // prettier-ignore
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), fc.array(value), (a, b) => {
        const { n, mean, m2 } = mergeMoments(of(a), of(b))
        const whole = summarize([...a, ...b], { fields: ['mean', 'sd', 'max', 'min'], precision: 'exact' })
        const size = 1e-9 * (1 + Math.max(Math.abs(whole.max!), Math.abs(whole.min!)))
        expect(n).toBe(whole.n)
        expect(Math.abs(mean - whole.mean!)).toBeLessThan(size)
        expect(Math.abs(Math.sqrt(m2 / (n - 1)) - whole.sd!)).toBeLessThan(size * 10)
      }),
    )
  })

  test('autocorrelation lies in -1 to 1, and is unknown where it must be', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (sample, lag) => {
        const r = autocorrelation(sample, { lag })
        if (sample.length <= lag + 1 || new Set(sample.map((x) => x + 0)).size === 1) expect(r).toBeUndefined()
        else expect(Math.abs(r!)).toBeLessThanOrEqual(1)
      }),
    )
    expect(autocorrelation([1, 2, 3], { lag: 2 ** 40 })).toBeUndefined()
  })
})
