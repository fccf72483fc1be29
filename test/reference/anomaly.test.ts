import { describe, expect, test } from 'vitest'
import { anomalyScores } from '../../src/reference/anomaly/index.ts'
import { anomalyMethods } from '../../src/reference/anomaly/request.ts'
import { mark } from '../../src/reference/anomaly/refractory.ts'
import { golden, near, type Golden } from './golden.ts'

interface Row extends Golden<number[], number[]> {
  readonly method: (typeof anomalyMethods)[number]
  readonly causal: boolean
  readonly level: number
  readonly window?: number
  readonly most?: number
  readonly remark: number
  readonly flagged?: readonly number[]
}

const numberOf = (method: Row['method']): number => anomalyMethods.indexOf(method)

describe('scores against SciPy and numpy', () => {
  test.each(golden<number[], number[]>('anomaly/scores') as Row[])('$name', (row) => {
    const n = row.in.length
    const params = Float64Array.of(1, Number(row.causal), row.window ?? 0, 10, 0, 0, row.level, row.most ?? 0)
    const out = new Float64Array(2 * n + 1)
    expect(anomalyScores(numberOf(row.method), Float64Array.from(row.in), params, out)).toBe(0)
    const off = row.out.filter((expected, i) => !near(out[i]!, expected, row.tol) && Math.abs(out[i]! - expected) > row.tol)
    expect([off, out[2 * n]]).toEqual([[], row.remark])
    const flagged = [...out.subarray(n, 2 * n)].flatMap((x, i) => (x === 1 ? [i] : []))
    if (row.flagged !== undefined) expect(flagged).toEqual(row.flagged)
  })
})

describe('what does not fit is refused', () => {
  const values = Float64Array.of(1, 2, 3)
  const usual = [3, 0, 0, 10, 0, 0, 0.01, 0]
  const call = (method: number, params: readonly number[], x = values, room = 7): number =>
    anomalyScores(method, x, Float64Array.from(params), new Float64Array(room))
  const changed = (place: number, by: number): number[] => usual.map((x, i) => (i === place ? by : x))
  test('and what fits is not', () => expect(anomalyMethods.map((_, i) => call(i, usual))).toEqual([0, 0, 0, 0, 0, 0]))
  test.each([[0, 0], [0, NaN], [1, 2], [2, 1], [2, -3], [3, 1], [3, 2.5], [4, -2], [5, 0.5], [6, 0], [6, 1], [7, 2 ** 32]])(
    'parameter %i: %d',
    (place, by) => expect(call(1, changed(place, by))).toBe(4004),
  ) // prettier-ignore
  test('a method, a list of parameters, room, NaN, a logarithm of 0', () => {
    expect([call(6, usual), call(1.5, usual), call(1, usual.slice(1)), call(1, usual, values, 6)]).toEqual([
      4004, 4004, 4004, 4004,
    ])
    expect(call(0, usual, Float64Array.of(1, NaN, 2))).toBe(4001)
    expect(call(0, changed(5, 1), Float64Array.of(1, 0, 2))).toBe(4004)
  })
})

test('a flag needs a score above those of its span, and equal scores are no news', () => {
  const scores = Float64Array.of(0, 5, 4, 5, 6, 1, 1, 1, 5, 2)
  const marks = new Float64Array(10)
  mark(scores, 3, 0, marks)
  expect([...marks]).toEqual([0, 1, 1, 1, 1, 0, 0, 0, 1, 0])
  mark(scores, 3, 3, marks)
  expect([...marks]).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 1, 0])
  mark(scores, 3, 100, marks)
  expect([...marks]).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 0, 0])
})
