import { describe, expect, test } from 'vitest'
import { fitTrend } from '../../../src/engine/index.ts'

const coefficients: readonly number[] = [0.48280112044817614, 1.5511484593837546, 0.4796078431372559]

const errors: readonly number[] = [0.19549620641428098, 0.09531030381738514, 0.07652989153492082]

describe('fitTrend', () => {
  test('a line with its interval, error, p and r2: SciPy 1.17 linregress', () => {
    const fit = fitTrend([1, 2, 3, 4, 5, 6], [2.1, 3.9, 6.2, 7.8, 10.1, 11.8])
    expect(fit.slope).toBeCloseTo(1.9628571428571426, 12)
    expect(fit.intercept).toBeCloseTo(0.11333333333333506, 12)
    expect(fit.slopeError).toBeCloseTo(0.042120655976190545, 12)
    expect(fit.p! / 1.2683669787207635e-6).toBeCloseTo(1, 8)
    expect(fit.r2).toBeCloseTo(0.9981614575806382, 12)
    expect(fit.slopeInterval![0]).toBeCloseTo(1.8459114537443282, 10)
    expect(fit.slopeInterval![1]).toBeCloseTo(2.079802831969957, 10)
    expect(fit.at(7)).toBeCloseTo(0.11333333333333506 + 7 * 1.9628571428571426, 12)
  })

  test('several columns: statsmodels 0.15 OLS', () => {
    const fit = fitTrend([[1, 2, 3, 4, 5, 6, 7], [2, 1, 4, 3, 6, 5, 9]], [3.1, 4.2, 6.9, 8.1, 10.8, 12.2, 15.9]) // prettier-ignore
    coefficients.forEach((b, j) => expect(fit.coefficients[j]! / b).toBeCloseTo(1, 11))
    errors.forEach((e, j) => expect(fit.coefficientErrors[j]! / e).toBeCloseTo(1, 10))
    expect(fit.p! / 2.975016201363053e-6).toBeCloseTo(1, 8)
    expect(fit.at([8, 10])).toBeCloseTo(coefficients[0]! + 8 * coefficients[1]! + 10 * coefficients[2]!, 10)
  })

  test('an outlier moves least squares, not the median slope', () => {
    const x = [1, 2, 3, 4, 5, 6, 7]
    const y = [10, 12, 14, 16, 18, 20, 900]
    expect(fitTrend(x, y, { method: 'theil-sen' })).toMatchObject({ slope: 2, intercept: 8, residualSd: 0 })
    expect(fitTrend(x, y).slope).toBeGreaterThan(50)
  })

  test('time stamps need no preparation', () => {
    const start = 1_767_225_600_000
    const x = Array.from({ length: 30 }, (_, i) => start + i * 86_400_000)
    for (const method of ['ols', 'theil-sen'] as const) {
      const { slope, at } = fitTrend(x, x.map((_, i) => 50 + 0.25 * i), { method }) // prettier-ignore
      expect(slope! * 86_400_000).toBeCloseTo(0.25, 12)
      expect(at(start + 40 * 86_400_000)).toBeCloseTo(60, 6)
    }
  })

  test('what cannot be known is undefined, with a note', () => {
    const constant = fitTrend([3, 3, 3], [1, 2, 3])
    expect(constant).toMatchObject({ slope: undefined, notes: [{ field: 'slope', code: 'HYD-4007' }] })
    expect(constant.at(1)).toBeUndefined()
    const line = fitTrend([1, 2], [2, 4])
    expect([line.at(NaN), line.at(1e308), line.at([]), line.at([4])]).toEqual([undefined, undefined, undefined, 8])
    const plane = fitTrend([[1, 2, 3, 5], [1, 4, 9, 2]], [1, 2, 4, 5]) // prettier-ignore
    expect([plane.at([1]), plane.at([1, Infinity])]).toEqual([undefined, undefined])
    expect(fitTrend([], [])).toMatchObject({ slope: undefined, n: 0, notes: [{ field: 'slope', code: 'HYD-4002' }] })
    expect(fitTrend([1, 2], [5, 7])).toMatchObject({ slope: 2, intercept: 3, slopeInterval: undefined, p: undefined })
    expect(fitTrend([1, 2, 3], [4, 4, 4])).toMatchObject({ slope: 0, p: 1, r2: undefined, slopeInterval: [0, 0] })
  })

  test('enormous and tiny values', () => {
    expect(fitTrend([1, 2, 3], [1e307, 2e307, 3e307]).slope! / 1e307).toBeCloseTo(1, 14)
    expect(fitTrend([1e-300, 2e-300, 3e-300], [1, 2, 3]).slope! / 1e300).toBeCloseTo(1, 14)
    expect(fitTrend([1, 2, 3], [1e200, -1e200, 1e200], { method: 'theil-sen' }).slope).toBe(0)
  })

  test('a slope beyond the doubles is undefined, and says so', () => {
    const { slope, notes } = fitTrend([0, 1e-300], [0, 1e300])
    expect({ slope, notes }).toEqual({ slope: undefined, notes: [{ field: 'overflow', code: 'HYD-4004' }] })
  })

  test.each<[string, () => unknown, string]>([
    ['different lengths', () => fitTrend([1, 2], [1]), 'HYD-4008'],
    ['NaN', () => fitTrend([1, 2, NaN], [1, 2, 3]), 'HYD-4001'],
    ['degree above what x can tell', () => fitTrend([1, 1, 2, 2], [1, 2, 3, 4], { degree: 2 }), 'HYD-4007'],
    ['a column twice', () => fitTrend([[1, 2, 3, 4], [2, 4, 6, 8]], [1, 2, 3, 4]), 'HYD-4007'], // prettier-ignore
    ['more coefficients than points', () => fitTrend([1, 2], [1, 2], { degree: 3 }), 'HYD-4007'],
    ['degree 11', () => fitTrend([1, 2], [1, 2], { degree: 11 }), 'HYD-4004'],
    ['degree with theil-sen', () => fitTrend([1, 2], [1, 2], { degree: 2, method: 'theil-sen' }), 'HYD-4004'],
    ['two columns with theil-sen', () => fitTrend([[1, 2], [2, 4]], [1, 2], { method: 'theil-sen' }), 'HYD-4004'], // prettier-ignore
    ['method', () => fitTrend([1], [1], { method: 'ridge' as never }), 'HYD-1003'],
    ['intercept', () => fitTrend([1], [1], { intercept: 1 as never }), 'HYD-1003'],
    ['option', () => fitTrend([1], [1], { order: 1 } as never), 'HYD-1002'],
    ['text', () => fitTrend('x' as never, [1]), 'HYD-4006'],
    ['nothing, with a degree', () => fitTrend([], [], { degree: 2 }), 'HYD-4002'],
  ])('refuses %s', (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('omit leaves out points, and counts them', () => {
    expect(fitTrend([1, 2, NaN, 4], [2, 4, 6, Infinity], { nonFinite: 'omit' })).toMatchObject({ slope: 2, n: 2, rejected: 2 })
  })
})
