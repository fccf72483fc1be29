/** Laws of columns: what one row gives, all rows give, on both engines, folded or not, alone or in a set. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileFormula, compileFormulas, type ColumnResult, type Formula, type FormulaOptions } from '../../src/formula/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { randomData, randomFormula, rowOf, variables } from '../support/formulas.ts'
import { randomRows, type Draw } from '../support/programs.ts'

const options = { variables, units: 'warn', limits: { nesting: 512 } } as const satisfies FormulaOptions
const drawsOf = (seed: number): Draw => {
  const random = create(seed, 'formula-columns')
  return (n) => random.below(n)
}

/** Undefined for what has no type at all. */
function compiled(text: string, optimize = true): Formula | undefined {
  try {
    return compileFormula(text, { ...options, optimize })
  } catch (error) {
    if ((error as { code?: string }).code === 'HYD-2002') return undefined
    throw error
  }
}

/** The value of a row, as `evaluate` gives it. */
function valueAt(result: ColumnResult, row: number): unknown {
  if (result.type === 'string') return result.values[row]
  if (result.type === 'boolean') return result.missing?.[row] === 1 ? undefined : result.values[row] === 1
  return Number.isNaN(result.values[row]) ? undefined : result.values[row]
}

const valuesOf = (result: ColumnResult, rows: number): unknown[] => Array.from({ length: rows }, (_, row) => valueAt(result, row))
const firstDifference = (a: readonly unknown[], b: readonly unknown[]): number => a.findIndex((x, i) => !Object.is(x, b[i]))

/** How the same columns can be asked. */
const ways = [
  ['native', true],
  ['reference', true],
  ['native', false],
  ['reference', false],
] as const

describe('columns', () => {
  test('are, row by row and bit by bit, what one row gives', () => {
    let compared = 0
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = drawsOf(seed)
        const text = randomFormula(draw, 40)
        const rule = compiled(text)
        if (rule === undefined) return
        const rows = randomRows(draw)
        const data = randomData(draw, rows)
        const expected = Array.from({ length: rows }, (_, row) => rule.evaluate(rowOf(data, row)))
        for (const [engine, optimize] of ways) {
          const result = compiled(text, optimize)!.evaluateColumns(data, { engine, rows })
          expect([text, engine, optimize, firstDifference(valuesOf(result, rows), expected)]).toEqual([text, engine, optimize, -1])
          expect(result.missingCount).toBe(expected.filter((value) => value === undefined).length)
          if (result.type === 'boolean') expect(result.trueCount).toBe(expected.filter((value) => value === true).length)
        }
        compared += rows
      }),
      { numRuns: 600 },
    )
    expect(compared).toBeGreaterThan(5000)
  })
})
