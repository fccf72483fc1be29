import { describe, expect, test } from 'vitest'
import { compareAllToBaseline, compareToBaseline } from '../../../src/engine/index.ts'

const baseline = [100, 102, 99, 101, 103, 98, 100.5, 102.5, 101.5, 99.5]
const recent = [101, 99, 102, 100, 98]
const times = (values: readonly number[], factor: number): number[] => values.map((x) => x * factor)

describe('compareToBaseline', () => {
  test.each([
    ['regression', times(recent, 1.3)],
    ['drift', times(recent, 1.1)],
    ['same', recent],
    ['improvement', times(recent, 0.7)],
    ['suspected', [90, 150, 90, 150, 140]],
    ['inconclusive', [130, 131]],
  ])('%s', (verdict, current) => {
    expect(compareToBaseline(current, baseline).verdict).toBe(verdict)
  })

  test('ratio, interval, p, and the plain rule beside them', () => {
    const { ratio, interval, p, classicRatio, difference, over } = compareToBaseline(times(recent, 1.3), baseline)
    expect(ratio).toBeCloseTo(1.29, 1)
    expect(interval![0]).toBeGreaterThan(1.2)
    expect(p).toBeLessThan(0.001)
    expect(classicRatio).toBeCloseTo(1.29, 1)
    expect(difference).toBeCloseTo(130 - 100.75, 9)
    expect(over).toBe(true)
  })

  test('better: higher turns the verdict round, not the figures', () => {
    const [lower, higher] = (['lower', 'higher'] as const).map((better) =>
      compareToBaseline(times(recent, 1.3), baseline, { better }),
    )
    expect([lower!.verdict, higher!.verdict]).toEqual(['regression', 'improvement'])
    expect(higher!.ratio).toBe(lower!.ratio)
    expect(compareToBaseline(times(recent, 0.7), baseline, { better: 'higher' }).verdict).toBe('regression')
  })

  test('the threshold and the level are the ones given', () => {
    expect(compareToBaseline(times(recent, 1.1), baseline, { threshold: 0.05 }).verdict).toBe('regression')
    expect(compareToBaseline(times(recent, 1.3), baseline, { level: 1e-9 }).verdict).toBe('suspected')
  })

  test('zero among the values: differences, and the threshold a share of the median', () => {
    const counts = [0, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    const more = compareToBaseline([5, 6, 5, 6, 5, 6], counts)
    expect(more).toMatchObject({ verdict: 'regression', ratio: undefined })
    expect(more.interval![0]).toBeGreaterThan(2)
    expect(compareToBaseline([1, 2, 1, 2, 1], counts).verdict).toBe('same')
  })

  test('runs that resemble their neighbours count for less', () => {
    const drifting = [100, 101, 102, 103, 104, 105, 106, 107, 108, 109]
    const mixed = [100, 109, 101, 108, 102, 107, 103, 106, 104, 105]
    const current = [106, 107, 108, 109, 110]
    const [a, b] = [compareToBaseline(current, drifting), compareToBaseline(current, mixed)]
    expect(a.autocorrelation).toBeGreaterThan(b.autocorrelation!)
    expect(a.p).toBeGreaterThan(b.p!)
  })

  test('says how many runs are missing', () => {
    expect(compareToBaseline([1, 2], [1, 2, 3]).missing).toEqual({ current: 3, baseline: 5 })
    const { verdict, missing } = compareToBaseline([90, 150, 141, 150, 140], [...baseline, ...baseline, ...baseline], {
      level: 0.001,
    })
    expect(verdict).toBe('suspected')
    expect(missing.current).toBeGreaterThan(0)
    expect(compareToBaseline([], baseline)).toMatchObject({ verdict: 'inconclusive', ratio: undefined, p: undefined })
  })

  test('by chance alone few of many say regression', () => {
    let state = 4711
    const uniform = (): number => (state = (state * 48271) % 2147483647) / 2147483647
    const run = (): number => 100 + 10 * (uniform() + uniform() + uniform() - 1.5)
    const sample = (n: number): number[] => Array.from({ length: n }, run)
    const lists = Array.from({ length: 300 }, () =>
      Array.from({ length: 10 }, () => ({ current: sample(8), baseline: sample(20) })),
    )
    const said = lists.filter((list) =>
      compareAllToBaseline(list, { threshold: 0 }).some(({ verdict }) => verdict === 'regression'),
    )
    expect(said.length).toBeLessThanOrEqual(12)
  })

  test.each<[string, () => unknown, string]>([
    ['NaN', () => compareToBaseline([1, NaN], baseline), 'HYD-4001'],
    ['text', () => compareToBaseline('x' as never, baseline), 'HYD-4006'],
    ['a threshold below 0', () => compareToBaseline(recent, baseline, { threshold: -0.2 }), 'HYD-4004'],
    ['a word', () => compareToBaseline(recent, baseline, { better: 'bigger' as never }), 'HYD-1003'],
    ['an unknown option', () => compareToBaseline(recent, baseline, { limit: 1 } as never), 'HYD-1002'],
    ['no list', () => compareAllToBaseline({} as never), 'HYD-1003'],
  ])('refuses %s', (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('omit leaves runs out', () => {
    expect(compareToBaseline([...times(recent, 1.3), NaN], baseline, { nonFinite: 'omit' }).current.n).toBe(5)
  })
})
