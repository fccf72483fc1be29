/** The closest pair while a study runs: which one, when it is looked at, and what that costs. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closestPair, LookPace } from '../../src/measure/live.ts'
import { profile, type Progress } from '../../src/measure/index.ts'
import { around, sampleStudy } from '../report/sample.ts'

describe('when to look', () => {
  test('all looks together stay below 1 % of the time, a second apart, as long as they take what was foreseen', () => {
    const pace = fc.record({
      gapMs: fc.integer({ min: 1, max: 500 }),
      trialsPerMs: fc.double({ min: 0.001, max: 50, noNaN: true }),
    })
    fc.assert(
      fc.property(pace, fc.double({ min: 0.00001, max: 0.0008, noNaN: true }), ({ gapMs, trialsPerMs }, perTrialMs) => {
        const looks = new LookPace()
        let [spent, last] = [0, -Infinity]
        for (let at = 0; at < 60_000; at += gapMs) {
          const trials = at * trialsPerMs
          if (!looks.mayLook(at, trials)) continue
          expect(at - last).toBeGreaterThanOrEqual(1000)
          const took = trials * perTrialMs
          looks.looked(at, trials, took)
          ;[spent, last] = [spent + took, at]
          expect(spent).toBeLessThanOrEqual(0.01 * at)
        }
      }),
      { seed: 1 },
    )
  })
  test('a look that took longer than foreseen is paid for by a longer wait', () => {
    const looks = new LookPace()
    expect([looks.mayLook(900, 10), looks.mayLook(10_000, 10)]).toEqual([false, true])
    looks.looked(10_000, 10, 500)
    expect([looks.mayLook(20_000, 20), looks.mayLook(49_000, 49), looks.mayLook(51_000, 51)]).toEqual([false, false, true])
  })
})

test('the closest pair is the one whose ratio is nearest to 1, either way', () => {
  const heads = [['a', 1], ['b', 2], ['c', 2.1], ['d', 1.9]] as const // prettier-ignore
  const study = sampleStudy(heads.map(([name, ms]) => ({ name, wallMs: around(ms, 60) })))
  const closest = closestPair(study.comparisons)
  expect([closest?.a, closest?.b, closest?.verdict]).toEqual(['b', 'c', 'faster'])
  expect(closest!.ratio).toBeCloseTo(2 / 2.1, 2)
  expect(closestPair(sampleStudy([{ name: 'a', wallMs: [1, 2] }, { name: 'b', wallMs: [1, 2] }]).comparisons)).toBeUndefined() // prettier-ignore
})

test('a study of some seconds tells it, a short one does not', async () => {
  const wait = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms))
  const told: Progress[] = []
  const onProgress = (progress: Progress): void => void told.push(progress)
  await profile({ heads: { short: wait(5), long: wait(20) }, budgetMs: 300, onProgress })
  expect(told.some(({ ratio }) => ratio !== undefined)).toBe(false)
  await profile({ heads: { short: wait(5), long: wait(20) }, budgetMs: 9000, onProgress })
  const { ratio } = told.at(-1)!
  expect(ratio).toMatchObject({ a: 'short', b: 'long' })
  expect(ratio!.ratio).toBeLessThan(1)
  expect(ratio!.interval[0]).toBeLessThanOrEqual(ratio!.ratio)
}, 60_000)
