import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { correlateAll, openAddon, type CorrelationMethod, type EngineKind } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { correlationColumns } from '../../src/reference/correlate/index.ts'
import { any, finite, firstDifference, numRuns, outcomeOf } from './nasty.ts'

const native = kernelsFor('native', { job: 'correlate', size: 0 })
const reference = kernelsFor('reference', { job: 'correlate', size: 0 })
const value = fc.oneof(any, finite, fc.integer({ min: 0, max: 4 }), fc.double({ min: -10, max: 10, noNaN: true }))

describe('native and reference give the same bits', () => {
  test('names of columns', () => {
    expect(openAddon().correlationColumns()).toEqual([...correlationColumns])
  })

  test.each(['pearson', 'spearman', 'kendall'].map((name, i) => [name, i] as const))('%s', (_, method) => {
    const points = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(points, fc.boolean(), fc.constantFrom(0.95, 0.5, 0.999999), (rows, omit, confidence) => {
        const values = Float64Array.from([0, 1, 2].flatMap((i) => rows.map((row) => row[i]!)))
        const given = [values, Uint32Array.of(0, 1, 0, 2, 2, 1, 1, 1), Float64Array.of(rows.length, confidence, Number(omit))] as const // prettier-ignore
        const [a, b] = [new Float64Array(4 * correlationColumns.length), new Float64Array(4 * correlationColumns.length)]
        const status = native.correlatePairs(method, ...given, a)
        expect(status).toBe(reference.correlatePairs(method, ...given, b))
        if (status === 0) expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test.each([
    ['method', 3, [2, 0.95, 0], [0, 1]],
    ['length', 0, [3, 0.95, 0], [0, 1]],
    ['no length', 0, [0, 0.95, 0], [0, 1]],
    ['half a length', 0, [0.5, 0.95, 0], [0, 1]],
    ['confidence', 0, [2, 1, 0], [0, 1]],
    ['a place beyond', 0, [2, 0.95, 0], [0, 2]],
    ['an odd one', 0, [2, 0.95, 0], [0]],
    ['parameters', 0, [2, 0.95], [0, 1]],
  ])('a wrong %s is refused by both', (_, method, params, pairs) => {
    for (const kernels of [native, reference]) {
      const values = Float64Array.of(1, 2, 3, 4)
      const given = [Uint32Array.from(pairs), Float64Array.from(params), new Float64Array(5)] as const
      expect(kernels.correlatePairs(method, values, ...given)).toBe(4004)
    }
  })
})

test('correlateAll: figures and codes are alike on both engines', () => {
  const columns = fc
    .integer({ min: 0, max: 12 })
    .chain((n) => fc.array(fc.array(value, { minLength: n, maxLength: n }), { maxLength: 4 }))
  const methods = fc.constantFrom<CorrelationMethod>('pearson', 'spearman', 'kendall')
  fc.assert(
    fc.property(columns, methods, fc.constantFrom('raise', 'omit'), (all, method, nonFinite) => {
      const run = (engine: EngineKind): unknown => correlateAll(all, { method, nonFinite, engine })
      expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
    }),
    { numRuns },
  )
})
