import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareToBaseline, findChangePoints, openAddon, type EngineKind } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { changeMethods } from '../../src/reference/drift/index.ts'
import { shiftColumns } from '../../src/reference/stats/shift.ts'
import { any, finite, firstDifference, numRuns, outcomeOf, sample } from './nasty.ts'

const native = kernelsFor('native', { job: 'changes', size: 0 })
const reference = kernelsFor('reference', { job: 'changes', size: 0 })

/** Series with levels, so that there is something to find. */
const stepped = fc
  .array(fc.tuple(fc.array(finite, { minLength: 1, maxLength: 25 }), fc.integer({ min: -2, max: 2 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.flatMap(([values, level]) => values.map((x) => x + level * 3000)))
const ordinary = fc
  .array(fc.tuple(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), fc.nat(3)), { maxLength: 4 })
  .map((parts) => parts.flatMap(([values, level]) => values.map((x) => x + level)))
const series = fc.oneof(stepped, ordinary, sample(any))

function columnOf(list: readonly number[][]): [Float64Array, Uint32Array] {
  const offsets = [0]
  for (const values of list) offsets.push(offsets.at(-1)! + values.length)
  return [Float64Array.from(list.flat()), Uint32Array.from(offsets)]
}

describe('native and reference give the same bits', () => {
  test('names of methods and columns', () => {
    expect(openAddon().changeMethods()).toEqual([...changeMethods])
    expect(openAddon().shiftColumns()).toEqual([...shiftColumns])
  })

  test.each(changeMethods.map((name, i) => [name, i] as const))('change points: %s', (_, method) => {
    const level = fc.constantFrom(0.01, 0.05, 0.4)
    fc.assert(
      fc.property(
        fc.array(series, { maxLength: 3 }),
        level,
        fc.integer({ min: 2, max: 9 }),
        fc.integer(),
        (list, p, least, seed) => {
          const [values, offsets] = columnOf(list)
          const params = Float64Array.of(p, least, seed, 19)
          const [a, b] = [new Float64Array(values.length), new Float64Array(values.length)]
          const status = native.changePoints(method, values, offsets, params, a)
          expect(status).toBe(reference.changePoints(method, values, offsets, params, b))
          if (status === 0) expect(firstDifference(a, b)).toBe(-1)
        },
      ),
      { numRuns },
    )
  })

  test.each(['cusum', 'page-hinkley'].map((name, i) => [name, i] as const))('states of %s', (_, method) => {
    fc.assert(
      fc.property(
        series,
        fc.constantFrom(0, 0.5),
        fc.constantFrom(0.5, 8),
        fc.integer({ min: 2, max: 12 }),
        (x, slack, limit, warmup) => {
          const [a, b] = [new Float64Array(6 * x.length), new Float64Array(6 * x.length)]
          const given = [method, Float64Array.from(x), Float64Array.of(slack, limit, warmup)] as const
          expect([native.onlineStates(...given, a), reference.onlineStates(...given, b)]).toEqual([0, 0])
          expect(firstDifference(a, b)).toBe(-1)
        },
      ),
      { numRuns },
    )
  })

  test('shifts between samples', () => {
    const positive = sample(fc.double({ min: 1e-3, max: 1e3, noNaN: true }))
    const pair = fc.oneof(fc.tuple(positive, positive), fc.tuple(sample(finite), sample(finite)), fc.tuple(sample(any), ordinary))
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 3 }), fc.constantFrom(0.95, 0.5, 0.999), (pairs, confidence) => {
        const [values, offsets] = columnOf(pairs.flat())
        const size = pairs.length * shiftColumns.length
        const [a, b] = [new Float64Array(size), new Float64Array(size)]
        const status = native.sampleShifts(values, offsets, confidence, a)
        expect(status).toBe(reference.sampleShifts(values, offsets, confidence, b))
        if (status === 0) expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })
})

describe('the facade answers alike on both engines', () => {
  const both = (run: (engine: EngineKind) => unknown): void => {
    expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
  }
  test('findChangePoints: points and codes', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(...changeMethods), fc.constantFrom('raise', 'omit'), (x, method, nonFinite) =>
        both((engine) => findChangePoints(x, { method, nonFinite, engine, level: 0.1 })),
      ),
      { numRuns },
    )
  })
  test('compareToBaseline: verdicts and codes', () => {
    fc.assert(
      fc.property(series, series, (x, y) => both((engine) => compareToBaseline(x, y, { engine }))),
      { numRuns },
    )
  })
})
