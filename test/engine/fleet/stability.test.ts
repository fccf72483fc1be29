import { describe, expect, test } from 'vitest'
import { stabilityScores, type StabilityColumns, type StabilityOptions } from '../../../src/engine/index.ts'

const two = { names: ['a', 'b'], successes: [100, 60], trials: [100, 100] } as const

/** A list of two, of which the first is not there. */
function holed(second: unknown): unknown[] {
  const list = new Array<unknown>(2)
  list[1] = second
  return list
}

describe('stabilityScores', () => {
  test('no heads', () => {
    const { length, scores, fleet } = stabilityScores({ successes: [], trials: [] })
    expect([length, scores.length]).toEqual([0, 0])
    expect(fleet).toEqual({ mean: undefined, state: 'unknown', worst: undefined, known: 0, share: undefined })
  })

  test('a head, explained: the points that are missing, part by part', () => {
    const { row, fleet } = stabilityScores({ ...two, p95Ms: [10, NaN], baselineP95Ms: [5, 5] })
    const good = row(0)
    expect(good.parts.map(({ name, value }) => [name, value])).toEqual([
      ['success', 1],
      ['speed', 0.5],
      ['steadiness', undefined],
      ['availability', undefined],
      ['freshness', undefined],
    ])
    expect(good.score! / (100 * 0.5 ** (0.25 / 0.65))).toBeCloseTo(1, 12)
    expect(good.parts[1]!.cost).toBeCloseTo(100 - good.score!, 10)
    expect(good.reason).toMatch(/^speed \(0\.50 of 1\) costs 23\.4 points$/)
    const bad = row(1)
    expect(bad.parts[0]).toMatchObject({ weight: 1, cost: 100 - bad.score! })
    expect(fleet.worst).toEqual({ index: 1, name: 'b', score: bad.score })
    expect(stabilityScores({ successes: [100], trials: [100] }).row(0)).toMatchObject({
      ...{ name: undefined, score: 100, state: 'healthy', reason: 'nothing costs it half a point' },
    })
  })

  test('too few trials, or no part that counts: unknown, not 100', () => {
    const few = stabilityScores({ successes: [9], trials: [9] })
    expect(few.row(0)).toMatchObject({ score: undefined, state: 'unknown', parts: [{ cost: undefined }, {}, {}, {}, {}] })
    expect(few.fleet).toMatchObject({ mean: undefined, known: 0, share: 0 })
    expect(stabilityScores({ successes: [9], trials: [9] }, { fewestTrials: 9 }).row(0).state).toBe('degraded')
    const none = { success: 0, speed: 1, steadiness: 0, availability: 0, freshness: 0 }
    expect(stabilityScores(two, { weights: none }).row(0)).toMatchObject({ score: undefined, state: 'unknown' })
  })

  test('states: borders, and 5 points of hysteresis on the way up', () => {
    const weights = { success: 0, speed: 0, steadiness: 0, availability: 1, freshness: 0 }
    const shares = [0.81, 0.81, 0.86, 0.79, 0.54, 0.56, 0.49, 0.81, 0.81]
    const previous = ['healthy', 'degraded', 'degraded', 'healthy', 'unhealthy', 'unhealthy', 'degraded', 'unhealthy', 'unknown'] as const // prettier-ignore
    const all = shares.map(() => 50)
    const { row } = stabilityScores({ successes: all, trials: all, availability: shares, previous }, { weights })
    expect(shares.map((_, i) => row(i).state)).toEqual([
      ...['healthy', 'degraded', 'healthy', 'degraded', 'unhealthy', 'degraded', 'unhealthy', 'degraded', 'healthy'],
    ])
  })

  test('stuck: ten former scores that hardly move', () => {
    const still = Array.from({ length: 12 }, (_, i) => (i < 2 ? 5 : 70 + i * 1e-4))
    const history = [still, still.map((x, i) => x + i), [70, 70]]
    const all = [50, 50, 50]
    const { row } = stabilityScores({ successes: all, trials: all, history })
    expect([0, 1, 2].map((i) => row(i).stuck)).toEqual([true, false, undefined])
    expect(stabilityScores({ successes: all, trials: all }).row(0).stuck).toBeUndefined()
  })

  test('the mean is weighed by picks; heads that are never picked do not count', () => {
    const all = { successes: [100, 100], trials: [100, 100], availability: [1, 0.5] }
    const weights = { success: 0, speed: 0, steadiness: 0, availability: 1, freshness: 0 }
    const meanOf = (picks?: number[]): number | undefined => stabilityScores({ ...all, ...(picks === undefined ? {} : { picks }) }, { weights }).fleet.mean // prettier-ignore
    expect(meanOf()).toBeCloseTo(75, 10)
    expect(meanOf([3, 1])).toBeCloseTo(87.5, 10)
    expect(meanOf([0, 0])).toBeUndefined()
  })

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['more successes than trials', { successes: [101, 1] }, 'HYD-4004'],
    ['half a trial', { trials: [100, 60.5] }, 'HYD-4004'],
    ['unknown trials', { trials: [100, NaN] }, 'HYD-4004'],
    ['a negative time', { p95Ms: [1, -1] }, 'HYD-4004'],
    ['an infinite age', { ageMs: [1, Infinity] }, 'HYD-4004'],
    ['availability above 1', { availability: [1, 1.5] }, 'HYD-4004'],
    ['unknown picks', { picks: [1, NaN] }, 'HYD-4004'],
    ['a short column', { madMs: [1] }, 'HYD-4008'],
    ['short names', { names: ['a'] }, 'HYD-4008'],
    ['a name that is none', { names: ['a', 1] }, 'HYD-1003'],
    ['names in a text', { names: 'ab' }, 'HYD-1003'],
    ['a state that is none', { previous: ['healthy', 'constructor'] }, 'HYD-1003'],
    ['a former score that is none', { history: [[1], [NaN]] }, 'HYD-4001'],
    ['text', { successes: 'many' }, 'HYD-4006'],
    ['no successes', { successes: undefined }, 'HYD-1003'],
    ['no trials', { trials: undefined }, 'HYD-1003'],
    ['a hole among former scores', { history: holed([1, 2]) }, 'HYD-1003'],
    ['a hole among names', { names: holed('b') }, 'HYD-1003'],
    ['a misspelt column', { p95: [1, 1] }, 'HYD-1002'],
  ])('refuses %s', (_, change, code) => {
    expect(() => stabilityScores({ ...two, ...change })).toThrow(expect.objectContaining({ code }) as Error)
  })

  test.each<[string, object, string]>([
    ['target 0', { target: 0 }, 'HYD-4004'],
    ['target above 1', { target: 1.1 }, 'HYD-4004'],
    ['half-life 0', { halfLifeMs: 0 }, 'HYD-4004'],
    ['confidence 1', { confidence: 1 }, 'HYD-4004'],
    ['half a trial', { fewestTrials: 0.5 }, 'HYD-4004'],
    ['a negative weight', { weights: { speed: -1 } }, 'HYD-4004'],
    ['an unknown weight', { weights: { constructor: 1 } }, 'HYD-1002'],
    ['an unknown option', { heads: 1 }, 'HYD-1002'],
  ])('refuses %s', (_, options, code) => {
    expect(() => stabilityScores(two, options)).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('refuses an index that is none, and no columns', () => {
    const { row } = stabilityScores(two)
    for (const index of [-1, 2, 0.5, NaN])
      expect(() => row(index)).toThrow(expect.objectContaining({ code: 'HYD-4004' }) as Error)
    expect(() => stabilityScores(null as never)).toThrow(expect.objectContaining({ code: 'HYD-1003' }) as Error)
  })

  test('says which value', () => {
    expect(() => stabilityScores({ ...two, p95Ms: [1, -1] })).toThrow('p95Ms[1]')
    expect(() => stabilityScores({ trials: [NaN], successes: [1] })).toThrow('trials[0] must be a whole number')
    expect(() => stabilityScores({ trials: [1], successes: [2] })).toThrow(
      'successes[0] must be a whole number from 0 to the trials',
    )
    expect(() => stabilityScores({ ...two, history: holed([1]) as never })).toThrow('history[0] must be the former scores')
    expect(() => stabilityScores({ ...two, p95: [1, 1] } as never)).toThrow('unknown field "p95" of columns')
    expect(() => stabilityScores({ trials: [1] } as never)).toThrow('successes must be a column')
    expect(() => stabilityScores({ trials: [], successes: [] }).row(0)).toThrow('index must be the number of a head, of which there are none') // prettier-ignore
  })

  test('without a score, the reason that is true', () => {
    const reasonOf = (columns: StabilityColumns, options: StabilityOptions): string =>
      stabilityScores(columns, options).row(0).reason
    expect(reasonOf({ successes: [2], trials: [3] }, {})).toBe('no score: 3 of the 10 trials that it takes')
    expect(reasonOf({ successes: [0], trials: [0] }, { fewestTrials: 0 })).toBe('no score: no part is known')
    const weights = { success: 0, speed: 1, steadiness: 0, availability: 0, freshness: 0 }
    expect(reasonOf(two, { weights })).toBe('no score: every part that is known has weight 0')
  })

  test('of a head without a trial the success is not known', () => {
    const { parts, row } = stabilityScores({ successes: [0, 0], trials: [0, 1], availability: [0.5, 0.5] }, { fewestTrials: 0 })
    expect([parts.success[0], parts.success[1]]).toEqual([NaN, 0.01])
    expect(row(0).parts[0]).toEqual({ name: 'success', value: undefined, weight: 0, cost: 0 })
    expect(row(0).score).toBeCloseTo(50, 10)
  })

  test.each([1e307, 1e308, 5e-324])('picks of %d each: the mean is that of any equal picks', (pick) => {
    const given = { successes: [50, 50, 5], trials: [50, 50, 5], availability: [1, 0.5, 1] }
    const { mean, share } = stabilityScores({ ...given, picks: [pick, pick, pick] }).fleet
    expect(mean).toBeCloseTo(stabilityScores({ ...given, picks: [1, 1, 1] }).fleet.mean!, 10)
    expect(share).toBeCloseTo(2 / 3, 14)
  })
})
