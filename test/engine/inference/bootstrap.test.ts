import { describe, expect, test } from 'vitest'
import { bootstrapInterval, bootstrapIntervals, summarize, summarizeAll, summarizeGroups } from '../../../src/engine/index.ts'
import { create } from '../../../src/reference/random/sfc32.ts'

const codeOf = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return (error as { code?: string }).code
  }
}

describe('bootstrapInterval', () => {
  test('says what it did', () => {
    expect(bootstrapInterval([1, 2, 3, 4, 9])).toMatchObject({ estimate: 3.8, method: 'studentised', resamples: 1999 })
    expect(bootstrapInterval([1, 2, 3, 4, 9], { statistic: 'p95', resamples: 99 })).toMatchObject({
      method: 'bca',
      resamples: 99,
    })
  })

  test('equal values have an interval of no width', () => {
    for (const statistic of ['mean', 'median', 'trimmed-mean', 'p40'] as const) {
      expect(bootstrapInterval([7, 7, 7, 7, 7, 7, 7, 7], { statistic })).toMatchObject({ low: 7, high: 7, estimate: 7 })
    }
    expect(bootstrapInterval([7, 7, 7, 7], { statistic: 'sd' })).toMatchObject({ low: 0, high: 0, estimate: 0 })
  })

  test('what cannot be known is undefined', () => {
    const unknown = { low: undefined, high: undefined }
    expect(bootstrapInterval([])).toMatchObject({ ...unknown, estimate: undefined })
    expect(bootstrapInterval([3])).toMatchObject({ ...unknown, estimate: 3 })
    expect(bootstrapInterval([3], { statistic: 'sd' })).toMatchObject({ ...unknown, estimate: undefined })
    // Half of the resamples of two values have no spread.
    expect(bootstrapInterval([1, 2])).toMatchObject({ ...unknown, estimate: 1.5 })
    expect(bootstrapInterval([1, 2, 3, 4, 5], { blockLength: 3 })).toMatchObject({ ...unknown, estimate: 3 })
    expect(bootstrapInterval([1, NaN, 2, 3, 4, 5], { nonFinite: 'omit' }).estimate).toBe(3)
  })

  test('an end that so few values cannot give is undefined', () => {
    const ends = (n: number, statistic: 'median' | 'p90' | 'p10' | 'p95' | 'p99', confidence = 0.95): boolean[] => {
      const x = Array.from({ length: n }, (_, i) => (i * 37) % 101)
      const { low, high } = bootstrapInterval(x, { statistic, confidence, resamples: 199 })
      return [low !== undefined, high !== undefined]
    }
    expect([ends(5, 'median'), ends(6, 'median')]).toEqual([[false, false], [true, true]]) // prettier-ignore
    expect([ends(35, 'p90'), ends(36, 'p90')]).toEqual([[true, false], [true, true]]) // prettier-ignore
    expect([ends(35, 'p10'), ends(36, 'p10')]).toEqual([[false, true], [true, true]]) // prettier-ignore
    expect([ends(71, 'p95')[1], ends(72, 'p95')[1], ends(367, 'p99')[1], ends(368, 'p99')[1]]).toEqual([false, true, false, true])
    expect([ends(28, 'p90', 0.9), ends(29, 'p90', 0.9)]).toEqual([[true, false], [true, true]]) // prettier-ignore
  })

  test('notes say why', () => {
    const few = (...fields: string[]): object[] => fields.map((field) => ({ field, code: 'HYD-4002' }))
    expect(bootstrapInterval([1, 2, 3, 4, 9]).notes).toEqual([])
    expect(bootstrapInterval([]).notes).toEqual(few('low', 'high', 'estimate'))
    expect(bootstrapInterval([3], { statistic: 'sd' }).notes).toEqual(few('low', 'high', 'estimate'))
    expect(bootstrapInterval([1, 2, 3, 4, 5], { blockLength: 3 }).notes).toEqual(few('low', 'high'))
    expect(bootstrapInterval([1, 2, 3, 4, 5, 6], { statistic: 'p90' }).notes).toEqual(few('high'))
    expect(bootstrapInterval([1, 2]).notes).toEqual([{ field: 'low', code: 'no-spread' }, { field: 'high', code: 'no-spread' }]) // prettier-ignore
    const sd = bootstrapInterval([-1.7e308, 1.7e308, -1.7e308, 1.7e308], { statistic: 'sd' })
    expect(sd.notes).toContainEqual({ field: 'estimate', code: 'overflow' })
  })

  test('what is refused is told what would do', () => {
    expect(() => bootstrapInterval([1, 2, 3], { confidence: 0.9999999 })).toThrow('confidence must be at most 0.999998')
    expect(() => bootstrapInterval([1, 2, 3], { confidence: 0.9999 })).toThrow('resamples must be at least 20000')
    expect(bootstrapInterval([1, 2, 3, 4, 5, 6], { confidence: 0.999998, resamples: 1_000_000 }).resamples).toBe(1_000_000)
    const many = new Array<number[]>(600_000).fill([])
    expect(() => bootstrapIntervals(many)).toThrow('each sample counting for 10 more, got 0 values in 600000 samples')
  })

  test('enormous and tiny values', () => {
    const ones = [1, 2, 4, 7, 11, 13, 20]
    const plain = bootstrapInterval(ones)
    for (const power of [2 ** 1000, 2 ** -1000]) {
      const scaled = bootstrapInterval(ones.map((x) => x * power))
      expect([scaled.low! / power, scaled.high! / power]).toEqual([plain.low, plain.high])
      const spread = bootstrapInterval(ones.map((x) => x * power), { statistic: 'sd' }) // prettier-ignore
      expect(spread.high! / power).toBe(bootstrapInterval(ones, { statistic: 'sd' }).high)
    }
    expect(bootstrapInterval([1e308, -1e308, 1.7e308], { statistic: 'median' })).toMatchObject({ estimate: 1e308 })
  })

  test('blocks widen the interval of a series that resembles its neighbours', () => {
    const random = create(5, 'series')
    let last = 0
    const walk = Array.from({ length: 200 }, () => (last = 0.9 * last + random.float() - 0.5))
    const width = (blockLength?: number): number => {
      const { low, high } = bootstrapInterval(walk, blockLength === undefined ? {} : { blockLength })
      return high! - low!
    }
    expect(width(20)).toBeGreaterThan(2 * width())
  })

  test('p95 and p99, mean and median have draws of their own: seeds are apart by name', () => {
    const x = Array.from({ length: 30 }, (_, i) => (i * i) % 31)
    const median = bootstrapInterval(x, { statistic: 'median', method: 'percentile', resamples: 99 })
    const p50 = bootstrapInterval(x, { statistic: 'p50', method: 'percentile', resamples: 99 })
    expect(p50.estimate).toBe(median.estimate)
    expect([p50.low, p50.high]).not.toEqual([median.low, median.high])
  })

  test.each<[string, () => unknown, string]>([
    ['NaN', () => bootstrapInterval([1, NaN]), 'HYD-4001'],
    ['text', () => bootstrapInterval('12' as unknown as number[]), 'HYD-4006'],
    ['an unknown statistic', () => bootstrapInterval([1, 2], { statistic: 'mode' as 'mean' }), 'HYD-1003'],
    ['p0', () => bootstrapInterval([1, 2], { statistic: 'p0' }), 'HYD-1003'],
    ['p100', () => bootstrapInterval([1, 2], { statistic: 'p100' }), 'HYD-1003'],
    ['quantile without p', () => bootstrapInterval([1, 2], { statistic: 'quantile' as 'mean' }), 'HYD-1003'],
    ['a studentised median', () => bootstrapInterval([1, 2], { statistic: 'median', method: 'studentised' }), 'HYD-1003'],
    ['an unknown method', () => bootstrapInterval([1, 2], { method: 'basic' as 'bca' }), 'HYD-1003'],
    ['an unknown option', () => bootstrapInterval([1, 2], { samples: 3 } as object), 'HYD-1002'],
    ['resamples of a half', () => bootstrapInterval([1, 2], { resamples: 0.5 }), 'HYD-4004'],
    ['too few resamples', () => bootstrapInterval([1, 2], { resamples: 38 }), 'HYD-4004'],
    ['too few for the confidence', () => bootstrapInterval([1, 2], { confidence: 0.9999 }), 'HYD-4004'],
    ['a seed that is none', () => bootstrapInterval([1, 2], { seed: NaN }), 'HYD-4004'],
    ['blocks of none', () => bootstrapInterval([1, 2], { blockLength: 0 }), 'HYD-4004'],
    ['confidence 1', () => bootstrapInterval([1, 2], { confidence: 1 }), 'HYD-4004'],
    ['more than 1e10 operations', () => bootstrapInterval(new Float64Array(1e5), { resamples: 1e6 }), 'HYD-4004'],
    ['no list', () => bootstrapIntervals(7 as never), 'HYD-1003'],
  ])('%s', (_, call, code) => {
    expect(codeOf(call)).toBe(code)
  })

  test('a hole in a list is refused with its place, a typed array by its name', () => {
    expect(() => bootstrapIntervals([, [1, 2, 3]] as never)).toThrow('samples[0] must be')
    expect(() => bootstrapIntervals(new Float64Array(3) as never)).toThrow('got a Float64Array')
  })

  test('39 resamples do for 95 %', () => {
    expect(bootstrapInterval([1, 2, 4, 8, 9, 12], { resamples: 39 }).low).toBeLessThan(6)
    expect(bootstrapIntervals([])).toEqual([])
  })
})

describe('meanInterval of summaries', () => {
  const x = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]

  test('is that of bootstrapInterval, only when named', () => {
    const { low, high } = bootstrapInterval(x, { confidence: 0.9 })
    expect(summarize(x, { fields: ['meanInterval', 'mean'], confidence: 0.9 })).toMatchObject({
      meanInterval: [low, high],
      n: 11,
    })
    expect(summarize(x).meanInterval).toBeUndefined()
    expect(summarize(x).notes).toEqual([])
  })

  test('of lists, of groups and without what is not finite', () => {
    const { low, high } = bootstrapInterval(x)
    const fields = ['meanInterval'] as const
    const [one, other] = summarizeAll([x, [1]], { fields })
    expect(one?.meanInterval).toEqual([low, high])
    expect(other).toMatchObject({ meanInterval: undefined, notes: [{ field: 'meanInterval', code: 'HYD-4002' }] })
    const groups = summarizeGroups(Float64Array.of(7, NaN, ...x), Uint32Array.of(0, 1, 13), { fields, nonFinite: 'omit' })
    expect(groups.row(1)).toMatchObject({ meanInterval: [low, high], rejected: 1 })
    expect(summarizeGroups(Float64Array.of(7, ...x), Uint32Array.of(1, 12), { fields }).row(0).meanInterval).toEqual([low, high])
    expect(codeOf(() => summarize([1, NaN, 2], { fields }))).toBe('HYD-4001')
    expect(codeOf(() => summarize(x, { fields, confidence: 1 - 1e-9 }))).toBe('HYD-4004')
  })
})
