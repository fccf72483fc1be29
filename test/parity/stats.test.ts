import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  openAddon,
  scoreAnomalies,
  successIntervals,
  summarize,
  summarizeGroups,
  summaryFields,
  type EngineKind,
} from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { successMethods } from '../../src/reference/stats/success.ts'
import { any, finite, firstDifference, numRuns, outcomeOf, sample } from './nasty.ts'

const native = kernelsFor('native', { job: 'groups', size: 0 })
const reference = kernelsFor('reference', { job: 'groups', size: 0 })
const confidence = fc.oneof(fc.constantFrom(0.95, 0.98, 0.5), fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }))

/** Both engines on the same column; the answers must agree in status and, when it is 0, in every bit. */
function compareGroups(samples: readonly number[][], mask: number, level: number): void {
  const values = Float64Array.from(samples.flat())
  const offsets = Uint32Array.from([
    0,
    ...samples.map(
      (
        (end) => (x: number[]) =>
          (end += x.length)
      )(0),
    ),
  ])
  const size = samples.length * summaryFields.length
  const [a, b] = [new Float64Array(size), new Float64Array(size)]
  const status = native.summarizeGroups(values, offsets, mask, level, a)
  expect(status).toBe(reference.summarizeGroups(values, offsets, mask, level, b))
  if (status === 0) expect(firstDifference(a, b)).toBe(-1)
}

type PairRows = [[number, number][], number]

function comparePairs(pairs: PairRows[], points: number[], level: number): void {
  const values = Float64Array.from(pairs.flatMap(([rows]) => rows.map(([d]) => d)))
  const epochs = Uint32Array.from(pairs.flatMap(([rows]) => rows.map(([, epoch]) => epoch).sort((a, b) => a - b)))
  const offsets = new Uint32Array(pairs.length + 1)
  pairs.forEach(([rows], i) => (offsets[i + 1] = offsets[i]! + rows.length))
  const rules = Uint32Array.from(pairs, ([, rule]) => rule)
  const [a, b] = [0, 1].map(() => new Float64Array(pairs.length * (7 + points.length))) as [Float64Array, Float64Array]
  const given = [values, epochs, offsets, rules, Float64Array.from(points), level] as const
  expect([native.judgePairs(...given, a), reference.judgePairs(...given, b)]).toEqual([0, 0])
  expect(firstDifference(a, b)).toBe(-1)
}

describe('native and reference give the same bits', () => {
  test('summaries of groups, any mask of fields, any confidence', () => {
    const mask = fc.oneof(fc.constant(2 ** summaryFields.length - 1), fc.nat(2 ** summaryFields.length - 1))
    fc.assert(fc.property(fc.array(sample(any), { minLength: 1, maxLength: 6 }), mask, confidence, compareGroups), { numRuns })
  })

  test('summaries of finite samples of every size', () => {
    const all = 2 ** summaryFields.length - 1
    fc.assert(
      fc.property(fc.array(sample(finite), { minLength: 1, maxLength: 4 }), confidence, (x, c) => compareGroups(x, all, c)),
      { numRuns },
    )
  })

  test('summaries of large samples, which the native engine selects from by buckets', () => {
    const all = 2 ** summaryFields.length - 1
    const draws = fc.array(finite, { minLength: 1, maxLength: 60 })
    const size = fc.integer({ min: 2000, max: 5000 })
    fc.assert(
      fc.property(draws, size, fc.constantFrom(1, 50, 1e6), (x, n, ties) => {
        const large = Array.from({ length: n }, (_, i) => x[i % x.length]! * (1 - Math.floor(i / ties) * 1e-4))
        compareGroups([large], all, 0.95)
      }),
      { numRuns },
    )
  })

  test('pairs, any rule, any epochs, any points', () => {
    const row = fc.tuple(fc.oneof(finite, fc.double({ min: -0.1, max: 0.1, noNaN: true })), fc.nat(9))
    const pair = fc.tuple(fc.array(row, { maxLength: 90, size: 'max' }), fc.nat(3))
    const near = fc.double({ min: -0.2, max: 0.2, noNaN: true })
    fc.assert(fc.property(fc.array(pair, { maxLength: 5 }), fc.array(near, { maxLength: 3 }), confidence, comparePairs), {
      numRuns,
    })
  })

  test('success intervals', () => {
    expect(openAddon().successMethods()).toEqual([...successMethods])
    const counts = fc
      .tuple(fc.nat(10 ** 9), fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([n, p]) => [Math.floor(n * p), n] as const)
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 20 }), confidence, fc.constantFrom(...successMethods), (rates, level, method) => {
        const k = rates.map(([x]) => x)
        const n = rates.map(([, x]) => x)
        const a = successIntervals(k, n, { method, confidence: level, engine: 'native' })
        const b = successIntervals(k, n, { method, confidence: level, engine: 'reference' })
        expect([firstDifference(a.low, b.low), firstDifference(a.high, b.high)]).toEqual([-1, -1])
      }),
      { numRuns },
    )
  })
})

describe('the facade answers alike on both engines', () => {
  const both = (run: (engine: EngineKind) => unknown): void => {
    expect(outcomeOf(() => run('native'))).toStrictEqual(outcomeOf(() => run('reference')))
  }

  test('summarize: figures and codes', () => {
    fc.assert(
      fc.property(sample(any), fc.constantFrom('raise', 'omit'), (x, nonFinite) =>
        both((engine) => summarize(x, { nonFinite, engine })),
      ),
      { numRuns },
    )
  })
  test('scoreAnomalies: figures and codes', () => {
    fc.assert(
      fc.property(sample(any), fc.constantFrom('raise', 'omit'), (x, nonFinite) =>
        both((engine) => scoreAnomalies(x, { nonFinite, engine })),
      ),
      { numRuns },
    )
  })
  test('a group has the figures of its sample alone', () => {
    fc.assert(
      fc.property(
        fc.array(sample(finite), { minLength: 1, maxLength: 5 }),
        fc.constantFrom<EngineKind>('native', 'reference'),
        (samples, engine) => {
          const offsets = [0]
          for (const x of samples) offsets.push(offsets.at(-1)! + x.length)
          const groups = summarizeGroups(samples.flat(), Uint32Array.from(offsets), { fields: 'full', engine })
          samples.forEach((x, i) => expect(groups.row(i)).toStrictEqual(summarize(x, { engine })))
        },
      ),
      { numRuns },
    )
  })
})
