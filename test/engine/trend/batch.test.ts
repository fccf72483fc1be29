import { describe, expect, test } from 'vitest'
import { fitAllTrends, fitTrend } from '../../../src/engine/index.ts'

describe('fitAllTrends', () => {
  test('an interval that few points cannot give is unknown, with a note: theil-sen', () => {
    const line = (n: number): { x: number[]; y: number[] } => {
      const x = Array.from({ length: n }, (_, i) => i)
      return { x, y: x.map((value) => value * value + (value % 2)) }
    }
    const all = fitAllTrends([2, 3, 4, 5, 6].map(line), { method: 'theil-sen', autocorrelation: false })
    expect(all.map(({ slopeInterval }) => slopeInterval !== undefined)).toEqual([false, false, false, true, true])
    expect(all[0]!.notes).toEqual([{ field: 'slopeInterval', code: 'HYD-4002' }])
    expect(all[3]!.notes).toEqual([])
    const half = fitTrend([0, 1, 2], [1, 3, 4], { method: 'theil-sen', autocorrelation: false, confidence: 0.5 })
    expect(half.slopeInterval).toEqual([1, 2])
  })

  test('no series, a series of nothing, and what was left out', () => {
    expect(fitAllTrends([])).toEqual([])
    const [none, some] = fitAllTrends([{ x: [], y: [] }, { x: [1, NaN, 3], y: [2, 4, 6] }], { nonFinite: 'omit' }) // prettier-ignore
    expect(none).toMatchObject({ slope: undefined, n: 0, notes: [{ field: 'slope', code: 'HYD-4002' }] })
    expect(some).toMatchObject({ slope: 2, n: 2, rejected: 1 })
    expect(some!.at(10)).toBe(20)
  })

  test.each<[string, () => unknown, string, string]>([
    ['NaN', () => fitAllTrends([{ x: [1], y: [1] }, { x: [1, 2], y: [1, NaN] }]), 'HYD-4001', 'series[1].y'], // prettier-ignore
    ['lengths', () => fitAllTrends([{ x: [1, 2], y: [1] }]), 'HYD-4008', 'series[0].x and series[0].y'],
    ['text', () => fitAllTrends([{ x: 'x' as never, y: [1] }]), 'HYD-4006', 'series[0].x'],
    ['no pair', () => fitAllTrends([[1, 2] as never]), 'HYD-1003', 'series[0]'],
    ['a hole', () => fitAllTrends([, { x: [1], y: [1] }] as never), 'HYD-1003', 'series[0] must be { x, y }, got undefined'],
    ['no list', () => fitAllTrends({} as never), 'HYD-1003', 'series'],
    [
      'a long series',
      () => fitTrend(new Float64Array(100_001), new Float64Array(100_001), { method: 'theil-sen' }),
      'HYD-4004',
      'at most 100000 values',
    ],
    [
      'many series',
      () =>
        fitAllTrends(
          new Array<{ x: Float64Array; y: Float64Array }>(60).fill({ x: new Float64Array(3000), y: new Float64Array(3000) }),
          { method: 'theil-sen' },
        ),
      'HYD-4004',
      '180000 in 60 series',
    ],
    ['a degree', () => fitAllTrends([], { degree: 2 } as never), 'HYD-1002', 'degree'],
    ['a method', () => fitAllTrends([], { method: 'ridge' as never }), 'HYD-1003', 'method'],
  ])('refuses %s, and says where', (_, run, code, message) => {
    expect(run).toThrow(expect.objectContaining({ code, message: expect.stringContaining(message) as string }) as Error)
  })

  test.each(['ols', 'theil-sen'] as const)('a batch is its single calls, by bits: %s', (method) => {
    const series = Array.from({ length: 30 }, (_, g) => {
      const x = Array.from({ length: g }, (_, i) => i * 1.5 + (g % 3))
      return { x, y: x.map((value, i) => value * (g - 15) + ((i * 7919) % 13)) }
    })
    const bare = (trend: object): unknown => ({ ...trend, at: undefined })
    for (const engine of ['native', 'reference'] as const) {
      const all = fitAllTrends(series, { method, engine })
      expect(all.map(bare)).toStrictEqual(series.map(({ x, y }) => bare(fitTrend(x, y, { method, engine }))))
    }
  })
})
