import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adjustPValues,
  bootstrapInterval,
  compareSamples,
  confidenceSequence,
  openAddon,
  type EngineKind,
} from '../../src/engine/index.ts'
import { adjustMethods } from '../../src/reference/stats/adjust.ts'
import { bootstrapMethods, bootstrapStatistics } from '../../src/reference/stats/bootstrap/index.ts'
import { compareColumns, compareTests } from '../../src/reference/stats/compare/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { any, finite, firstDifference, numRuns, outcomeOf } from './nasty.ts'

const native = kernelsFor('native', { job: 'adjust', size: 0 })
const reference = kernelsFor('reference', { job: 'adjust', size: 0 })
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, -0, 1, 5e-324, 0.5, 0.05))

describe('native and reference give the same bits', () => {
  test('corrected p-values', () => {
    expect(openAddon().adjustMethods()).toEqual([...adjustMethods])
    const any = fc.oneof({ weight: 30, arbitrary: share }, { weight: 1, arbitrary: fc.constantFrom(NaN, 1.5, -1) })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), fc.nat(60), fc.nat(4), (list, family, method) => {
        const p = Float64Array.from(list)
        const [a, b] = [new Float64Array(p.length), new Float64Array(p.length)]
        expect(native.adjustPValues(method, p, family, a)).toBe(reference.adjustPValues(method, p, family, b))
        expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test('the facade', () => {
    fc.assert(
      fc.property(fc.array(share, { maxLength: 40 }), fc.constantFrom(...adjustMethods), (p, method) => {
        const [a, b] = (['native', 'reference'] as const).map((engine) => adjustPValues(p, method, { engine }))
        expect(firstDifference(a!, b!)).toBe(-1)
      }),
      { numRuns },
    )
  })
})

const one = fc.oneof(
  fc.array(finite, { maxLength: 14 }),
  fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }),
  fc.array(fc.double({ min: 0.5, max: 4, noNaN: true }), { maxLength: 90 }),
  fc.array(any, { maxLength: 8 }),
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 8 }),
)
/** Two samples, of one length when paired. */
const two = fc.tuple(one, one, fc.boolean()).map(([a, b, isPaired]) => {
  const length = a.length < b.length ? a.length : b.length
  return { a: isPaired ? a.slice(0, length) : a, b: isPaired ? b.slice(0, length) : b, isPaired }
})
const way = fc.tuple(fc.nat(2), fc.constantFrom(0.95, 0.5, 0.999), fc.integer())

describe('comparisons: native and reference give the same bits', () => {
  test('names', () => {
    expect(openAddon().compareTests()).toEqual([...compareTests])
    expect(openAddon().compareColumns()).toEqual([...compareColumns])
  })

  test.each(compareTests.map((name, test) => [name, test] as const))('%s', (_, place) => {
    fc.assert(
      fc.property(fc.array(two, { maxLength: place === 2 ? 1 : 3 }), way, (list, [alternative, confidence, seed]) => {
        const isPaired = place === 3 || (place === 2 && list[0]?.isPaired === true)
        const pairs = isPaired ? list.filter((pair) => pair.isPaired) : list
        const samples = pairs.flatMap(({ a, b }) => [a, b])
        const offsets = new Uint32Array(samples.length + 1)
        samples.forEach((sample, i) => (offsets[i + 1] = offsets[i]! + sample.length))
        const values = Float64Array.from(samples.flat())
        const params = Float64Array.of(Number(isPaired), alternative, confidence, seed)
        const size = pairs.length * compareColumns.length
        const [a, b] = [new Float64Array(size), new Float64Array(size)]
        const status = native.compareSamples(place, values, offsets, params, a)
        expect(status).toBe(reference.compareSamples(place, values, offsets, params, b))
        if (status === 0) expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test('arguments that do not fit each other', () => {
    const values = Float64Array.of(1, 2, 3)
    const out = new Float64Array(12)
    const refused: [number, number[], number[]][] = [
      [4, [0, 1, 3], [0, 0, 0.95, 1]],
      [0, [0, 1, 3], [1, 0, 0.95, 1]],
      [3, [0, 1, 3], [0, 0, 0.95, 1]],
      [3, [0, 1, 3], [1, 0, 0.95, 1]],
      [1, [0, 1, 3], [0, 3, 0.95, 1]],
      [1, [0, 1, 3], [0, 0, 1, 1]],
      [1, [0, 1], [0, 0, 0.95, 1]],
      [1, [0, 1, 4], [0, 0, 0.95, 1]],
      [1, [0, 1, 3], [0, 0, 0.95]],
    ]
    for (const [place, offsets, params] of refused) {
      const given = [place, values, Uint32Array.from(offsets), Float64Array.from(params), out] as const
      expect([native.compareSamples(...given), reference.compareSamples(...given)]).toEqual([4004, 4004])
    }
  })

  test('the facade: figures, notes and codes', () => {
    fc.assert(
      fc.property(two, fc.constantFrom(...compareTests), fc.constantFrom('raise', 'omit'), (pair, name, nonFinite) => {
        const options = { test: name, nonFinite, ...(pair.isPaired ? { paired: true } : {}) } as const
        const run = (engine: EngineKind): unknown => compareSamples(pair.a, pair.b, { ...options, engine })
        expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
      }),
      { numRuns },
    )
  })
})

describe('bootstrap intervals: native and reference give the same bits', () => {
  test('names', () => {
    expect(openAddon().bootstrapNames()).toEqual([...bootstrapStatistics, ...bootstrapMethods])
  })

  test.each(bootstrapStatistics.map((name, place) => [name, place] as const))('%s', (_, place) => {
    const params = fc.tuple(
      fc.oneof(fc.constantFrom(0, 0.5, 0.95, 1), fc.double({ min: 0, max: 1, noNaN: true })),
      fc.integer({ min: 1, max: 99 }),
      fc.integer(),
      fc.constantFrom(0.95, 0.5, 0.9),
      fc.constantFrom(0, 0, 0, 1, 2, 5),
    )
    fc.assert(
      fc.property(fc.array(one, { maxLength: 3 }), fc.nat(3), params, (samples, method, given) => {
        const offsets = new Uint32Array(samples.length + 1)
        samples.forEach((sample, i) => (offsets[i + 1] = offsets[i]! + sample.length))
        const values = Float64Array.from(samples.flat())
        const [a, b] = [new Float64Array(3 * samples.length), new Float64Array(3 * samples.length)]
        const status = native.bootstrapIntervals(place, method, values, offsets, Float64Array.from(given), a)
        expect(status).toBe(reference.bootstrapIntervals(place, method, values, offsets, Float64Array.from(given), b))
        if (status === 0) expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test('the facade: figures and codes', () => {
    const statistics = fc.constantFrom('mean', 'median', 'trimmed-mean', 'sd', 'p95', 'p0.1', 'p100', 'q1')
    fc.assert(
      fc.property(one, statistics, fc.constantFrom('raise', 'omit'), (x, statistic, nonFinite) => {
        const run = (engine: EngineKind): unknown =>
          bootstrapInterval(x, { statistic: statistic as 'mean', nonFinite, engine, resamples: 99 })
        expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
      }),
      { numRuns },
    )
  })
})

describe('confidence sequences: native and reference give the same bits', () => {
  const bits = fc.array(fc.constantFrom(0, 1), { maxLength: 400 })
  const steps = fc.tuple(share, fc.nat(900), share, fc.nat(900)).map(([a, m, b, n]) => [...Array<number>(m).fill(a), ...Array<number>(n).fill(b)]) // prettier-ignore
  const sample = fc.oneof(fc.array(share, { maxLength: 60 }), bits, steps)
  const alpha = fc.oneof(
    fc.constantFrom(0.05, 0.5, 1e-9, 5e-324, 1 - 2 ** -53),
    fc.double({ min: 1e-12, max: 0.99, noNaN: true }),
  )

  test('the kernel', () => {
    fc.assert(
      fc.property(sample, alpha, (x, level) => {
        const [a, b] = [new Float64Array(2), new Float64Array(2)]
        expect(native.confidenceSequence(Float64Array.from(x), level, a)).toBe(0)
        expect(reference.confidenceSequence(Float64Array.from(x), level, b)).toBe(0)
        expect(firstDifference(a, b)).toBe(-1)
        expect(a[0]! >= 0 && a[1]! <= 1).toBe(true)
      }),
      { numRuns },
    )
  })

  test('what is refused', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), fc.constantFrom(0, 1, NaN, -1, 0.05), fc.nat(3), (x, level, size) => {
        const given = [Float64Array.from(x), level, new Float64Array(size)] as const
        expect(native.confidenceSequence(...given)).toBe(reference.confidenceSequence(...given))
      }),
      { numRuns },
    )
  })

  test('the facade: figures and codes', () => {
    fc.assert(
      fc.property(fc.oneof(sample, fc.array(any, { maxLength: 5 })), alpha, (x, level) => {
        const run = (engine: EngineKind): unknown => confidenceSequence(x, { alpha: level, engine })
        expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
      }),
      { numRuns },
    )
  })
})
