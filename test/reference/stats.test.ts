import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { madScores } from '../../src/reference/anomaly/mad.ts'
import { allFields, fieldNames } from '../../src/reference/stats/fields.ts'
import { summarizeGroups } from '../../src/reference/stats/groups.ts'
import { medianRanks } from '../../src/reference/stats/median-interval.ts'
import { countBeforeZero, orderRanks } from '../../src/reference/stats/select.ts'
import { successInterval } from '../../src/engine/index.ts'
import { successIntervals, type successMethods } from '../../src/reference/stats/success.ts'
import { golden, near } from './golden.ts'

type Figures = Record<(typeof fieldNames)[number], number | null>

function summaryOf(sample: readonly number[], confidence = 0.95): Map<string, number> {
  const out = new Float64Array(fieldNames.length)
  const status = summarizeGroups(Float64Array.from(sample), Uint32Array.of(0, sample.length), allFields, confidence, out)
  expect(status).toBe(0)
  return new Map(fieldNames.map((name, i) => [name, out[i]!]))
}

describe('summaries against exact arithmetic', () => {
  test.each(golden<number[], Figures>('stats/summary'))('$name', ({ in: sample, out, tol }) => {
    const actual = summaryOf(sample)
    const off = Object.entries(out).filter(([name, expected]) => {
      const value = actual.get(name)!
      return expected === null ? !Number.isNaN(value) : !near(value, expected, name.startsWith('interval') ? 1e-12 : tol)
    })
    expect(off.map(([name, expected]) => [name, expected, actual.get(name)])).toEqual([])
  })
})

describe('the ranks of the median interval against exact arithmetic', () => {
  test.each(golden<[number, number], [number, number] | null>('stats/median-interval'))(
    '$in',
    ({ in: [n, confidence], out, tol }) => {
      const { k, share } = medianRanks(n, confidence)
      if (out === null) expect(k).toBe(0)
      else expect([k, near(share, out[1], tol)]).toEqual([out[0], true])
    },
  )
})

describe("Wilson's interval against SciPy", () => {
  test.each(golden<[number, number, number], [number, number]>('stats/success'))(
    '$in',
    ({ in: [k, n, confidence], out, tol }) => {
      const low = new Float64Array(1)
      const high = new Float64Array(1)
      expect(successIntervals(0, Float64Array.of(k), Float64Array.of(n), confidence, low, high)).toBe(0)
      expect([near(low[0]!, out[0], tol), near(high[0]!, out[1], tol)]).toEqual([true, true])
    },
  )
})

describe('other intervals for success rates against SciPy and statsmodels', () => {
  test.each(golden<[(typeof successMethods)[number], number, number, number], [number, number]>('stats/success-methods'))(
    '$in',
    ({ in: [method, k, n, confidence], out, tol }) => {
      const interval = successInterval(k, n, { method, confidence, engine: 'reference' })
      expect(
        interval.map((end, i) => near(end, out[i]!, tol)),
        `${interval.join()} is not ${out.join()}`,
      ).toEqual([true, true])
    },
  )
})

describe('modified z-scores against exact arithmetic', () => {
  test.each(golden<number[], number[]>('stats/anomaly'))('$name', (row) => {
    const scores = new Float64Array(row.in.length)
    const status = madScores(Float64Array.from(row.in), scores)
    expect(status).toBe((row as { note?: string | null }).note === 'constant' ? 1 : 0)
    expect(row.out.filter((expected, i) => !near(scores[i]!, expected, row.tol))).toEqual([])
  })
})

describe('selection', () => {
  const value = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, 1, -1))

  test('puts every rank asked for in its place, above the size that is sorted whole', () => {
    const big = fc.array(value, { minLength: 201, maxLength: 1500, size: 'max' })
    fc.assert(
      fc.property(big, fc.array(fc.nat(200), { minLength: 1, maxLength: 8 }), (list, picks) => {
        const ranks = [...new Set(picks)].sort((a, b) => a - b)
        const scratch = Float64Array.from(list)
        const sorted = Float64Array.from(list).sort()
        expect(orderRanks(scratch, scratch.length, ranks)).toBe(false)
        for (const rank of ranks) expect(scratch[rank] === sorted[rank]).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  test('counts what comes before +0', () => {
    expect(countBeforeZero(Float64Array.of(-1, 0, -0, 2, -0), 5)).toBe(3)
  })
})

describe('laws of summaries', () => {
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -0, 1e308, -1e308, 5e-324))
  const sample = fc.array(number, { minLength: 1, maxLength: 80 })
  const ordinary = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 60 })

  test('quantiles never cross, and lie between the extremes', () => {
    fc.assert(
      fc.property(sample, (x) => {
        const s = summaryOf(x)
        const path = ['min', 'p5', 'p25', 'median', 'p75', 'p90', 'p95', 'p99', 'max'].map((name) => s.get(name)!)
        return path.every((value, i) => i === 0 || path[i - 1]! <= value)
      }),
    )
  })
  test('the mean lies between the extremes, and equal values have sd exactly 0', () => {
    fc.assert(
      fc.property(
        sample,
        (x) => summaryOf(x).get('min')! <= summaryOf(x).get('mean')! && summaryOf(x).get('mean')! <= summaryOf(x).get('max')!,
      ),
    )
    fc.assert(
      fc.property(number, fc.integer({ min: 2, max: 40 }), (x, n) => summaryOf(new Array<number>(n).fill(x)).get('sd') === 0),
    )
  })
  test('the interval contains the median', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 6, maxLength: 200 }), (x) => {
        const s = summaryOf(x)
        return s.get('intervalLow')! <= s.get('median')! && s.get('median')! <= s.get('intervalHigh')!
      }),
    )
  })
  test('a permuted sample has the same order statistics', () => {
    fc.assert(
      fc.property(sample, (x) => {
        const a = summaryOf(x)
        const b = summaryOf([...x].reverse())
        for (const name of ['min', 'p25', 'median', 'p99', 'max', 'mad', 'intervalLow']) expect(b.get(name)).toBe(a.get(name))
      }),
    )
  })
  test('scaling by a power of two scales every figure exactly', () => {
    fc.assert(
      fc.property(ordinary, fc.integer({ min: -20, max: 20 }), (x, power) => {
        const factor = 2 ** power
        fc.pre(x.every((value) => value === 0 || Math.abs(value) > 1e-200))
        const a = summaryOf(x)
        const b = summaryOf(x.map((value) => value * factor))
        for (const name of fieldNames.slice(1, -1)) expect(b.get(name)).toBe(a.get(name)! * factor)
        fc.pre(x.every((value) => value === 0 || Math.abs(value) > 1e-140))
        expect(b.get('variance')).toBe(a.get('variance')! * factor * factor)
      }),
    )
  })
})

describe('arguments that do not fit', () => {
  const values = Float64Array.of(1, 2, 3)
  const all = new Float64Array(30)
  test.each([
    ['a mask beyond the fields', () => summarizeGroups(values, Uint32Array.of(0, 3), allFields + 1, 0.95, all)],
    ['a mask that is no whole number', () => summarizeGroups(values, Uint32Array.of(0, 3), 1.5, 0.95, all)],
    ['falling offsets', () => summarizeGroups(values, Uint32Array.of(2, 1), 1, 0.95, all)],
    ['offsets beyond the values', () => summarizeGroups(values, Uint32Array.of(0, 4), 1, 0.95, all)],
    ['no offsets', () => summarizeGroups(values, new Uint32Array(0), 1, 0.95, all)],
    ['a short output', () => summarizeGroups(values, Uint32Array.of(0, 1, 2, 3), 1, 0.95, new Float64Array(2))],
    ['confidence 0, 1 and NaN', () => summarizeGroups(values, Uint32Array.of(0, 3), 1, NaN, all)],
    ['more successes than trials', () => successIntervals(0, Float64Array.of(2), Float64Array.of(1), 0.95, all, all)],
    ['half a trial', () => successIntervals(0, Float64Array.of(0), Float64Array.of(0.5), 0.95, all, all)],
    ['scores without room', () => madScores(values, new Float64Array(2))],
  ])('%s: 4004', (_, call) => {
    expect(call()).toBe(4004)
  })
  test.each([NaN, Infinity, -Infinity])('%s among the values: 4001', (bad) => {
    expect(summarizeGroups(Float64Array.of(1, bad, 2), Uint32Array.of(0, 3), allFields, 0.95, all)).toBe(4001)
    expect(summarizeGroups(Float64Array.of(1, bad, 2), Uint32Array.of(0, 3), 3, 0.95, all)).toBe(4001)
    expect(madScores(Float64Array.of(1, bad, 2), all)).toBe(4001)
  })
})
