/** Formulas that mean the same in every language: fixtures/golden/formula/conformance.json, made by scripts/conformance.py, by every way to a value. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import { compileFormula, type FormulaOptions, type FormulaValue, type FormulaValues } from '../../src/formula/index.ts'

interface Case {
  readonly text: string
  readonly values?: Readonly<Record<string, number>>
  readonly value?: number | boolean | 'Infinity' | '-Infinity'
  /** Relative. */
  readonly tolerance?: number
  readonly error?: boolean
}
interface Group {
  readonly name: string
  readonly source: string
  readonly cases: readonly Case[]
}
const { groups } = JSON.parse(readFileSync('fixtures/golden/formula/conformance.json', 'utf8')) as { groups: readonly Group[] }

type Evaluate = (text: string, values: FormulaValues) => FormulaValue | undefined
/** The value in columns of a few rows that are all alike; all rows must agree. */
function byColumns(
  text: string,
  values: FormulaValues,
  engine: 'native' | 'reference',
  options: FormulaOptions = {},
): FormulaValue | undefined {
  const rows = 3
  const rule = compileFormula(text, options)
  const columns = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.from({ length: rows }, () => value as number)]),
  )
  const result = rule.evaluateColumns(columns, { engine, rows })
  const all = Array.from({ length: rows }, (_, row) => {
    if (result.type !== 'boolean') return result.values[row]
    return result.missing?.[row] === 1 ? undefined : result.values[row] === 1
  })
  expect(all.every((value) => Object.is(value, all[0]))).toBe(true)
  return all[0]
}

/** One line a way: each has to pass every case. */
const ways: Readonly<Record<string, Evaluate>> = {
  closures: (text, values) => compileFormula(text).evaluate(values),
  'closures, nothing computed before': (text, values) => compileFormula(text, { optimize: false }).evaluate(values),
  'a hot closure'(text, values) {
    const rule = compileFormula(text)
    for (let i = 0; i < 1001; i += 1) rule.evaluate(values)
    return rule.evaluate(values)
  },
  'one row, native': (text, values) => compileFormula(text).evaluate(values, { engine: 'native' }),
  'columns, native': (text, values) => byColumns(text, values, 'native'),
  'columns, reference': (text, values) => byColumns(text, values, 'reference'),
  'columns, native, nothing computed before': (text, values) => byColumns(text, values, 'native', { optimize: false }),
  'columns, reference, nothing computed before': (text, values) => byColumns(text, values, 'reference', { optimize: false }),
  'rows in order': (text, values) => compileFormula(text).start().push(values),
  explained: (text, values) => compileFormula(text).explain(values).value,
}

/** The value, or the code of the error. */
function outcome(evaluate: Evaluate, { text, values = {} }: Case): unknown {
  try {
    return evaluate(text, values)
  } catch (error) {
    return isHydraError(error) ? error.code : String(error)
  }
}

function isRight(got: unknown, { value, tolerance = 0, error = false }: Case): boolean {
  if (error) return typeof got === 'string' && /^HYD-20\d\d$/.test(got)
  if (typeof value === 'boolean') return got === value
  const wanted = Number(value)
  return typeof got === 'number' && (got === wanted || Math.abs(got - wanted) <= tolerance * Math.abs(wanted))
}

describe.each(Object.entries(ways))('%s', (_, evaluate) => {
  test.each(groups.map((group) => [group.name, group] as const))('%s', (__, { cases }) => {
    const wrong = cases.map((one) => ({ ...one, got: outcome(evaluate, one) })).filter((one) => !isRight(one.got, one))
    expect(wrong).toEqual([])
  })
})

test('there are enough of them, each with a source', () => {
  expect(groups.reduce((sum, { cases }) => sum + cases.length, 0)).toBeGreaterThan(1400)
  for (const { source } of groups) expect(source.length).toBeGreaterThan(20)
})
