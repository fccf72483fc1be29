import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitTrend, openAddon, type EngineKind } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { lineColumns } from '../../src/reference/trend/request.ts'
import { any, finite, firstDifference, numRuns, outcomeOf } from './nasty.ts'

const native = kernelsFor('native', { job: 'trend', size: 0 })
const reference = kernelsFor('reference', { job: 'trend', size: 0 })
const plain = fc.double({ min: -10, max: 10, noNaN: true })
const whole = fc.integer({ min: 0, max: 6 })
const points = fc.oneof(
  fc.array(fc.tuple(finite, finite), { maxLength: 40 }),
  fc.array(fc.tuple(whole, plain), { maxLength: 60 }),
  fc.array(fc.tuple(plain, whole), { maxLength: 60 }),
  fc.array(fc.tuple(any, plain), { maxLength: 20 }),
)

describe('native and reference give the same bits', () => {
  test('names of columns', () => {
    expect(openAddon().lineColumns()).toEqual([...lineColumns])
  })

  test.each(['least squares', 'theil-sen'].map((name, i) => [name, i] as const))('lines by %s', (_, method) => {
    const flags = fc.tuple(fc.boolean(), fc.boolean(), fc.constantFrom(0.95, 0.5, 0.999))
    fc.assert(
      fc.property(fc.array(points, { maxLength: 3 }), flags, (list, [intercept, correct, confidence]) => {
        const [x, y] = [0, 1].map((i) => Float64Array.from(list.flat().map((point) => point[i]!))) as [Float64Array, Float64Array]
        const offsets = new Uint32Array(list.length + 1)
        list.forEach((one, g) => (offsets[g + 1] = offsets[g]! + one.length))
        const params = Float64Array.of(Number(intercept), Number(correct), confidence)
        const size = list.length * lineColumns.length
        const [a, b] = [new Float64Array(size), new Float64Array(size)]
        const status = native.fitLines(method, x, y, offsets, params, a)
        expect(status).toBe(reference.fitLines(method, x, y, offsets, params, b))
        if (status === 0) expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test('slopes of more points than are made', { timeout: 60_000 }, () => {
    const n = 3200
    const x = Float64Array.from({ length: n }, (_, i) => (i * 7919) % 1601)
    const y = x.map((value, i) => 0.25 * value + ((i * 104729) % 97) - 48)
    const given = [1, x, y, Uint32Array.of(0, n), Float64Array.of(1, 1, 0.95)] as const
    const [a, b] = [new Float64Array(lineColumns.length), new Float64Array(lineColumns.length)]
    expect([native.fitLines(...given, a), reference.fitLines(...given, b)]).toEqual([0, 0])
    expect(firstDifference(a, b)).toBe(-1)
    const slopes: number[] = []
    for (let i = 0; i < n; i += 1)
      for (let j = i + 1; j < n; j += 1) if (x[i] !== x[j]) slopes.push((y[j]! - y[i]!) / (x[j]! - x[i]!))
    const sorted = Float64Array.from(slopes).sort()
    const middle = (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
    expect(Math.abs(a[0]! - middle)).toBeLessThan(1e-14)
  })

  test('polynomials and several columns', () => {
    const value = fc.oneof(plain, finite, whole)
    const rows = fc.array(fc.tuple(value, value, value, any), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        (all, degree, k, intercept) => {
          const x = Float64Array.from(Array.from({ length: k }, (_, j) => all.map((row) => row[j]!)).flat())
          const y = Float64Array.from(all, (row) => row[3])
          const params = Float64Array.of(k > 1 ? 1 : degree, Number(intercept))
          const [a, b] = [new Float64Array(25), new Float64Array(25)]
          const status = native.leastSquares(x, y, params, a)
          expect(status).toBe(reference.leastSquares(x, y, params, b))
          if (status === 0) expect(firstDifference(a, b)).toBe(-1)
        },
      ),
      { numRuns },
    )
  })
})

test('fitTrend: figures and codes are alike on both engines', () => {
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 4 }), fc.constantFrom('raise', 'omit'), (list, degree, nonFinite) => {
      const run = (engine: EngineKind): unknown => {
        const { at, ...figures } = fitTrend(list.map(([x]) => x), list.map(([, y]) => y), { degree, nonFinite, engine }) // prettier-ignore
        return { ...figures, at: at(2) }
      }
      expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
    }),
    { numRuns },
  )
})
