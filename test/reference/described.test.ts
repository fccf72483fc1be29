/** Figures of the second kernel against exact arithmetic, SciPy and NIST; run on the engine of the project. */
import { describe, expect, test } from 'vitest'
import { autocorrelation, quantile, summarize, type OutlierCounts } from '../../src/engine/index.ts'
import { neededFor, quantileRanks } from '../../src/reference/stats/quantile-interval.ts'
import { golden, near } from './golden.ts'

interface Exact {
  readonly sum: number | null
  readonly mean: number
  readonly variance: number | null
  readonly sd: number
  readonly r1: number
}
const ulp = 2 ** -52

describe('NIST, and samples that cancel', () => {
  test.each(golden<number[], Exact>('stats/exact'))('$name: every bit with precision "exact"', ({ in: sample, out }) => {
    const { sum, mean, variance, sd, lag1 } = summarize(sample, { precision: 'exact' })
    expect({ sum, mean, variance, sd, r1: lag1 }).toEqual({
      ...out,
      sum: out.sum ?? undefined,
      variance: out.variance ?? undefined,
    })
    expect(autocorrelation(sample)).toBe(out.r1)
  })

  const nist = golden<number[], Exact>('stats/exact').filter(({ from }) => from.startsWith('NIST'))
  test.each(nist)('$name: mean, sd and r1 within one unit of the last place by default', ({ in: sample, out }) => {
    const { mean, sd, lag1 } = summarize(sample)
    expect([near(mean!, out.mean, ulp), near(sd!, out.sd, ulp), lag1]).toEqual([true, true, out.r1])
  })
  test('all nine are there', () => expect(nist.length).toBe(9))
})

describe('shape and robust figures', () => {
  type Figures = Record<string, number | null> & { outliers: OutlierCounts }
  test.each(golden<number[], Figures>('stats/described'))('$name', ({ in: sample, out: { outliers, ...out }, tol }) => {
    const row = summarize(sample) as unknown as Record<string, number | undefined>
    const off = Object.entries(out as Record<string, number | null>).filter(([name, expected]) => {
      const actual = row[name]
      // Shape of nearly equal values far from 0: what the mean lost shows.
      return expected === null
        ? actual !== undefined
        : actual === undefined || !near(actual, expected, Math.abs(expected) < 0.1 ? tol * 20 : tol)
    })
    expect(off.map(([name, expected]) => [name, expected, row[name]])).toEqual([])
    expect(row['outliers']).toEqual(outliers)
  })
})

describe('quantiles of nine types', () => {
  test.each(golden<[number[], number], number[]>('stats/quantile-types'))('$in', ({ in: [sample, p], out, tol }) => {
    const off = out.filter((expected, i) => !near(quantile(sample, p, { type: i + 1 }), expected, i < 3 ? 5e-16 : tol))
    expect(off).toEqual([])
  })
})

describe('ranks of quantile intervals against SciPy', () => {
  test.each(golden<[number, number, number], [number, number]>('stats/quantile-ranks'))(
    '$in',
    ({ in: [n, p, confidence], out }) => {
      const { low, high } = quantileRanks(n, p, confidence)
      expect([low, high]).toEqual(out)
    },
  )
  test('what p95, p99 and p99.9 need', () => {
    expect([0.95, 0.99, 0.999].map((p) => neededFor(p, 0.95))).toEqual([72, 368, 3688])
  })
})
