/** Laws of intervals and claims: no row of doubles within the bounds contradicts them. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { catalogueAt } from '../../src/formula/door.ts'
import { compileFormula } from '../../src/formula/index.ts'
import { check } from '../../src/reference/formula/check.ts'
import { Faults } from '../../src/reference/formula/fault.ts'
import type { Interval } from '../../src/reference/formula/interval.ts'
import { classesOf, State } from '../../src/reference/formula/known.ts'
import { Forward } from '../../src/reference/formula/narrow-forward.ts'
import { parse } from '../../src/reference/formula/parser.ts'
import { standardLimits } from '../../src/reference/formula/limits.ts'
import { bounded, made, row } from './formulas.ts'

const options = { variables: bounded, units: 'warn', limits: { nesting: 512 } } as const
const rows = fc.array(row, { minLength: 30, maxLength: 30 })

/** What the formula can be, from the bounds alone. */
function intervalOf(text: string): Interval {
  const faults = new Faults()
  const ast = parse(text, { ...standardLimits, nesting: 512 }, faults)
  const checked = check(ast, faults, { catalogue: catalogueAt(bounded), functions: new Map(), mixesUnits: true })
  const classes = classesOf(checked)
  const forward = new Forward(checked, classes, new State(checked, classes))
  forward.look(ast.root)
  return forward.number(ast.root)
}

const claims = { never: 0, always: 0, either: 0 }

describe('laws of analysis', () => {
  test.prop([made.number, rows], { numRuns: 1500 })('every value lies in the interval of its formula', (text, list) => {
    const rule = compileFormula(text, options)
    const { low, high, canMiss, isWhole } = intervalOf(text)
    for (const values of list) {
      const value = rule.evaluate(values) as number | undefined
      if (value === undefined) expect(canMiss, text).toBe(true)
      else expect(low <= value && value <= high && (!isWhole || value === Math.floor(value)), `${text} is ${value}`).toBe(true)
    }
  })

  test.prop([made.truth, rows], { numRuns: 2500 })('a rule that never fires is never true, one that always fires never false', (text, list) => {
    const rule = compileFormula(text, options)
    const { outcome } = rule.analysis
    claims[outcome] += 1
    const results = new Set(list.map((values) => rule.evaluate(values)))
    if (outcome === 'never') expect(results.has(true), text).toBe(false)
    if (outcome === 'always') expect(results.has(false), text).toBe(false)
  }) // prettier-ignore

  test.prop([made.truth], { numRuns: 500 })('not turns never into always', (text) => {
    const [plain, turned] = [compileFormula(text, options), compileFormula(`not (${text})`, options)].map((rule) => rule.analysis.outcome)
    const both = new Set([plain, turned])
    // A rule without any value is both; never is said first.
    expect(both.has('never') ? both.has('always') || plain === turned : turned).toBe(both.has('never') ? true : plain)
  }) // prettier-ignore

  test('the claims were many, of each kind', () => {
    expect(claims.never).toBeGreaterThan(200)
    expect(claims.always).toBeGreaterThan(200)
    expect(claims.either).toBeGreaterThan(500)
  })
})
