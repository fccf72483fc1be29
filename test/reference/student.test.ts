import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { incompleteBeta } from '../../src/reference/math/beta.ts'
import { studentQuantileUpper, studentTail } from '../../src/reference/math/student.ts'
import { clusteredInterval, clusteredStatistic } from '../../src/reference/stats/clustered-sign.ts'
import { create as createRandom } from '../../src/reference/random/sfc32.ts'

interface Row {
  readonly in: readonly number[]
  readonly out: number
  readonly tol: number
  readonly from: string
}
const golden = (name: string): Row[] => JSON.parse(readFileSync(`fixtures/golden/math/${name}.json`, 'utf8')) as Row[]
const relative = (a: number, b: number): number => Math.abs(a - b) / Math.abs(b)

describe('against SciPy', () => {
  test("Student's quantile", () => {
    const off = golden('student').filter((row) => relative(studentQuantileUpper(row.in[0]!, row.in[1]!), row.out) > row.tol)
    expect(off).toEqual([])
  })

  test('the incomplete beta function', () => {
    const off = golden('beta').filter((row) => relative(incompleteBeta(row.in[0]!, row.in[1]!, row.in[2]!), row.out) > row.tol)
    expect(off).toEqual([])
  })
})

describe('laws', () => {
  const positive = fc.double({ min: 0.1, max: 400, noNaN: true })
  const share = fc.integer({ min: 1, max: 1023 }).map((k) => k / 1024) // 1 - x is exact

  test('I_x(a, b) + I_(1-x)(b, a) = 1', () => {
    fc.assert(
      fc.property(
        share,
        positive,
        positive,
        (x, a, b) => Math.abs(incompleteBeta(x, a, b) + incompleteBeta(1 - x, b, a) - 1) < 1e-10,
      ),
    )
  })

  test('the tail at the quantile is the share asked for', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.49, noNaN: true }), fc.integer({ min: 1, max: 200 }), (p, df) => {
        expect(relative(studentTail(studentQuantileUpper(p, df), df), p)).toBeLessThan(1e-9)
      }),
    )
  })

  test('outside the domain there is no answer', () => {
    for (const bad of [
      incompleteBeta(-0.1, 1, 1),
      incompleteBeta(0.5, 0, 1),
      studentQuantileUpper(0.7, 3),
      studentQuantileUpper(0.1, 0),
    ])
      expect(bad).toBeNaN()
    expect(studentQuantileUpper(0, 5)).toBe(Infinity)
  })
})

describe('the clustered sign test', () => {
  const stream = createRandom(7, 'test')
  const random = (): number => stream.float()
  const sample = (epochs: number, each: number, shift: (epoch: number) => number): { d: Float64Array; epoch: Uint32Array } => {
    const length = epochs * each
    const epoch = Uint32Array.from({ length }, (_, i) => Math.floor(i / each))
    return { d: Float64Array.from({ length }, (_, i) => shift(epoch[i]!) + random() - 0.5), epoch }
  }

  test('T falls as t grows', () => {
    const { d, epoch } = sample(6, 10, () => 0)
    const values = [...d].sort((a, b) => a - b).map((t) => Math.sign(clusteredStatistic(d, epoch, 6, t, 0)))
    expect(values).toEqual([...values].sort((a, b) => b - a))
  })

  test('the interval holds the median, both its ends are values, and it moves with the values', () => {
    const { d, epoch } = sample(12, 20, () => 0)
    const q = studentQuantileUpper(0.01, 11)
    const [low, high] = clusteredInterval(d, epoch, 12, q)!
    const median = [...d].sort((a, b) => a - b)[120]!
    expect(low).toBeLessThanOrEqual(median)
    expect(high).toBeGreaterThanOrEqual(median)
    expect(d.includes(low) && d.includes(high)).toBe(true)
    expect(clusteredInterval(d.map((x) => 2 * x), epoch, 12, q)).toEqual([2 * low, 2 * high]) // prettier-ignore
  })

  test('values that agree within epochs and differ between them widen it', () => {
    const q = studentQuantileUpper(0.01, 11)
    const width = (shift: (epoch: number) => number): number => {
      const { d, epoch } = sample(12, 20, shift)
      const [low, high] = clusteredInterval(d, epoch, 12, q)!
      return high - low
    }
    expect(width((epoch) => (epoch % 2) * 2 - 1)).toBeGreaterThan(5 * width(() => 0))
  })

  test('it covers the truth about as often as it says', () => {
    const q = studentQuantileUpper(0.01, 11)
    let covered = 0
    for (let i = 0; i < 400; i += 1) {
      const shifts = Array.from({ length: 12 }, () => random() - 0.5)
      const { d, epoch } = sample(12, 8, (e) => shifts[e]!)
      const [low, high] = clusteredInterval(d, epoch, 12, q)!
      if (low <= 0 && high >= 0) covered += 1
    }
    expect(covered).toBeGreaterThan(380)
  })

  test('too few values for the level: no interval', () => {
    const { d, epoch } = sample(2, 1, () => 0)
    expect(clusteredInterval(d, epoch, 2, studentQuantileUpper(0.01, 1))).toBeUndefined()
  })
})
