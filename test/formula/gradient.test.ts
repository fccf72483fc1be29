/** Derivatives: known ones, kinks, branches, units, and what has none. */
import { describe, expect, test } from 'vitest'
import { compileFormula, type FormulaOptions } from '../../src/formula/index.ts'

const slope = (text: string, x: number | undefined, options: FormulaOptions = {}): number | undefined =>
  compileFormula(text, options).gradient({ x })['x']

describe('known derivatives', () => {
  test.each([
    ['x', 3, 1], ['x + x', 3, 2], ['5 - x', 3, -1], ['x * x', 3, 6], ['1 / x', 2, -0.25], ['x ^ 3', 2, 12], ['2 ^ x', 3, 8 * 0.6931471805599453],
    ['x ^ x', 1, 1], ['x ^ 0', 0, 0], ['x % 3', 7, 1], ['7 % x', 3, -2], ['-x', 1, -1], ['exp(x)', 0, 1], ['ln(x)', 4, 0.25], ['log1p(x)', 1, 0.5],
    ['expm1(x)', 0, 1], ['log2(x)', 1, 1 / 0.6931471805599453], ['log(x, 10)', 1, 1 / 2.302585092994046], ['sqrt(x)', 4, 0.25], ['cbrt(x)', 8, 1 / 12],
    ['sigmoid(x)', 0, 0.25], ['sin(x)', 0, 1], ['cos(x)', 0, 0], ['tan(x)', 0, 1], ['asin(x)', 0, 1], ['acos(x)', 0, -1], ['atan(x)', 1, 0.5],
    ['sinh(x)', 0, 1], ['cosh(x)', 0, 0], ['tanh(x)', 0, 1], ['asinh(x)', 0, 1], ['acosh(x)', 1.25, 1 / 0.75], ['atanh(x)', 0, 1],
    ['hypot(x, 4)', 3, 0.6], ['hypot(x)', -2, -1], ['atan2(x, 2)', 0, 0.5], ['pow(x, 2)', 3, 6],
  ] as [string, number, number][])('%s at %s is %s', (text, x, expected) => expect(slope(text, x)).toBeCloseTo(expected, 14)) // prettier-ignore
})

describe('kinks and branches', () => {
  test.each([
    ['abs(x)', 0, 0], ['abs(x)', -2, -1], ['max(x, 2 * x)', 0, 1], ['min(2 * x, x)', 0, 2], ['clamp(x, 0, 1)', 0.5, 1], ['clamp(x, 0, 1)', 2, 0],
    ['clamp(3, x, 5)', 4, 1], ['floor(x)', 1.5, 0], ['round(x, 1)', 1.5, 0], ['sign(x)', 0, 0], ['x > 1 ? x * x : 5 * x', 3, 6],
    ['x > 1 ? x * x : 5 * x', 0, 5], ['if(x > 1, 3, x)', 0, 1], ['missing ?? x', 2, 1], ['hypot(x, 0)', 0, 0], ['sqrt(x)', 0, Infinity],
    ['0 * sqrt(x)', 4, 0],
  ] as [string, number, number][])('%s at %s is %s', (text, x, expected) => expect(slope(text, x)).toBe(expected)) // prettier-ignore

  test('without a value there is none', () => {
    expect(slope('x + 1', undefined)).toBeUndefined()
    expect(slope('0 / x', 0)).toBeUndefined()
  })
})

test('a record without prototype, in order of first use, of number variables alone', () => {
  const variables = { ok: 'boolean', s: 'series', __proto__x: 'number', b: 'number', a: 'number' } as const
  const gradient = compileFormula('(ok ? b : a) * mean(s) + a', { variables }).gradient({ ok: true, s: [2, 4], a: 1, b: 5 })
  expect(Object.getPrototypeOf(gradient)).toBeNull()
  expect(Object.entries(gradient)).toEqual([['b', 3], ['a', 1]]) // prettier-ignore
  expect(
    compileFormula('`__proto__` ^ 2').gradient(JSON.parse('{ "__proto__": 3 }') as Record<string, number>)['__proto__'],
  ).toBe(6)
})

test('units: of the result over that of the variable, conversions counted', () => {
  const score = compileFormula('success_rate ^ 2 / p95_ms')
  expect(score.gradient({ success_rate: 0.5, p95_ms: 10 })).toEqual(
    Object.assign(Object.create(null), { success_rate: 0.1, p95_ms: -0.0025 }),
  )
  expect(score.gradientUnits).toEqual(Object.assign(Object.create(null), { success_rate: '1/ms', p95_ms: '1/ms^2' }))
  const mixed = compileFormula('a_ms + b_seconds')
  expect(mixed.gradient({ a_ms: 1, b_seconds: 1 })['b_seconds']).toBe(1000)
  expect(mixed.gradientUnits['b_seconds']).toBe('ms/s')
  expect(mixed.gradientUnits['a_ms']).toBe('')
})

describe('functions of the user', () => {
  const call = (x: number, y: number): number => x * y
  test('their slopes are used', () => {
    const functions = { times: { args: 2, call, derivative: (x: number, y: number) => [y, x] } } as const
    const gradient = compileFormula('times(a, 3 * b)', { functions }).gradient({ a: 2, b: 5 })
    expect([gradient['a'], gradient['b']]).toEqual([15, 6])
  })

  test('without them HYD-2014, unless their arguments do not vary', () => {
    const functions = { times: { args: 2, call } } as const
    expect(() => compileFormula('times(a, 2)', { functions }).gradient({ a: 1 })).toThrow(
      expect.objectContaining({ code: 'HYD-2014', hint: expect.stringContaining('derivative') }),
    )
    expect(compileFormula('times(2, 3) * a', { functions }).gradient({ a: 1 })['a']).toBe(6)
    expect(compileFormula('times(a, 2) > 1 ? a : 2', { functions }).gradient({ a: 1 })['a']).toBe(1)
  })

  test('slopes of another shape are HYD-2017, a derivative that is no function HYD-2016', () => {
    const wrong = { args: 1, call: (x: number) => x, derivative: () => 'two' as never } as const
    expect(() => compileFormula('f(x)', { functions: { f: wrong } }).gradient({ x: 1 })).toThrow(
      expect.objectContaining({ code: 'HYD-2017' }),
    )
    const bad = { functions: { f: { ...wrong, derivative: 3 as never } } }
    expect(() => compileFormula('f(x)', bad)).toThrow(expect.objectContaining({ code: 'HYD-2016' }))
  })
})

test.each([
  ['x > 1', {}], ['"a"', {}], ['quantile(s, x)', { s: 'series', x: 'number' }],
] as const)('%s has none: HYD-2014', (text, variables) => {
  const options = Object.keys(variables).length === 0 ? {} : { variables }
  expect(() => compileFormula(text, options).gradient({ x: 1, s: [1] })).toThrow(expect.objectContaining({ code: 'HYD-2014' }))
}) // prettier-ignore
