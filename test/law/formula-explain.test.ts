/** Laws of explanations and derivatives of random formulas: decisive clauses fix the value, margins agree with it, slopes are slopes. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { compileFormula, type Formula, type FormulaValue } from '../../src/formula/index.ts'
import { bounded, made, row } from './formulas.ts'

const options = { variables: bounded, units: 'warn', limits: { nesting: 512 } } as const
type Truth = boolean | undefined
const truths: readonly Truth[] = [true, false, undefined]

/** A rule over clauses p0, p1, ... of which each stands once; `_` is the place of one. */
const shape = fc.letrec<{ rule: string }>((open) => {
  const tie = open('rule')
  const joined = fc.tuple(fc.constantFrom('and', 'or'), fc.array(tie, { minLength: 2, maxLength: 3 }))
  return {
    rule: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'rule' },
      { weight: 3, arbitrary: fc.constant('_') },
      { weight: 4, arbitrary: joined.map(([operator, items]) => items.map((item) => `(${item})`).join(` ${operator} `)) },
      { weight: 1, arbitrary: tie.map((item) => `not (${item})`) },
      { weight: 1, arbitrary: fc.tuple(tie, tie, tie).map(([c, a, b]) => `(${c}) ? (${a}) : (${b})`) },
      { weight: 1, arbitrary: fc.tuple(tie, tie).map(([a, b]) => `(${a}) ?? (${b})`) },
      { weight: 1, arbitrary: fc.tuple(tie, fc.constantFrom('==', '!='), tie).map(([a, o, b]) => `(${a}) ${o} (${b})`) },
    ), // prettier-ignore
  }
})

const most = 5
const rule = shape.rule.filter((text) => text.split('_').length - 1 <= most).map((text) => {
  let count = 0
  return text.replaceAll('_', () => `p${(count += 1) - 1}`)
}) // prettier-ignore
const list = fc.array(fc.constantFrom(...truths), { minLength: most, maxLength: most })

const compileRule = (text: string): Formula =>
  compileFormula(text, { variables: Object.fromEntries(Array.from({ length: most }, (_, i) => [`p${i}`, 'boolean'] as const)) })
const valuesOf = (state: readonly Truth[]): Record<string, Truth> => Object.fromEntries(state.map((value, i) => [`p${i}`, value]))

/** All states that agree with `state` in `kept`, over the first `count` clauses. */
function* others(state: readonly Truth[], kept: ReadonlySet<number>, count: number): Generator<Truth[]> {
  for (let code = 0; code < 3 ** count; code += 1) {
    yield state.map((value, i) => (i >= count || kept.has(i) ? value : truths[Math.floor(code / 3 ** i) % 3]))
  }
}

const isFixed = (
  formula: Formula,
  state: readonly Truth[],
  kept: ReadonlySet<number>,
  count: number,
  value: unknown,
): boolean => {
  for (const other of others(state, kept, count)) if (formula.evaluate(valuesOf(other)) !== value) return false
  return true
}

describe('decisive clauses', () => {
  test.prop([rule, list], { numRuns: 300 })('fix the value whatever the others are, and no smaller set does', (text, state) => {
    const formula = compileRule(text)
    const { clauses, value } = formula.explain(valuesOf(state))
    if (value === undefined) return
    const count = clauses.length
    const kept = new Set(clauses.filter(({ decisive }) => decisive).map((clause) => Number(clause.text.slice(1))))
    expect(isFixed(formula, state, kept, count, value)).toBe(true)
    for (let code = 0; code < 2 ** count; code += 1) {
      const fewer = new Set(Array.from({ length: count }, (_, i) => i).filter((i) => (code >> i) & 1))
      if (fewer.size < kept.size) expect(isFixed(formula, state, fewer, count, value), `${text} by ${[...fewer].join()}`).toBe(false)
    }
  }) // prettier-ignore

  test.prop([rule, list, list], { numRuns: 800 })('of an unknown rule have no value: it is known when they are, and not before', (text, state, later) => {
    const formula = compileRule(text)
    const { clauses, value } = formula.explain(valuesOf(state))
    if (value !== undefined) return
    const waited = new Set(clauses.filter(({ decisive }) => decisive).map((clause) => Number(clause.text.slice(1))))
    expect(waited.size).toBeGreaterThan(0)
    for (const i of waited) expect(state[i]).toBeUndefined()
    if (text.includes('?')) return // another choice may take another way
    const supplied = (isWaited: boolean): Truth[] =>
      state.map((before, i) => (before === undefined && waited.has(i) === isWaited ? (later[i] ?? true) : before))
    expect(formula.evaluate(valuesOf(supplied(false)))).toBeUndefined()
    expect(formula.evaluate(valuesOf(supplied(true)))).toBeDefined()
  }) // prettier-ignore
})

const seen = { valued: 0, margins: 0, slopes: 0, lost: 0 }

describe('explanations', () => {
  test.prop([fc.oneof(made.truth, made.number), row], { numRuns: 2000 })('tell the value that evaluate gives, bit for bit', (text, values) => {
    const formula = compileFormula(text, options)
    const { value, text: sentence, missing } = formula.explain(values)
    expect(Object.is(value, formula.evaluate(values)), text).toBe(true)
    expect(sentence).not.toMatch(/undefined|\bNaN\b/)
    expect(missing.length > 0).toBe(value === undefined)
    if (value !== undefined) seen.valued += 1
  }) // prettier-ignore

  test.prop([made.truth, row], { numRuns: 2000 })('have margins whose sign agrees with the value', (text, values) => {
    const { value, margin, clauses } = compileFormula(text, options).explain(values)
    const agrees = (own: number | undefined, truth: FormulaValue | undefined): boolean =>
      own === undefined || own === 0 || truth === own > 0
    expect(agrees(margin, value), text).toBe(true)
    for (const clause of clauses) expect(agrees(clause.margin, clause.value), clause.text).toBe(true)
    if (margin !== undefined) seen.margins += 1
  })
})

/** Moderate formulas: no constants so large that they swallow a small step. */
const smooth = made.number.filter((text) => !/1e308|5e-324|inf|exp|sinh|cosh|%/.test(text))
/** Off the round numbers, and off each other: formulas have their kinks there. */
const between = (low: number, high: number, offset: number): fc.Arbitrary<number> => fc.integer({ min: 1000 * low, max: 1000 * high }).map((step) => step / 1000 + offset) // prettier-ignore
const place = fc.record({ a: between(0, 0.99, 0.000431), b: between(-2.9, 3, 0.000577), n: fc.constantFrom(-2, 1, 3), x: between(-3, 3, 0.000637), y: between(0, 4, 0.000713), p: fc.boolean() }) // prettier-ignore

/** The slope by central differences of several steps that agree (Richardson); undefined at kinks and where the value is lost or large. */
function measured(formula: Formula, values: Record<string, unknown>, name: string): number | undefined {
  const at = (change: number): number => (formula.evaluate({ ...values, [name]: (values[name] as number) + change }) as number | undefined) ?? NaN // prettier-ignore
  const central = (step: number): number => (at(step) - at(-step)) / (2 * step)
  const [coarse, middle, fine, odd] = [central(4e-4), central(2e-4), central(1e-4), central(1.7e-5)]
  const [first, second] = [(4 * middle - coarse) / 3, (4 * fine - middle) / 3]
  const agree = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(second))
  const [before, after] = [(at(0) - at(-1e-4)) / 1e-4, (at(1e-4) - at(0)) / 1e-4]
  const isSmooth = agree(before, after, 5e-3) && agree(first, second, 1e-8) && agree(odd, second, 1e-6) && Math.abs(at(0)) < 1e4
  return isSmooth && Math.abs(second) < 1e3 ? second : undefined
}

const named = (formula: Formula): string[] =>
  formula.variables.map(({ name }) => name).filter((name) => ['a', 'b', 'x', 'y'].includes(name))

describe('gradients', () => {
  test.prop([smooth, place], { numRuns: 3000 })('are central differences away from kinks', (text, values) => {
    const formula = compileFormula(text, options)
    const gradient = formula.gradient(values)
    for (const name of named(formula)) {
      const expected = measured(formula, values, name)
      if (expected === undefined) continue
      seen.slopes += 1
      const slope = gradient[name]
      // Where an inner slope is infinite and the outer one 0, the product has no value.
      if (slope === undefined) seen.lost += 1
      if (slope === undefined) continue
      const isNear = Math.abs(slope - expected) <= 1e-6 * Math.max(1, Math.abs(expected))
      expect(isNear, `${text} by ${name}: ${slope} and ${expected}`).toBe(true)
    }
  })

  test('the laws met many cases', () => {
    expect(seen.valued).toBeGreaterThan(800)
    expect(seen.margins).toBeGreaterThan(200)
    expect(seen.slopes).toBeGreaterThan(1000)
    expect(seen.lost).toBeLessThan(seen.slopes / 50)
  })
})
