/** Formulas that mean the same in every language: fixtures/golden/formula/conformance.json, made by scripts/conformance.py, by every way to a value. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import { compileFormula, type FormulaValue, type FormulaValues } from '../../src/formula/index.ts'

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
/** One line a way: each has to pass every case. */
const ways: Readonly<Record<string, Evaluate>> = {
  closures: (text, values) => compileFormula(text).evaluate(values),
  'closures, nothing computed before': (text, values) => compileFormula(text, { optimize: false }).evaluate(values),
  'a hot closure'(text, values) {
    const rule = compileFormula(text)
    for (let i = 0; i < 1001; i += 1) rule.evaluate(values)
    return rule.evaluate(values)
  },
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
