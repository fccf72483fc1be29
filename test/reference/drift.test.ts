import { describe, expect, test } from 'vitest'
import { changePoints } from '../../src/reference/drift/index.ts'
import { sampleShifts, shiftColumns } from '../../src/reference/stats/shift.ts'
import { golden, near } from './golden.ts'

const places = (marks: Float64Array): [number, number][] =>
  [...marks].flatMap((p, i): [number, number][] => (Number.isNaN(p) ? [] : [[i, p]]))

function marksOf(method: number, values: Float64Array, level = 0.01, minSegment = 5): Float64Array {
  const out = new Float64Array(values.length)
  expect(changePoints(method, values, Uint32Array.of(0, values.length), Float64Array.of(level, minSegment, 1, 199), out)).toBe(0)
  return out
}

describe('rank: places and p of the golden rows', () => {
  const rows = golden<[number[], number, number], [number, number][]>('drift/rank')
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const [values, level, minSegment] = row.in
    const found = places(marksOf(0, Float64Array.from(values), level, minSegment))
    expect(found.map(([i]) => i)).toEqual(row.out.map(([i]) => i))
    found.forEach(([, p], i) => expect(near(p, row.out[i]![1], row.tol), `${p}`).toBe(true))
  })
})

describe('shifts: figures of the golden rows', () => {
  const rows = golden<[number[], number[]], Record<string, number>>('stats/shift')
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const [current, baseline] = row.in
    const out = new Float64Array(shiftColumns.length)
    const offsets = Uint32Array.of(0, current.length, current.length + baseline.length)
    expect(sampleShifts(Float64Array.from([...current, ...baseline]), offsets, 0.95, out)).toBe(0)
    for (const [name, expected] of Object.entries(row.out)) {
      const actual = out[shiftColumns.indexOf(name as (typeof shiftColumns)[number])]!
      expect(near(actual, expected, row.tol), `${name}: ${actual} is not ${expected}`).toBe(true)
    }
  })
})

/** The cheapest cutting by trying every start for every end: what pruning must not change. */
function cheapest(values: readonly number[]): number[] {
  const n = values.length
  const mean = values.reduce((sum, x) => sum + x, 0) / n
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1)
  const rss = (from: number, to: number): [number, number] => {
    const part = values.slice(from, to)
    const size = part.length
    const centre = part.reduce((sum, x) => sum + x, 0) / size
    const middle = (size - 1) / 2
    const level = part.reduce((sum, x) => sum + (x - centre) ** 2, 0)
    const product = part.reduce((sum, x, i) => sum + (i - middle) * (x - centre), 0)
    return [level, level - product ** 2 / ((size * (size * size - 1)) / 12)]
  }
  const cost = [0, ...values.map(() => Infinity)]
  const from = [0, ...values.map(() => 0)]
  for (let end = 2; end <= n; end += 1) {
    for (let start = 0; start + 2 <= end; start += 1) {
      const [level, line] = rss(start, end)
      const flat = level / variance + 3 * Math.log(n)
      const sloped = end - start >= 8 ? line / variance + 4 * Math.log(n) : Infinity
      const total = cost[start]! + Math.min(flat, sloped)
      if (total < cost[end]! - 1e-9) [cost[end], from[end]] = [total, start]
    }
  }
  const found: number[] = []
  for (let end = from[n]!; end > 0; end = from[end]!) found.unshift(end)
  return found
}

/** A seeded stream of roughly normal noise, for examples only. */
function noise(seed: number): () => number {
  let state = seed
  const uniform = (): number => (state = (state * 48271) % 2147483647) / 2147483647
  return () => uniform() + uniform() + uniform() + uniform() - 2
}

test('pelt: pruning loses nothing', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const draw = noise(seed * 7919)
    const cut = 10 + (seed % 25)
    const values = Array.from(
      { length: 60 },
      (_, i) => draw() + (i >= cut ? 4 : 0) + (seed % 3 === 0 && i > 40 ? (i - 40) / 2 : 0),
    )
    const found = places(marksOf(1, Float64Array.from(values), 0.01, 2)).map(([i]) => i)
    expect(found, `seed ${seed}`).toEqual(cheapest(values))
  }
})

test('each method finds a clear step, and only there', () => {
  const draw = noise(20261)
  const values = Float64Array.from({ length: 60 }, (_, i) => draw() + (i >= 35 ? 6 : 0))
  for (const [method, least] of [
    [0, 5],
    [1, 2],
    [2, 5],
    [3, 2],
  ] as const) {
    // prettier-ignore
    expect(places(marksOf(method, values, 0.01, least)).map(([i]) => i), `method ${method}`).toEqual([35])
  }
})

test('e-divisive sees a change of spread that ranks do not', () => {
  const draw = noise(7)
  const values = Float64Array.from({ length: 120 }, (_, i) => draw() * (i >= 60 ? 8 : 1))
  expect(places(marksOf(0, values))).toEqual([])
  const found = places(marksOf(2, values)).map(([i]) => i)
  expect(found.some((i) => Math.abs(i - 60) <= 6)).toBe(true)
})

test('equal values have no change point with any method', () => {
  for (const method of [0, 1, 2, 3]) expect(places(marksOf(method, new Float64Array(30).fill(4)))).toEqual([])
})
