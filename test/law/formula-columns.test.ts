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
  ['auto', true],
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
          expect([text, engine, optimize, firstDifference(valuesOf(result, rows), expected)]).toEqual([
            text,
            engine,
            optimize,
            -1,
          ])
          expect(result.missingCount).toBe(expected.filter((value) => value === undefined).length)
          if (result.type === 'boolean') expect(result.trueCount).toBe(expected.filter((value) => value === true).length)
        }
        compared += rows
      }),
      { numRuns: 600 },
    )
    expect(compared).toBeGreaterThan(5000)
  })

  test('hold at the borders of chunks, and where there are no rows', () => {
    const draw = drawsOf(11)
    for (const rows of [0, 1, 511, 512, 513, 4000]) {
      for (let round = 0; round < 12; round += 1) {
        const text = randomFormula(draw, 20)
        const rule = compiled(text)
        if (rule === undefined) continue
        const data = randomData(draw, rows)
        const [native, reference] = (['native', 'reference'] as const).map((engine) => valuesOf(rule.evaluateColumns(data, { engine, rows }), rows)) // prettier-ignore
        const expected = Array.from({ length: rows }, (_, row) => rule.evaluate(rowOf(data, row)))
        expect([text, rows, firstDifference(native!, expected), firstDifference(reference!, expected)]).toEqual([
          text,
          rows,
          -1,
          -1,
        ])
      }
    }
  })

  test('of a set are those of its rules alone', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = drawsOf(seed)
        const texts = Array.from({ length: 1 + draw(6) }, () => randomFormula(draw, 25)).filter(
          (text) => compiled(text) !== undefined,
        )
        const record = Object.fromEntries(texts.map((text, i) => [`rule ${i}`, text]))
        const rows = randomRows(draw)
        const data = randomData(draw, rows)
        for (const [engine, optimize] of ways) {
          const set = compileFormulas(record, { ...options, optimize })
          const results = set.evaluateColumns(data, { engine, rows })
          expect(Object.keys(results)).toEqual(Object.keys(record))
          for (const [name, text] of Object.entries(record)) {
            const alone = compiled(text, optimize)!.evaluateColumns(data, { engine, rows })
            expect([text, results[name]]).toEqual([text, alone])
            expect(firstDifference(valuesOf(results[name]!, rows), valuesOf(alone, rows))).toBe(-1)
          }
        }
      }),
      { numRuns: 120 },
    )
  })

  test('of one row are what evaluate gives on the native engine', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = drawsOf(seed)
        const text = randomFormula(draw, 30)
        const rule = compiled(text)
        if (rule === undefined) return
        const row = rowOf(randomData(draw, 1), 0)
        expect([text, rule.evaluate(row, { engine: 'native' })]).toEqual([text, rule.evaluate(row)])
        expect(Object.is(rule.evaluate(row, { engine: 'native' }), rule.evaluate(row))).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  test('the maker of texts reaches programs and what only closures can do, all types, and all it names', () => {
    const draw = drawsOf(1)
    const rules = Array.from({ length: 600 }, () => randomFormula(draw, 40)).map((text) => compiled(text)).filter((rule) => rule !== undefined) // prettier-ignore
    expect(rules.length).toBeGreaterThan(500)
    for (const type of ['number', 'boolean', 'string'])
      expect(rules.filter((rule) => rule.type === type).length).toBeGreaterThan(30)
    for (const word of [
      'atan2(',
      'log(',
      'hypot(',
      'slope(',
      'starts_with(',
      ' in (',
      '??',
      ' and ',
      ' or ',
      'quantile(',
      'round(',
    ])
      expect(rules.some(({ text }) => text.includes(word))).toBe(true)
  })
})
