/** Laws of change points, shifts and trends, on both engines (statistics.md, section 10). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compareAllToBaseline,
  compareToBaseline,
  cusum,
  findAllChangePoints,
  findChangePoints,
  fitTrend,
  newDetector,
  openAddon,
  pageHinkley,
  type ChangeMethod,
  type ChangePoint,
} from '../../src/engine/index.ts'

const numRuns = 60
const level = fc.integer({ min: 0, max: 3 })
const part = fc.tuple(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 25 }), level)
/** Whole numbers, so that shifting and scaling are exact. */
const series = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flatMap(([values, k]) => values.map((x) => x + 60 * k)))
  .filter((values) => values.length >= 10)
const places = (points: readonly ChangePoint[]): unknown => points.map(({ index, p, direction }) => [index, p, direction])
const methods: readonly ChangeMethod[] = ['rank', 'pelt', 'e-divisive', 'bocpd']

describe.each(['native', 'reference'] as const)('change points, %s', (engine) => {
  test('shifting by a whole number, or scaling by 4, leaves places and p of ranks', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -1000, max: 1000 }), (values, by) => {
        const found = places(findChangePoints(values, { engine }))
        expect(places(findChangePoints(values.map((x) => x + by), { engine }))).toEqual(found) // prettier-ignore
        expect(places(findChangePoints(values.map((x) => x * 4), { engine }))).toEqual(found) // prettier-ignore
      }),
      { numRuns },
    )
  })

  test('scaling by 4 leaves the places of every method', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(...methods), (values, method) => {
        const found = places(findChangePoints(values, { engine, method, level: 0.05 }))
        expect(places(findChangePoints(values.map((x) => x * 4), { engine, method, level: 0.05 }))).toEqual(found) // prettier-ignore
      }),
      { numRuns },
    )
  })

  test('a batch equals its single calls', () => {
    fc.assert(
      fc.property(fc.array(series, { maxLength: 4 }), fc.constantFrom(...methods), (list, method) => {
        const options = { engine, method, level: 0.05 }
        expect(findAllChangePoints(list, options)).toEqual(list.map((values) => findChangePoints(values, options)))
      }),
      { numRuns },
    )
  })

  test('places ascend, no segment is shorter than minSegment, every interval holds its ratio', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 5 }), (values, minSegment) => {
        const positive = values.map((x) => x + 1)
        const points = findChangePoints(positive, { engine, minSegment, level: 0.05 })
        points.forEach(({ index, before, after, p, ratio, interval }, i) => {
          expect(index).toBe((points[i - 1]?.index ?? 0) + before.n)
          expect(Math.min(before.n, after.n)).toBeGreaterThanOrEqual(minSegment)
          expect(p).toBeLessThanOrEqual(0.05)
          if (interval !== undefined) expect(interval[0] <= ratio! && ratio! <= interval[1]).toBe(true)
        })
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('recent runs against a baseline, %s', (engine) => {
  const runs = fc.array(fc.double({ min: 0.5, max: 4, noNaN: true }), { minLength: 5, maxLength: 30 })

  test('the interval holds the ratio; changing sides turns it round', () => {
    fc.assert(
      fc.property(runs, runs, (a, b) => {
        const there = compareToBaseline(a, b, { engine })
        const back = compareToBaseline(b, a, { engine })
        if (there.interval !== undefined) {
          expect(there.interval[0] <= there.ratio! && there.ratio! <= there.interval[1]).toBe(true)
        }
        expect(Math.abs(there.ratio! * back.ratio! - 1)).toBeLessThan(1e-12)
      }),
      { numRuns },
    )
  })

  test('p corrected for several is at least the p alone, and each figure that of the single call', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(runs, runs), { minLength: 1, maxLength: 5 }), (pairs) => {
        const list = pairs.map(([current, baseline]) => ({ current, baseline }))
        compareAllToBaseline(list, { engine }).forEach((one, i) => {
          const alone = compareToBaseline(list[i]!.current, list[i]!.baseline, { engine })
          expect(one.p).toBeGreaterThanOrEqual(alone.p!)
          expect({ ratio: one.ratio, interval: one.interval }).toEqual({ ratio: alone.ratio, interval: alone.interval })
        })
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('trends, %s', (engine) => {
  const points = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: -50, max: 50 })), { minLength: 3, maxLength: 40 })
    .filter((all) => new Set(all.map(([x]) => x)).size > 2)
  const methods = fc.constantFrom<'ols' | 'theil-sen'>('ols', 'theil-sen')

  test('the interval holds the slope', () => {
    fc.assert(
      fc.property(points, methods, (all, method) => {
        const { slope, slopeInterval } = fitTrend(all.map(([x]) => x), all.map(([, y]) => y), { method, engine }) // prettier-ignore
        // The ranks of few points do not reach to an interval.
        if (slopeInterval === undefined) expect([method, all.length < 8]).toEqual(['theil-sen', true])
        else expect(slopeInterval[0] <= slope! && slope! <= slopeInterval[1]).toBe(true)
      }),
      { numRuns },
    )
  })

  test('scaling y by 8 scales slope and intercept exactly', () => {
    fc.assert(
      fc.property(points, methods, (all, method) => {
        const x = all.map(([value]) => value)
        const fit = fitTrend(x, all.map(([, y]) => y), { method, engine }) // prettier-ignore
        const scaled = fitTrend(x, all.map(([, y]) => y * 8), { method, engine }) // prettier-ignore
        expect([scaled.slope, scaled.intercept, scaled.p]).toEqual([fit.slope! * 8, fit.intercept! * 8, fit.p])
      }),
      { numRuns },
    )
  })

  test('a polynomial through as many points as coefficients passes through them', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 6 }), (y) => {
        const x = y.map((_, i) => i)
        const { at } = fitTrend(x, y, { degree: y.length - 1, engine })
        y.forEach((value, i) => expect(at(i)).toBeCloseTo(value, 9))
      }),
      { numRuns },
    )
  })
})

test('a detector step by step is the detector over a column, and never changes its state in place', () => {
  const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 60 })
  const detectors = [[cusum, 0], [pageHinkley, 1]] as const // prettier-ignore
  fc.assert(
    fc.property(values, fc.constantFrom(...detectors), (x, [step, method]) => {
      const out = new Float64Array(6 * x.length)
      openAddon().onlineStates(method, Float64Array.from(x), Float64Array.of(0.5, 3, 4), out)
      let state = newDetector()
      x.forEach((value, i) => {
        state = step(Object.freeze(state), value, { threshold: 3, warmup: 4 })
        expect([state.n, state.mean, state.squares, state.up, state.down, state.alarm]).toEqual([...out.slice(6 * i, 6 * i + 6)])
      })
    }),
    { numRuns },
  )
})
