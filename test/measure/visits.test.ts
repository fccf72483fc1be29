/** Heads of very unequal length in one study: several trials a turn for the short ones. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { profile } from '../../src/measure/index.ts'
import { visitsOf } from '../../src/measure/visits.ts'
import { createStudy } from '../../src/study/index.ts'
import { columnsOf, recordOf } from '../study/records.ts'

onWarning(() => undefined)
const burn = (ms: number) => (): number => {
  const until = performance.now() + ms
  let rounds = 0
  while (performance.now() < until) rounds += 1
  return rounds
}

describe('trials a turn', () => {
  test.each([
    [[1000, 10], [1, 10]],
    [[1, 1, 1], [1, 1, 1]],
    [[100, 10, 9, 1], [1, 1, 2, 10]],
    // A call of 1 ns beside one of 10 s: a batch of .1 ms, as often as it is worth.
    [[10_000, 0.1], [1, 1000]],
    [[0, 5, NaN], [1, 1, 1]],
    [[], []],
  ])('of %j ms: %j', (trialMs, visits) => expect(visitsOf(trialMs)).toEqual(visits)) // prettier-ignore

  test('no turn is shorter than a tenth of the longest, or it has a thousand trials', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 20 }), (trialMs) => {
        const visits = visitsOf(trialMs)
        const longest = Math.max(...trialMs)
        visits.forEach((visit, i) => {
          expect(visit * trialMs[i]! >= 0.1 * longest * (1 - 1e-9) || visit === 1000).toBe(true)
          expect(visit === 1 || (visit - 1) * trialMs[i]! < 0.1 * longest).toBe(true)
        })
      }),
    )
  })
})

describe('a study of a long and a short head', () => {
  test('within a budget the short one has several trials a turn, and the ratio is right', async () => {
    const study = await profile({ heads: { long: burn(20), short: burn(0.5) }, budgetMs: 700 })
    const [long, short] = [study.heads['long']!, study.heads['short']!]
    expect(long.trialsPerVisit).toBeUndefined()
    expect(short.trialsPerVisit).toBeGreaterThanOrEqual(3)
    expect(short.summary.trials).toBeGreaterThan(2 * long.summary.trials)
    const [comparison] = study.comparisons
    expect(comparison!.blocks).toBeGreaterThanOrEqual(Math.floor(long.summary.trials / 2) - 1)
    expect(comparison!.ratio).toBeGreaterThan(20)
    expect(comparison!.ratio).toBeLessThan(80)
  })

  test('a number of trials is had to the trial', async () => {
    const study = await profile({ heads: { long: burn(10), short: () => 1 }, trials: 8 })
    expect(['long', 'short'].map((name) => study.heads[name]!.summary.trials)).toEqual([8, 8])
    expect(study.heads['short']?.trialsPerVisit).toBeUndefined()
  })

  test('times of five orders of magnitude stand side by side', async () => {
    const study = await profile({ heads: { nothing: () => 1, long: burn(60) }, budgetMs: 1200 })
    expect(study.heads['nothing']?.summary.successes).toBeGreaterThan(0)
    expect(study.heads['long']?.summary.successes).toBeGreaterThanOrEqual(2)
    expect(study.comparisons[0]?.ratio).toBeLessThan(1e-4)
  })
})

test('the datum of a block is the time of a trial, whatever the number of trials a turn', () => {
  const blocks = 20
  const block = (each: number): number[] => Array.from({ length: blocks * 2 * each }, (_, i) => Math.floor(i / (2 * each)))
  const heads = [
    ['a', { wallMs: Array.from({ length: blocks * 2 }, () => 30), block: block(1) }],
    ['b', { wallMs: Array.from({ length: blocks * 10 }, () => 2), block: block(5), more: { trialsPerVisit: 5 } }],
  ] as const
  const [comparison] = createStudy(recordOf(heads)).comparisons
  expect(comparison).toMatchObject({ blocks, verdict: 'slower' })
  expect(comparison!.ratio).toBeCloseTo(15, 12)
  const cut = {
    wallMs: Array.from({ length: 5 }, () => 2),
    block: Array.from({ length: 5 }, () => 0),
    more: { trialsPerVisit: 5 },
  }
  expect(createStudy(recordOf([heads[0], ['b', cut]])).comparisons[0]?.blocks).toBe(0)
  expect(columnsOf(cut).wallMs).toHaveLength(5)
})
