import { describe, expect, test } from 'vitest'
import { findAllChangePoints, findChangePoints } from '../../../src/engine/index.ts'

const stepped = [10, 11, 10, 12, 11, 10, 11, 12, 10, 11, 15, 14, 16, 15, 14, 15, 16, 14, 15, 16]
const codeOf = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('findChangePoints', () => {
  test('says where, how sure, and how far', () => {
    const [change, ...others] = findChangePoints(stepped)
    expect(others).toEqual([])
    expect(change).toMatchObject({ index: 10, before: { median: 11, n: 10 }, after: { median: 15, n: 10 }, direction: 'up' })
    expect(change!.p).toBeLessThan(0.01)
    expect(change!.ratio).toBeCloseTo(15 / 11, 1)
    expect(change!.interval![0]).toBeGreaterThan(1.2)
  })

  test('a flat series has none; one of too few values has no answer', () => {
    expect(findChangePoints([5, 6, 5, 6, 5, 6, 5, 6, 5, 6])).toEqual([])
    expect(codeOf(() => findChangePoints([5, 6, 5]))).toBe('HYD-4002')
    expect(findAllChangePoints([[5, 6, 5], stepped]).map((points) => points?.length)).toEqual([undefined, 1])
    expect(findAllChangePoints([])).toEqual([])
  })

  test('direction and minChange leave out what does not matter', () => {
    expect(findChangePoints(stepped, { direction: 'down' })).toEqual([])
    expect(findChangePoints([...stepped].reverse(), { direction: 'down' })).toHaveLength(1)
    expect(findChangePoints(stepped, { minChange: 0.5 })).toEqual([])
    expect(findChangePoints(stepped, { minChange: 0.3 })).toHaveLength(1)
  })

  test('zero and negative values: no ratio, but a direction', () => {
    const [change] = findChangePoints(stepped.map((x) => x - 11))
    expect(change).toMatchObject({ index: 10, ratio: undefined, interval: undefined, direction: 'up' })
  })

  test('values left out do not move the places', () => {
    const gaps = [NaN, ...stepped.slice(0, 10), Infinity, ...stepped.slice(10)]
    expect(findChangePoints(gaps, { nonFinite: 'omit' })[0]?.index).toBe(12)
    expect(codeOf(() => findChangePoints(gaps))).toBe('HYD-4001')
  })

  test('p only where the method has one', () => {
    expect(findChangePoints(stepped, { method: 'pelt' })[0]?.p).toBeUndefined()
    expect(findChangePoints(stepped, { method: 'bocpd' }).every(({ p }) => p === undefined)).toBe(true)
    expect(findChangePoints(stepped, { method: 'e-divisive' })[0]?.p).toBe(0.005)
  })

  test.each<[string, unknown, string]>([
    ['unknown method', { method: 'constructor' }, 'HYD-1003'],
    ['unknown option', { penalty: 3 }, 'HYD-1002'],
    ['level 1', { level: 1 }, 'HYD-4004'],
    ['level as text', { level: '0.05' }, 'HYD-4004'],
    ['segments of one', { minSegment: 1 }, 'HYD-4004'],
    ['half a segment', { minSegment: 2.5 }, 'HYD-4004'],
    ['negative change', { minChange: -1 }, 'HYD-4004'],
    ['direction', { direction: 'sideways' }, 'HYD-1003'],
    ['seed', { seed: 0.5 }, 'HYD-4004'],
    ['options', 'rank', 'HYD-1003'],
  ])('refuses %s', (_, options, code) => {
    expect(codeOf(() => findChangePoints(stepped, options as never))).toBe(code)
  })

  test('refuses what would take hours', () => {
    expect(codeOf(() => findChangePoints(new Float64Array(8000), { method: 'e-divisive' }))).toBe('HYD-4004')
    expect(codeOf(() => findChangePoints(new Float64Array(50_000), { method: 'pelt' }))).toBe('HYD-4004')
    expect(codeOf(() => findChangePoints('1,2' as never))).toBe('HYD-4006')
    expect(codeOf(() => findAllChangePoints(5 as never))).toBe('HYD-1003')
  })
})
