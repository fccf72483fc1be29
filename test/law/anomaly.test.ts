/** Laws of anomaly scores, on both engines. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  expandingScore,
  newExpandingScore,
  newRollingScore,
  rollingScore,
  scoreAnomalies,
  type AnomalyMethod,
  type AnomalyOptions,
} from '../../src/engine/index.ts'

const numRuns = 60
const methods: readonly AnomalyMethod[] = ['z', 'mad', 'iqr', 'gesd', 'ewma', 'ensemble']
const method = fc.constantFrom(...methods)
const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom(1e308, -1e308, 5e-324, 0, -0, 1e160) },
)
const series = fc.array(value, { maxLength: 150, size: 'max' })
const causal = fc.record({
  window: fc.constantFrom(2, 5, 30, 1000),
  warmup: fc.integer({ min: 2, max: 20 }),
  refractory: fc.constantFrom(0, 3, 400),
})

describe.each(['native', 'reference'] as const)('anomaly scores, %s', (engine) => {
  const score = (x: readonly number[], options: AnomalyOptions): ReturnType<typeof scoreAnomalies> =>
    scoreAnomalies(x, { ...options, engine })

  test('a prefix has the same causal scores and flags', () => {
    fc.assert(
      fc.property(series, method, causal, fc.nat(150), fc.boolean(), (x, name, given, cut, expanding) => {
        const { window, ...rest } = given
        const options = { method: name, causal: true, ...rest, ...(expanding ? {} : { window }) }
        const [whole, part] = [score(x, options), score(x.slice(0, cut), options)]
        expect([...part.scores]).toEqual([...whole.scores.subarray(0, cut)])
        expect([...part.flags]).toEqual([...whole.flags.subarray(0, cut)])
      }),
      { numRuns: 4 * numRuns },
    )
  })

  test('scores are finite and not negative, and 0 while warming up', () => {
    fc.assert(
      fc.property(series, method, causal, fc.boolean(), (x, name, given, isCausal) => {
        const { scores } = score(
          x,
          isCausal ? { method: name, causal: true, ...given } : { method: name, refractory: given.refractory },
        )
        expect(scores.every((s) => s >= 0 && s < Infinity)).toBe(true)
        if (isCausal) expect(scores.subarray(0, given.warmup).every((s) => s === 0)).toBe(true)
      }),
      { numRuns: 2 * numRuns },
    )
  })

  const plain = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 3, maxLength: 60 })
  test('scaling by 4 leaves every score', () => {
    fc.assert(
      fc.property(plain, method, fc.boolean(), (x, name, isCausal) => {
        const scaled = score(x.map((v) => v * 4), { method: name, causal: isCausal }) // prettier-ignore
        expect([...scaled.scores]).toEqual([...score(x, { method: name, causal: isCausal }).scores])
      }),
      { numRuns },
    )
  })

  test('changing the order of a sample changes the order of its scores (mad, iqr)', () => {
    fc.assert(
      fc.property(plain, fc.constantFrom<AnomalyMethod>('mad', 'iqr'), (x, name) => {
        const back = score([...x].reverse(), { method: name })
        expect([...back.scores].reverse()).toEqual([...score(x, { method: name }).scores])
      }),
      { numRuns },
    )
  })

  test('z never exceeds (n - 1) / sqrt n', () => {
    fc.assert(
      fc.property(series, (x) => {
        const most = (x.length - 1) / Math.sqrt(x.length)
        expect(score(x, { method: 'z' }).scores.every((s) => s <= most * (1 + 1e-12))).toBe(true)
      }),
      { numRuns },
    )
  })

  test('the ensemble of a sample flags what two of mad, iqr at 3 and gesd flag', () => {
    fc.assert(
      fc.property(plain, (x) => {
        const opinions = [score(x, { method: 'mad' }), score(x, { method: 'iqr', threshold: 3 }), score(x, { method: 'gesd' })]
        const votes = x.map((_, i) => opinions.reduce((sum, { flags }) => sum + flags[i]!, 0))
        expect([...score(x, { method: 'ensemble' }).flags]).toEqual(votes.map((count) => Number(count >= 2)))
      }),
      { numRuns: 4 * numRuns },
    )
  })

  test('the outliers of gesd are those of its table: all steps up to the last above its limit', () => {
    fc.assert(
      fc.property(plain, fc.integer({ min: 1, max: 5 }), (x, maxOutliers) => {
        const few = score(x, { method: 'gesd', maxOutliers }).flags.reduce((a, b) => a + b, 0)
        const more = score(x, { method: 'gesd', maxOutliers: maxOutliers + 1 }).flags.reduce((a, b) => a + b, 0)
        expect(few <= maxOutliers && few <= more).toBe(true)
      }),
      { numRuns },
    )
  })

  test('a flag is above the threshold and above every score of its span; events are runs of flags', () => {
    fc.assert(
      fc.property(series, method, causal, (x, name, given) => {
        const { scores, flags, threshold, events } = score(x, { method: name, causal: true, ...given })
        flags.forEach((flag, i) => {
          const last = scores.subarray(Math.max(0, i - given.refractory), i)
          expect(flag === 1).toBe(scores[i]! > threshold && last.every((s) => s < scores[i]!))
        })
        const covered = events.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, k) => start + k))
        expect(covered).toEqual([...flags.keys()].filter((i) => flags[i] === 1))
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('one value after the other is the causal column, %s', (engine) => {
  test('expandingScore, by both methods; the state is never changed in place', () => {
    fc.assert(
      fc.property(series, fc.constantFrom('ensemble', 'z'), fc.integer({ min: 2, max: 20 }), (x, name, warmup) => {
        let state = newExpandingScore()
        const scores = x.map((v) => (state = expandingScore(Object.freeze(state), v, { method: name, warmup })).score)
        expect(scores).toEqual([...scoreAnomalies(x, { method: name, causal: true, warmup, engine }).scores])
        expect(state.n).toBe(x.length)
      }),
      { numRuns: 2 * numRuns },
    )
  })

  test('rollingScore, of any window', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 20 }), (x, window, warmup) => {
        let state = newRollingScore()
        const scores = x.map((v) => (state = rollingScore(Object.freeze(state), v, { window, warmup })).score)
        expect(scores).toEqual([...scoreAnomalies(x, { method: 'mad', causal: true, window, warmup, engine }).scores])
        expect(state.recent.length).toBe(Math.min(x.length, window))
      }),
      { numRuns: 2 * numRuns },
    )
  })
})

/** JSON has no -0, which the half of the least double is too. */
const kept = (state: unknown): unknown => JSON.parse(JSON.stringify(state))
const plus = fc.double({ min: -5, max: 5, noNaN: true }).map((x) => x + 0)

test('a state kept as JSON goes on where it was; what is not finite changes the score alone', () => {
  fc.assert(
    fc.property(fc.array(plus, { maxLength: 40 }), (x) => {
      let [expanding, rolling] = [newExpandingScore(), newRollingScore()]
      for (const v of x) {
        expanding = expandingScore(expanding, v)
        rolling = rollingScore(rolling, v, { window: 7 })
      }
      const copy = JSON.parse(JSON.stringify([expanding, rolling])) as [typeof expanding, typeof rolling]
      expect(kept(expandingScore(copy[0], 9))).toEqual(kept(expandingScore(expanding, 9)))
      expect(kept(rollingScore(copy[1], 9, { window: 7 }))).toEqual(kept(rollingScore(rolling, 9, { window: 7 })))
      expect(expandingScore(expanding, NaN)).toEqual({ ...expanding, score: 0 })
      expect(rollingScore(rolling, Infinity, { window: 7 })).toEqual({ ...rolling, score: 0 })
    }),
    { numRuns },
  )
})
