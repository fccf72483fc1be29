import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAddon, scoreAnomalies, type AnomalyOptions, type EngineKind } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { anomalyMethods } from '../../src/reference/anomaly/request.ts'
import { any, finite, firstDifference, numRuns, outcomeOf, sample } from './nasty.ts'

const native = kernelsFor('native', { job: 'anomaly', size: 0 })
const reference = kernelsFor('reference', { job: 'anomaly', size: 0 })

/** Quantised values, equal ones, durations, a level that moves: what scores of the past stumble over. */
const quantised = fc.array(fc.integer({ min: 2, max: 4 }), { maxLength: 80 })
const durations = fc.array(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), { maxLength: 80 })
const moved = fc.tuple(durations, fc.double({ min: 1, max: 1e6, noNaN: true })).map(([x, by]) => [...x, ...x.map((v) => v * by)])
const series = fc.oneof(quantised, durations, moved, sample(finite), sample(any))
const params = fc.record({
  threshold: fc.constantFrom(0.5, 1, 3.5),
  causal: fc.nat(1),
  window: fc.constantFrom(0, 2, 3, 7, 20),
  warmup: fc.integer({ min: 2, max: 12 }),
  refractory: fc.constantFrom(-1, 0, 1, 5, 400),
  log: fc.constantFrom(0, 0, 1),
  level: fc.constantFrom(0.01, 0.2, 1e-9),
  most: fc.constantFrom(0, 1, 3, 50),
})

describe('native and reference give the same bits', () => {
  test('names of methods', () => expect(openAddon().anomalyMethods()).toEqual([...anomalyMethods]))

  test.each(anomalyMethods.map((name, i) => [name, i] as const))('scores and marks of %s', (_, method) => {
    fc.assert(
      fc.property(series, params, (x, given) => {
        const values = Float64Array.from(x)
        const all = Float64Array.from(Object.values(given))
        const [a, b] = [new Float64Array(2 * x.length + 1), new Float64Array(2 * x.length + 1)]
        const status = native.anomalyScores(method, values, all, a)
        expect(status).toBe(reference.anomalyScores(method, values, all, b))
        if (status === 0) expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })
})

test('scoreAnomalies answers alike on both engines: figures and codes', () => {
  const options = fc.record<AnomalyOptions>({
    method: fc.constantFrom(...anomalyMethods),
    causal: fc.boolean(),
    nonFinite: fc.constantFrom('raise', 'omit'),
    scale: fc.constantFrom('linear', 'log'),
  })
  const both = (run: (engine: EngineKind) => unknown): void => {
    expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
  }
  fc.assert(
    fc.property(series, options, (x, given) => both((engine) => scoreAnomalies(x, { ...given, engine }))),
    { numRuns },
  )
})
