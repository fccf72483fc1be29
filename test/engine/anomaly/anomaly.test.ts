import { describe, expect, test } from 'vitest'
import { scoreAnomalies, type AnomalyMethod } from '../../../src/engine/index.ts'
import { isHydraError, type HydraError } from '../../../src/errors/index.ts'
import { thrown } from '../../support/thrown.ts'

function errorOf(deed: () => unknown): HydraError {
  const error = thrown(deed)
  if (isHydraError(error)) return error
  throw new Error('no HydraError was thrown')
}
const codeOf = (deed: () => unknown): string => errorOf(deed).code

const methods: readonly AnomalyMethod[] = ['z', 'mad', 'iqr', 'gesd', 'ewma', 'ensemble']
const spikes = [...Array.from({ length: 27 }, (_, i) => 2 + 0.1 * ((i * 7) % 11)), 50, 50, 50]
const flagsOf = (x: readonly number[], method: AnomalyMethod): number[] => [...scoreAnomalies(x, { method }).flags]

describe('a whole sample', () => {
  test('three equal spikes in 30 hide from z, and from no other but the chart', () => {
    expect(flagsOf(spikes, 'z')).toEqual(Array(30).fill(0))
    for (const method of ['mad', 'iqr', 'gesd', 'ensemble'] as const) {
      expect(flagsOf(spikes, method)).toEqual([...Array(27).fill(0), 1, 1, 1])
    }
  })
  test('z cannot flag one of ten, and says so; one of eleven it can', () => {
    const ten = [...Array.from({ length: 9 }, (_, i) => i % 2), 1e6]
    expect(scoreAnomalies(ten, { method: 'z' })).toMatchObject({ events: [], note: 'too-few' })
    expect(scoreAnomalies([0, ...ten], { method: 'z' }).flags[10]).toBe(1)
    expect(scoreAnomalies([0, ...ten], { method: 'z' })).not.toHaveProperty('note')
    expect(scoreAnomalies(ten, { method: 'z', threshold: 2.5 }).flags[9]).toBe(1)
  })
  test('usual thresholds', () => {
    expect(methods.map((method) => scoreAnomalies([1, 2, 3], { method }).threshold)).toEqual([3, 3.5, 1.5, 1, 3, 1])
  })
  test.each(methods)('%s: equal values are constant, quantised ones have finite scores', (method) => {
    expect(scoreAnomalies([4, 4, 4, 4], { method })).toMatchObject({ note: 'constant', events: [] })
    const quantised = scoreAnomalies([...Array(20).fill(5), 6, 6, 4, 9], { method })
    expect(quantised.scores.every((x) => x >= 0 && x < Infinity)).toBe(true)
    expect(quantised.scores[23]! > quantised.scores[0]!).toBe(true)
  })
  test('IQR 0: flags of iqr are those of mad', () => {
    const x = [...Array(20).fill(5), 6, 6, 4, 9]
    expect(flagsOf(x, 'iqr')).toEqual(flagsOf(x, 'mad'))
  })
  test('gesd and ensemble below three values say that these are too few', () => {
    for (const method of ['gesd', 'ensemble'] as const) {
      expect(scoreAnomalies([1, 9], { method })).toMatchObject({ note: 'too-few', events: [] })
    }
  })
  test('of no value, or none left, nothing can be flagged', () => {
    for (const method of methods) {
      expect(scoreAnomalies([], { method }).note).toBe('too-few')
      expect(scoreAnomalies([NaN, NaN], { method, nonFinite: 'omit' })).toMatchObject({ note: 'too-few', rejected: 2 })
    }
  })
  test('maxOutliers bounds what gesd finds', () => {
    expect(scoreAnomalies(spikes, { method: 'gesd', maxOutliers: 2 }).flags.reduce((a, b) => a + b, 0)).toBeLessThan(3)
  })
  test('logarithms: a ratio below counts as one above', () => {
    const x = [1, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 1, 0.01, 100]
    const { scores } = scoreAnomalies(x, { scale: 'log' })
    expect(scores[8]! / scores[9]!).toBeCloseTo(1, 1)
    expect(scoreAnomalies(x).scores[8]).toBeLessThan(scores[8]! / 2)
  })
})

describe('a stream', () => {
  const level = Array.from({ length: 600 }, (_, i) => 10 + ((i * 7919) % 13) / 4)
  const upset = level.map((x, i) => x + (i === 450 ? 60 : i === 470 ? 50 : 0))
  test.each(methods)('%s finds the upset, and flags it once', (method) => {
    const { events, threshold } = scoreAnomalies(upset, { method, causal: true })
    expect(events.filter(({ start }) => start >= 450).map(({ start }) => start)[0]).toBe(450)
    expect(events.some(({ start }) => start > 455)).toBe(false)
    expect(threshold).toBe(scoreAnomalies([], { method }).threshold)
  })
  test('the refractory rule is 400 points unless told otherwise', () => {
    const flags = (refractory?: number): number[] =>
      scoreAnomalies(upset, { method: 'mad', causal: true, ...(refractory === undefined ? {} : { refractory }) }).events.map(
        ({ start }) => start,
      )
    expect(flags()).toEqual(flags(400))
    expect(flags(0)).toEqual([450, 470])
  })
  test('no scores while warming up; a stream of no more says that it is too few', () => {
    const { scores, note } = scoreAnomalies([1, 2, 1, 2, 50], { method: 'z', causal: true, warmup: 5 })
    expect([...scores, note]).toEqual([0, 0, 0, 0, 0, 'too-few'])
    expect(scoreAnomalies([1, 2, 1, 2, 50], { method: 'z', causal: true, warmup: 4 }).flags[4]).toBe(1)
  })
  test.each(methods)('%s: after equal values anything else stands out, by a finite score', (method) => {
    const { scores, flags } = scoreAnomalies([...Array(100).fill(7), 8], { method, causal: true })
    expect([...scores.subarray(0, 100)].every((x) => x === 0)).toBe(true)
    expect([flags[100], Number.isFinite(scores[100])]).toEqual([1, true])
  })
  test('a window forgets', () => {
    const x = [...Array.from({ length: 50 }, (_, i) => 1000 * (i % 2)), ...Array.from({ length: 50 }, (_, i) => i % 2), 30]
    expect(scoreAnomalies(x, { method: 'z', causal: true }).flags[100]).toBe(0)
    expect(scoreAnomalies(x, { method: 'z', causal: true, window: 40, refractory: 20 }).flags[100]).toBe(1)
  })
})

describe('what is refused', () => {
  test.each<[object, string]>([
    [{ causal: 1 }, 'HYD-1003'],
    [{ scale: 'ln' }, 'HYD-1003'],
    [{ causal: true, window: 1 }, 'HYD-4004'],
    [{ causal: true, window: 2.5 }, 'HYD-4004'],
    [{ causal: true, warmup: 1 }, 'HYD-4004'],
    [{ refractory: -1 }, 'HYD-4004'],
    [{ method: 'gesd', level: 1 }, 'HYD-4004'],
    [{ method: 'gesd', maxOutliers: 0 }, 'HYD-4004'],
    [{ window: 5 }, 'HYD-1003'],
    [{ causal: false, warmup: 5 }, 'HYD-1003'],
    [{ level: 0.05 }, 'HYD-1003'],
    [{ method: 'mad', maxOutliers: 1 }, 'HYD-1003'],
    [{ method: 'ensemble', causal: true, level: 0.05 }, 'HYD-1003'],
    [{ method: 'gesd', causal: true, maxOutliers: 1 }, 'HYD-1003'],
    [{ windows: 3 }, 'HYD-1002'],
  ])('%j: %s', (options, code) => {
    expect(codeOf(() => scoreAnomalies([1, 2, 3], options))).toBe(code)
  })
  test('a logarithm of 0 by its place', () => {
    const error = errorOf(() => scoreAnomalies([1, 2, 0], { scale: 'log' }))
    expect([error.code, error.details['index']]).toEqual(['HYD-4004', 2])
    const later = errorOf(() => scoreAnomalies([NaN, -Infinity, NaN, 1, 0], { scale: 'log', nonFinite: 'omit' }))
    expect([later.message, later.details['index']]).toEqual([expect.stringContaining('0 at index 4'), 4])
  })
  test('an option that changes nothing, by its name', () => {
    expect(errorOf(() => scoreAnomalies([1, 2, 3], { window: 5 })).message).toContain(
      'window must be left out unless causal is true',
    )
  })
  test('options that the method uses are not', () => {
    const x = [1, 2, 3, 4, 5, 9]
    for (const options of [
      { method: 'gesd', causal: true, level: 0.05, window: 5, warmup: 3 },
      { method: 'ensemble', level: 0.05, maxOutliers: 2 },
      { method: 'ensemble', causal: true, window: 5, warmup: 3 },
    ] as const)
      expect(scoreAnomalies(x, options).scores).toHaveLength(6)
  })
  test('what would take hours, or half a minute', () => {
    const many = new Float64Array(100_000)
    expect(errorOf(() => scoreAnomalies(many, { method: 'gesd', maxOutliers: 90_000 })).message).toContain('at most 11627 with 100000 values') // prettier-ignore
    expect(codeOf(() => scoreAnomalies(many, { method: 'ensemble', maxOutliers: 11_628 }))).toBe('HYD-4004')
    expect(scoreAnomalies(many, { method: 'gesd', maxOutliers: 11_627 }).note).toBe('constant')
    const x = new Float64Array(200_000)
    expect(codeOf(() => scoreAnomalies(x, { method: 'gesd', maxOutliers: 199_000 }))).toBe('HYD-4004')
  })
})
