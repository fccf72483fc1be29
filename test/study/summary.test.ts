/** Figures of heads from their recorded trials. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byName } from '../../src/study/by-name.ts'
import { summarizeHeads } from '../../src/study/summary.ts'
import { outcomes } from '../../src/study/types.ts'
import { recordOf } from './records.ts'

describe('summarizeHeads', () => {
  test('times of failures never enter the durations, aborted trials enter nothing', () => {
    const sketch = {
      wallMs: [1, 2, 3, 100, 200, 0.1, 5],
      outcome: ['success', 'success', 'success', 'timeout', 'error', 'aborted', 'wrong'],
    } as const
    const [summary] = summarizeHeads(recordOf([['a', sketch]]))
    expect(summary).toMatchObject({ trials: 6, successes: 3, successRate: 0.5, failedMs: (100 + 200 + 5) / 3 })
    expect(summary?.durationMs).toMatchObject({ n: 3, median: 2, min: 1, max: 3 })
  })

  test('a head without a success has no durations, a rate of 0 and an interval that starts at 0', () => {
    const [summary] = summarizeHeads(recordOf([['a', { wallMs: [1, 2], outcome: ['error', 'exit'] }]]))
    expect(summary).toMatchObject({ trials: 2, successes: 0, successRate: 0, logVariance: undefined, failedMs: 1.5 })
    expect(summary?.durationMs).toMatchObject({ n: 0, median: undefined, mean: undefined })
    expect(summary?.successInterval[0]).toBe(0)
  })

  test('a head without a trial has the interval [0, 1]', () => {
    const [summary] = summarizeHeads(recordOf([['a', { wallMs: [] }]]))
    expect(summary).toMatchObject({ trials: 0, successRate: 0, successInterval: [0, 1], failedMs: undefined })
  })

  test('Wilson at 9 of 10 is what Wilson 1927 gives', () => {
    const outcome = Array.from({ length: 10 }, (_, i) => (i === 0 ? ('wrong' as const) : ('success' as const)))
    const [summary] = summarizeHeads(recordOf([['a', { wallMs: Array<number>(10).fill(1), outcome }]]))
    expect(summary?.successInterval[0]).toBeCloseTo(0.5958, 4)
    expect(summary?.successInterval[1]).toBeCloseTo(0.9821, 4)
  })

  test('the variance is of the logarithm of the times', () => {
    const [summary] = summarizeHeads(recordOf([['a', { wallMs: [1, Math.E, Math.E ** 2] }]]))
    expect(summary?.logVariance).toBeCloseTo(1, 12)
  })

  test('metrics: only successes that reported one, with their direction', () => {
    const metrics = { bytes: [10, 20, NaN, 1000] }
    const record = recordOf([['a', { wallMs: [1, 1, 1, 1], outcome: ['success', 'success', 'success', 'wrong'], metrics }]], {
      metrics: byName([['bytes', 'higher' as const]]),
    })
    const [summary] = summarizeHeads(record)
    expect(summary?.metrics['bytes']).toMatchObject({ n: 2, median: 15, better: 'higher' })
  })

  test('every input has figures of its own, also those no trial had', () => {
    const record = recordOf([['a', { wallMs: [1, 2, 30, 40], input: [0, 0, 1, 1], outcome: ['success', 'success', 'success', 'wrong'] }]], {
      inputs: [{ name: 'small' }, { name: '__proto__' }, { name: 'none' }],
    }) // prettier-ignore
    const [summary] = summarizeHeads(record)
    expect(summary?.byInput['small']).toMatchObject({ trials: 2, successes: 2, durationMs: { median: 1.5 } })
    expect(summary?.byInput['__proto__']).toMatchObject({ trials: 2, successes: 1, durationMs: { median: 30 } })
    expect(summary?.byInput['none']).toMatchObject({ trials: 0, successes: 0, durationMs: { median: undefined } })
  })

  test('resources are medians over successes; what was not measured is undefined', () => {
    const record = recordOf([['a', { wallMs: [1, 1, 1], outcome: ['success', 'success', 'error'] }]])
    const columns = { ...record.heads[0]!.columns, cpuMs: Float64Array.of(2, 4, 99) }
    const [summary] = summarizeHeads({ ...record, heads: [{ ...record.heads[0]!, columns, rssBytes: 5 }] })
    expect(summary).toMatchObject({ cpuMs: 3, heapBytes: undefined, rssBytes: 5 })
  })

  test('a head is summarised the same whatever heads stand beside it', () => {
    const trial = fc.record({ wallMs: fc.double({ min: 0, max: 1e6, noNaN: true }), outcome: fc.constantFrom(...outcomes) })
    const head = fc.array(trial, { maxLength: 30 }).map((trials) => ({
      wallMs: trials.map(({ wallMs }) => wallMs),
      outcome: trials.map(({ outcome }) => outcome),
    }))
    fc.assert(
      fc.property(fc.array(head, { minLength: 1, maxLength: 5 }), (heads) => {
        const all = summarizeHeads(recordOf(heads.map((sketch, i) => [`h${i}`, sketch])))
        heads.forEach((sketch, i) => expect(all[i]).toEqual(summarizeHeads(recordOf([['alone', sketch]]))[0]))
      }),
    )
  })
})
