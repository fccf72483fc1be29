import { describe, expect, test } from 'vitest'
import { fitTrend, type EngineKind } from '../../src/engine/index.ts'
import { golden, near } from './golden.ts'

interface Given {
  readonly x: number[][]
  readonly y: number[]
  readonly degree: number
  readonly intercept: boolean
}

interface Expected {
  readonly coefficients: number[]
  readonly errors: number[]
  readonly r2: number
  readonly residualSd: number
}

interface Row {
  readonly name: string
  readonly in: Given
  readonly out: Expected
  readonly certified: number[]
  readonly lre: number
  readonly tol: number
}

/** Digits that are right: -log10 of the relative error, of 0 the absolute one; at most 15. */
function digits(actual: number, expected: number): number {
  const error = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected))
  return error === 0 ? 15 : Math.min(15, -Math.log10(error))
}

describe.each<EngineKind>(['native', 'reference'])('NIST linear regression, %s', (engine) => {
  const rows = golden('trend/nist') as unknown as Row[]
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const { x, y, degree, intercept } = row.in
    const fit = fitTrend(x.length === 1 ? x[0]! : x, y, { degree, intercept, engine })
    row.certified.forEach((b, j) => expect(digits(fit.coefficients[j]!, b), `certified ${j}`).toBeGreaterThanOrEqual(row.lre))
    row.out.coefficients.forEach((b, j) =>
      expect(near(fit.coefficients[j]!, b, row.tol), `${fit.coefficients[j]} is not ${b}`).toBe(true),
    )
    row.out.errors.forEach((e, j) => expect(near(fit.coefficientErrors[j]!, e, 1e-12), `error ${j}`).toBe(true))
    expect(near(fit.r2!, row.out.r2, 1e-14)).toBe(true)
    expect(near(fit.residualSd!, row.out.residualSd, 1e-13)).toBe(true)
  })
})

test('NIST Wampler2, whose decimals are no doubles, has no residuals left in them', () => {
  const { in: given } = (golden('trend/nist') as unknown as Row[]).find(({ name }) => name === 'Wampler2')!
  expect(fitTrend(given.x[0]!, given.y, { degree: 5 })).toMatchObject({ residualSd: 0, r2: 1, p: 0 })
})

describe('Theil-Sen: figures of the golden rows', () => {
  const rows = golden<{ x: number[]; y: number[] }, Record<string, number | null>>('trend/theil-sen')
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
    const { x, y } = row.in
    const plain = fitTrend(x, y, { method: 'theil-sen', autocorrelation: false })
    const corrected = fitTrend(x, y, { method: 'theil-sen' })
    const actual: Record<string, number | undefined> = {
      slope: plain.slope!,
      intercept: plain.intercept!,
      low: plain.slopeInterval?.[0],
      high: plain.slopeInterval?.[1],
      p: plain.p!,
      pCorrected: corrected.p!,
    }
    for (const [name, expected] of Object.entries(row.out)) {
      const isAlike = expected === null ? actual[name] === undefined : near(actual[name]!, expected, row.tol)
      expect(isAlike, `${name}: ${actual[name]} is not ${expected}`).toBe(true)
    }
  })
})
