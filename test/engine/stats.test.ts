import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  scoreAnomalies,
  successInterval,
  successIntervals,
  summarize,
  summarizeAll,
  summarizeGroups,
} from '../../src/engine/index.ts'
import type { SummaryOptions } from '../../src/engine/index.ts'
import { hydraErrorOf } from '../support/thrown.ts'

const codeOf = (run: () => unknown): string => hydraErrorOf(run).code

describe('summarize', () => {
  test('one sample, all figures', () => {
    expect(summarize([3, 1, 2, 10, 4, 7, 5])).toMatchObject({
      n: 7,
      rejected: 0,
      min: 1,
      max: 10,
      median: 4,
      p25: 2.5,
      p75: 6,
      mad: 2,
    })
  })
  test('a list of samples gives a list, in order', () => {
    expect(summarize([Float64Array.of(1, 2), [3, 4, 5]]).map(({ median }) => median)).toEqual([1.5, 4])
  })
  test('no sample, no value, one value, two values', () => {
    expect(summarizeAll([])).toEqual([])
    const empty = summarize([])
    expect(empty).toStrictEqual({
      ...empty,
      n: 0,
      rejected: 0,
      mean: undefined,
      sd: undefined,
      median: undefined,
      interval: undefined,
    })
    expect(summarize([5])).toMatchObject({ n: 1, mean: 5, sd: undefined, median: 5, p99: 5, mad: 0, cv: undefined })
    expect(summarize([1, 3])).toMatchObject({ n: 2, mean: 2, sd: Math.SQRT2, median: 2, interval: undefined })
  })
  test('the interval appears at 6 values for 95 %, at 7 for 98 %', () => {
    const x = [1, 2, 3, 4, 5, 6, 7]
    const has = (n: number, confidence: number) => summarize(x.slice(0, n), { confidence }).interval !== undefined
    expect([has(5, 0.95), has(6, 0.95), has(6, 0.98), has(7, 0.98)]).toEqual([false, true, false, true])
  })
  test('only the fields asked for', () => {
    const row = summarize([1, 2, 3, 4, 5, 6], { fields: ['median', 'p99'] })
    expect(row).toMatchObject({ n: 6, median: 3.5, mean: undefined, interval: undefined, cv: undefined })
    expect(summarize([1, 2, 3, 4, 5, 6], { fields: 'core' }).interval).toBeUndefined()
    expect(summarize([1, 2, 3, 4, 5, 6], { fields: 'full' }).interval).toBeDefined()
  })
  test('values that are not finite are refused by their place, or left out and counted', () => {
    const error = hydraErrorOf(() => summarize([1, NaN, Infinity]))
    expect([error.code, error.details['index']]).toEqual(['HYD-4001', 1])
    expect(
      hydraErrorOf(() =>
        summarize([
          [1, 2],
          [3, -Infinity],
        ]),
      ).message,
    ).toContain('sample 1 holds -Infinity at index 1')
    expect(summarize([1, NaN, 3, Infinity], { nonFinite: 'omit' })).toMatchObject({ n: 2, rejected: 2, median: 2 })
    expect(summarize([[NaN], [3, NaN]], { nonFinite: 'omit' }).map(({ n, rejected }) => [n, rejected])).toEqual([[0, 1], [1, 1]]) // prettier-ignore
  })
  test('a figure beyond the doubles is unknown', () => {
    expect(summarize([1.7e308, -1.7e308])).toMatchObject({ mean: 0, sd: undefined, cv: undefined })
  })
})

describe('options', () => {
  const call = (options: unknown) => () => summarize([1, 2, 3], options as SummaryOptions)
  test('lists and Maps are no options', () => {
    for (const options of [
      [],
      [{ quantiles: [0.5] }],
      new Map([['quantiles', [0.5]]]),
      new Set(['quantiles']),
      new Float64Array(2),
    ]) {
      expect(codeOf(call(options))).toBe('HYD-1003')
    }
    expect(call(new Map())).toThrow('got a Map')
    expect(call(Object.create(null))).not.toThrow()
  })

  test.each<[unknown, string]>([
    [{ confidence: 0 }, 'HYD-4004'],
    [{ confidence: 1 }, 'HYD-4004'],
    [{ confidence: NaN }, 'HYD-4004'],
    [{ confidence: '0.95' }, 'HYD-4004'],
    [{ nonFinite: 'propagate' }, 'HYD-1003'],
    [{ fields: 'some' }, 'HYD-1003'],
    [{ fields: ['mean', 'constructor'] }, 'HYD-1003'],
    [{ fields: ['__proto__'] }, 'HYD-1003'],
    [{ engine: 'fast' }, 'HYD-1003'],
    [{ confidenc: 0.9 }, 'HYD-1002'],
    ['core', 'HYD-1003'],
    [null, 'HYD-1003'],
  ])('%j: %s', (options, code) => {
    expect(codeOf(call(options))).toBe(code)
  })
  test('an unknown option names the nearest', () => {
    expect(hydraErrorOf(call({ confidenc: 0.9 })).hint).toBe('Did you mean confidence?')
  })
})

describe('what comes in at the door', () => {
  const hole: number[] = [1]
  hole[2] = 3
  test.each<[string, unknown]>([
    ['a Float32Array', Float32Array.of(1, 2)],
    ['a BigInt64Array', BigInt64Array.of(1n)],
    ['a DataView', new DataView(new ArrayBuffer(8))],
    ['a string', '1,2,3'],
    ['an object', { length: 2, 0: 1, 1: 2 }],
    ['nothing', undefined],
    ['null', null],
    ['an imposter', Object.create(Float64Array.prototype)],
    ['a hole', hole],
    ['numbers as text', ['1', '2']],
    ['a bigint among them', [1, 2n]],
    [
      'a lying list',
      new Proxy([1], { get: (target, key) => (key === 'length' ? Infinity : (Reflect.get(target, key) as unknown)) }),
    ],
  ])('%s: HYD-4006', (_, value) => {
    expect(codeOf(() => summarize(value as number[]))).toBe('HYD-4006')
  })

  test('a subclass that lies about its length is measured by its true length', () => {
    class Liar extends Float64Array {
      override get length() {
        return 1e9
      }
    }
    expect(summarize(new Liar([1, 2, 3])).n).toBe(3)
    expect(summarize([new Liar([1, 2, 3]), [1]]).map(({ n }) => n)).toEqual([3, 1])
  })
  test('a detached buffer is refused, an empty sample is not', () => {
    const x = Float64Array.of(1, 2, 3)
    structuredClone(x.buffer, { transfer: [x.buffer] })
    expect(codeOf(() => summarize(x))).toBe('HYD-4006')
    expect(codeOf(() => summarize([[1], x]))).toBe('HYD-4006')
    expect(summarize(new Float64Array(0)).n).toBe(0)
  })
  test('shared memory and views in the middle of a buffer', () => {
    const shared = new Float64Array(new SharedArrayBuffer(24))
    shared.set([3, 1, 2])
    expect(summarize(shared).median).toBe(2)
    expect(summarize(Float64Array.of(9, 1, 2, 3, 9).subarray(1, 4)).max).toBe(3)
  })
  test('a resizable buffer counts as long as it is now', () => {
    const buffer = new (ArrayBuffer as unknown as new (n: number, o: object) => ArrayBuffer & { resize(n: number): void })(40, {
      maxByteLength: 80,
    })
    const x = new Float64Array(buffer)
    x.fill(2)
    buffer.resize(16)
    expect(summarize(x).n).toBe(2)
  })
  test('an array of another realm', () => {
    expect(summarize(runInNewContext('Float64Array.of(1, 2, 3)') as Float64Array).median).toBe(2)
  })
  test('a getter that calls back in does not disturb the call it interrupts', () => {
    const list: number[][] = []
    Object.defineProperty(list, 0, { enumerable: true, get: () => [summarize([[7, 8, 9], [100]])[0]!.median!, 1, 3] })
    list[1] = [4, 5]
    expect(summarizeAll(list).map(({ median }) => median)).toEqual([3, 4.5])
  })
  test('the samples are not changed', () => {
    const x = Float64Array.of(3, 1, 2)
    summarize(x)
    scoreAnomalies(x)
    expect([...x]).toEqual([3, 1, 2])
  })
})

describe('summarizeGroups', () => {
  const values = Float64Array.of(1, 2, 3, 10, 20)
  test('columns and rows, empty groups among them', () => {
    const groups = summarizeGroups(values, Uint32Array.of(0, 3, 3, 5))
    expect(groups.length).toBe(3)
    expect([...groups.columns.median]).toEqual([2, NaN, 15])
    expect(groups.row(1)).toMatchObject({ n: 0, median: undefined })
    expect(groups.row(2)).toMatchObject({ n: 2, mean: 15 })
    expect([3, -1, 0.5, NaN].map((index) => codeOf(() => groups.row(index)))).toEqual(new Array(4).fill('HYD-4004'))
  })
  test('fields that were not asked for are unknown', () => {
    const { columns } = summarizeGroups(values, Uint32Array.of(0, 5), { fields: ['max'] })
    expect([columns.max[0], columns.mean[0]]).toEqual([20, NaN])
  })
  test('values left out are counted by group', () => {
    const groups = summarizeGroups(Float64Array.of(1, NaN, 3, Infinity), Uint32Array.of(0, 2, 4), { nonFinite: 'omit' })
    expect([[...groups.rejected], [...groups.columns.n], groups.row(1).rejected]).toEqual([[1, 1], [1, 1], 1])
  })
  test('later changes of the offsets do not reach the result', () => {
    const offsets = Uint32Array.of(0, 5)
    const groups = summarizeGroups(values, offsets)
    offsets[1] = 1
    expect(groups.row(0).n).toBe(5)
  })
  test.each<[string, unknown, string]>([
    ['empty', new Uint32Array(0), 'HYD-4004'],
    ['falling', Uint32Array.of(3, 1), 'HYD-4004'],
    ['too far', Uint32Array.of(0, 6), 'HYD-4004'],
    ['no Uint32Array', [0, 5], 'HYD-1003'],
    ['missing', undefined, 'HYD-1003'],
  ])('offsets %s', (_, offsets, code) => {
    expect(codeOf(() => summarizeGroups(values, offsets as Uint32Array))).toBe(code)
  })
  test('no groups at all', () => {
    expect(summarizeGroups(values, Uint32Array.of(0)).length).toBe(0)
  })
})

describe('success intervals', () => {
  test('ends and the empty case', () => {
    expect(successInterval(0, 0)).toEqual([0, 1])
    expect(successInterval(0, 10)[0]).toBe(0)
    expect(successInterval(10, 10)[1]).toBe(1)
    expect(successInterval(9, 10)[0]).toBeCloseTo(0.5958, 4)
  })
  test('a column gives what single calls give', () => {
    const { low, high } = successIntervals([0, 3, 7], [0, 9, 7], { confidence: 0.9 })
    expect([low[1], high[1]]).toEqual([...successInterval(3, 9, { confidence: 0.9 })])
    expect([low[0], high[0], high[2]]).toEqual([0, 1, 1])
  })
  test.each<[string, () => unknown, string]>([
    ['more successes than trials', () => successInterval(2, 1), 'HYD-4004'],
    ['half a trial', () => successInterval(0, 0.5), 'HYD-4004'],
    ['negative', () => successInterval(-1, 3), 'HYD-4004'],
    ['NaN', () => successInterval(NaN, 3), 'HYD-4004'],
    ['text', () => successInterval('1' as unknown as number, 3), 'HYD-4004'],
    ['confidence 2', () => successInterval(1, 3, { confidence: 2 }), 'HYD-4004'],
    ['columns of different lengths', () => successIntervals([1], [1, 2]), 'HYD-4008'],
    ['unknown option', () => successInterval(1, 3, { methods: 'jeffreys' } as object), 'HYD-1002'],
    ['unknown method', () => successInterval(1, 3, { method: 'wald' as 'wilson' }), 'HYD-1003'],
  ])('%s', (_, call, code) => {
    expect(codeOf(call)).toBe(code)
  })
})

describe('scoreAnomalies', () => {
  test('a spike is an event with its peak', () => {
    const { scores, flags, events, threshold } = scoreAnomalies([10, 11, 10, 80, 99, 11, 10, 11, 10, 11, 10, 90])
    expect(threshold).toBe(3.5)
    expect([...flags]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1])
    expect(events).toEqual([{ start: 3, end: 5, peak: 4 }, { start: 11, end: 12, peak: 11 }]) // prettier-ignore
    expect(scores[4]).toBeGreaterThan(scores[3]!)
  })
  test('three equal spikes in 30 do not hide', () => {
    const x = Array.from({ length: 30 }, (_, i) => (i % 10 === 9 ? 50 : 1 + (i % 7) / 10))
    expect(scoreAnomalies(x).events.map(({ peak }) => peak)).toEqual([9, 19, 29])
  })
  test('equal values, no values, one value', () => {
    expect(scoreAnomalies([2, 2, 2])).toMatchObject({ note: 'constant', events: [], rejected: 0 })
    expect(scoreAnomalies([]).scores.length).toBe(0)
    expect(scoreAnomalies([7]).note).toBe('constant')
    expect(scoreAnomalies([1, 2, 4])).not.toHaveProperty('note')
  })
  test('MAD 0 falls back on the mean deviation', () => {
    const { scores, flags } = scoreAnomalies([1, 1, 1, 1, 1, 1, 1, 7])
    expect(scores[7]).toBeCloseTo(6 / (1.2533141373155 * 0.75), 10)
    expect(flags[7]).toBe(1)
  })
  test('values left out keep their places', () => {
    const { scores, rejected, events } = scoreAnomalies([10, NaN, 11, 10, 11, 99], { nonFinite: 'omit' })
    expect([scores.length, scores[1], rejected, events]).toEqual([6, 0, 1, [{ start: 5, end: 6, peak: 5 }]])
  })
  test.each<[unknown, string]>([
    [{ method: 'magic' }, 'HYD-1003'],
    [{ method: 'constructor' }, 'HYD-1003'],
    [{ threshold: 0 }, 'HYD-4004'],
    [{ threshold: Infinity }, 'HYD-4004'],
    [{ treshold: 3 }, 'HYD-1002'],
  ])('%j: %s', (options, code) => {
    expect(codeOf(() => scoreAnomalies([1, 2, 3], options as object))).toBe(code)
  })
  test('NaN is refused by its place', () => {
    expect(hydraErrorOf(() => scoreAnomalies([1, 2, NaN])).details['index']).toBe(2)
  })
})
