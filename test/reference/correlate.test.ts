import { describe, expect, test } from 'vitest'
import { correlate, type EngineKind } from '../../src/engine/index.ts'
import { golden, near } from './golden.ts'

type Figures = Readonly<Record<'r' | 'p' | 'low' | 'high', number>>
type Row = ReturnType<typeof golden<[number[], number[]], Record<'pearson' | 'spearman' | 'kendall', Figures>>>[number] & {
  readonly tolP: number
}

const rows = golden('correlate/pairs') as Row[]

describe.each<EngineKind>(['native', 'reference'])('correlations of SciPy, %s', (engine) => {
  describe.each(['pearson', 'spearman', 'kendall'] as const)('%s', (method) => {
    test.each(rows.map((row) => [row.name, row] as const))('%s', (_, row) => {
      const { r, p, interval } = correlate(...row.in, { method, engine })
      const actual = { r, p, low: interval?.[0], high: interval?.[1] }
      for (const [name, expected] of Object.entries(row.out[method])) {
        const figure = actual[name as keyof typeof actual]!
        expect(near(figure, expected, name === 'r' ? row.tol : row.tolP), `${name}: ${figure} is not ${expected}`).toBe(true)
      }
    })
  })
})
