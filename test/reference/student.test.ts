import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { incompleteBeta } from '../../src/reference/math/beta.ts'
import { studentQuantileUpper, studentTail } from '../../src/reference/math/student.ts'

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
