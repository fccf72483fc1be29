/** Laws of correlations, on both engines (statistics.md, section 10). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correlate, correlateAll, type CorrelationMethod } from '../../src/engine/index.ts'
import { adjustPValues } from '../../src/engine/inference/adjust.ts'

const numRuns = 150
const methods = fc.constantFrom<CorrelationMethod>('pearson', 'spearman', 'kendall')
const whole = fc.integer({ min: -20, max: 20 })
/** Whole numbers, so that shifting and scaling are exact. */
const points = fc.array(fc.tuple(whole, whole), { minLength: 2, maxLength: 40 })
const sides = (all: readonly (readonly [number, number])[]): [number[], number[]] => [all.map(([a]) => a), all.map(([, b]) => b)] // prettier-ignore

describe.each(['native', 'reference'] as const)('correlations, %s', (engine) => {
  test('lie between -1 and 1, p between 0 and 1, and the interval holds r', () => {
    fc.assert(
      fc.property(points, methods, fc.constantFrom(0.5, 0.95, 0.999), (all, method, confidence) => {
        const { r, p, interval } = correlate(...sides(all), { engine, method, confidence })
        if (r !== undefined) expect(Math.abs(r)).toBeLessThanOrEqual(1)
        if (p !== undefined) expect(p >= 0 && p <= 1).toBe(true)
        if (interval !== undefined) expect(-1 <= interval[0] && interval[0] <= r! && r! <= interval[1] && interval[1] <= 1).toBe(true) // prettier-ignore
      }),
      { numRuns },
    )
  })

  test('changing sides changes nothing; turning one column round turns r and the interval', () => {
    fc.assert(
      fc.property(points, methods, (all, method) => {
        const [a, b] = sides(all)
        const there = correlate(a, b, { engine, method })
        expect(correlate(b, a, { engine, method })).toEqual(there)
        const back = correlate(a, b.map((x) => -x), { engine, method }) // prettier-ignore
        if (there.r === undefined) return
        expect(back.r! + there.r).toBe(0)
        expect(back.p).toBe(there.p)
        if (there.interval !== undefined) {
          expect([back.interval![0] + there.interval[1], back.interval![1] + there.interval[0]]).toEqual([0, 0])
        }
      }),
      { numRuns },
    )
  })

  test('ranks know no shift, no scale and no bend; Pearson no scale by a power of two', () => {
    fc.assert(
      fc.property(points, methods, (all, method) => {
        const [a, b] = sides(all)
        const before = correlate(a, b, { engine, method })
        expect(correlate(a.map((x) => x * 8), b, { engine, method })).toEqual(before) // prettier-ignore
        if (method === 'pearson') return
        expect(correlate(a.map((x) => x ** 3 + 7), b.map((x) => Math.exp(x / 10)), { engine, method })).toEqual(before) // prettier-ignore
      }),
      { numRuns },
    )
  })

  test('a batch is its single calls', () => {
    const columns = fc.integer({ min: 1, max: 20 }).chain((n) => fc.array(fc.array(whole, { minLength: n, maxLength: n }), { minLength: 2, maxLength: 5 })) // prettier-ignore
    fc.assert(
      fc.property(columns, methods, (all, method) => {
        for (const { a, b, adjusted, ...figures } of correlateAll(all, { engine, method })) {
          expect(figures).toEqual(correlate(all[Number(a)]!, all[Number(b)]!, { engine, method }))
          if (figures.p !== undefined) expect(adjusted).toBeGreaterThanOrEqual(figures.p)
        }
      }),
      { numRuns },
    )
  })

  test('tau-b is what counting all pairs gives', () => {
    fc.assert(
      fc.property(points, (all) => {
        let [s, inA, inB] = [0, 0, 0]
        all.forEach(([a, b], i) =>
          all.slice(i + 1).forEach(([c, d]) => {
            s += Math.sign(a - c) * Math.sign(b - d)
            inA += Number(a !== c)
            inB += Number(b !== d)
          }),
        )
        const { r } = correlate(...sides(all), { engine, method: 'kendall' })
        if (inA === 0 || inB === 0) expect(r).toBeUndefined()
        else expect(r).toBeCloseTo(s / Math.sqrt(inA * inB), 13)
      }),
      { numRuns },
    )
  })
})

test('Benjamini and Hochberg: at least the raw p, at most 1, in the same order, and never above Bonferroni', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
      const adjusted = adjustPValues(p, 'benjamini-hochberg')
      p.forEach((raw, i) => {
        expect(adjusted[i]! >= raw && adjusted[i]! <= Math.min(1, raw * p.length)).toBe(true)
        p.forEach((other, j) => expect(raw < other ? adjusted[i]! <= adjusted[j]! : true).toBe(true))
      })
    }),
  )
})
