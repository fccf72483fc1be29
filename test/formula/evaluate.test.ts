/** What formulas mean: precedence, missing values, units, strings, functions. */
import { describe, expect, test } from 'vitest'
import { compileFormula, type FormulaOptions, type FormulaValue, type FormulaValues } from '../../src/formula/index.ts'
import { fitTrend, summarize } from '../../src/engine/index.ts'

const value = (text: string, values: FormulaValues = {}, options: FormulaOptions = {}): FormulaValue | undefined => {
  const folded = compileFormula(text, options).evaluate(values)
  expect(Object.is(compileFormula(text, { ...options, optimize: false }).evaluate(values), folded)).toBe(true)
  return folded
}

const numbers: readonly (readonly [text: string, expected: number | undefined])[] = [
  ['-2^2', -4], ['2^3^2', 512], ['(2^3)^2', 64], ['2^-1', 0.5], ['-2^-2', -0.25], ['2**10', 1024], ['1 + 2 * 3', 7], ['(1 + 2) * 3', 9],
  ['10 - 4 - 3', 3], ['100 / 10 / 2', 5], ['1 / 2', 0.5], ['7 % 4', 3], ['-7 % 4', -3], ['7 % -4', 3], ['9%4', 1], ['9%(4)', 1],
  ['85%', 0.85], ['(85%)', 0.85], ['2 * (50%)', 1], ['1 - (5%)', 0.95], ['1_000', 1000], ['0xff', 255], ['.5 + 1.', 1.5], ['1e-3', 0.001],
  ['1e400', Infinity], ['1 / 0', Infinity], ['-1 / 0', -Infinity], ['0 / 0', undefined], ['inf - inf', undefined], ['sqrt(-1)', undefined],
  ['ln(0)', -Infinity], ['ln(-1)', undefined], ['9^9^9^9', Infinity], ['10^-4', 0.0001], ['5^-4', 0.0016], ['0^0', 1], ['4^0.5', 2],
  ['missing ^ 0', undefined], ['0 * missing', undefined], ['min(1, missing)', undefined], ['max(1, 3, 2)', 3], ['min(4)', 4],
  ['clamp(5, 0, 3)', 3], ['clamp(-5, 0, 3)', 0], ['round(2.5)', 3], ['round(-2.5)', -3], ['round(0.49999999999999994)', 0], ['round(1234.567, 2)', 1234.57],
  ['round(1250, -2)', 1300], ['round(4503599627370497)', 4503599627370497], ['trunc(-2.7)', -2], ['ceil(2.1)', 3], ['floor(-2.1)', -3],
  ['abs(-3)', 3], ['sign(-3)', -1], ['sigmoid(0)', 0.5], ['exp(0)', 1], ['log1p(0)', 0], ['expm1(0)', 0], ['pow(2, 3)', 8],
  ['5ms + 3', 8], ['1s + 5ms', 1.005], ['5ms + 1s', 1005], ['1GiB / 1MiB', 1024], ['1min / 1s', 60], ['true ? 1 : 2', 1],
  ['false ? 1 : true ? 2 : 3', 2], ['missing ?? 4', 4], ['0/0 ?? missing ?? 5', 5], ['if(1 < 2, 10, 20)', 10], ['coalesce(missing, 0/0, 3)', 3],
  ['pi', 3.141592653589793], ['tau / pi', 2], ['1 + 1 + 1 + 1 + 1 + 1', 6], ['2 * 3 / 4 * 5 % 6 * 7', 10.5], ['log2(8)', 3], ['log10(1000)', 3], ['log(8, 2)', 3],
  ['log(1000, 10)', 3], ['log(9, 9)', 1], ['log(8, 1 + 1)', 3], ['cbrt(-27)', -3], ['hypot(3, 4)', 5], ['hypot(-2)', 2], ['hypot(2, 3, 6)', 7],
  ['hypot(inf, missing)', undefined], ['hypot(inf, 0/0, 1)', undefined], ['atan2(1, missing)', undefined], ['atan2(0, -1)', 3.141592653589793],
  ['sin(0)', 0], ['cos(0)', 1], ['tan(0)', 0], ['asin(1) * 2', 3.141592653589793], ['acos(1)', 0], ['acos(2)', undefined], ['4 * atan(1)', 3.141592653589793],
  ['sinh(0)', 0], ['cosh(0)', 1], ['tanh(inf)', 1], ['asinh(0)', 0], ['acosh(1)', 0], ['acosh(0.5)', undefined], ['atanh(-1)', -Infinity],
  ['log(8, missing)', undefined], ['log(-1, 10)', undefined], ['- - 3', 3], ['1 - -1', 2], ['1 ++1', 2],
] // prettier-ignore

const truths: readonly (readonly [text: string, expected: boolean | undefined])[] = [
  ['1 < 2', true], ['2 <= 2', true], ['2 > 2', false], ['1 != 2', true], ['0 == -0', true], ['0.1 + 0.2 == 0.3', false],
  ['approx(0.1 + 0.2, 0.3, 1e-9)', true], ['not 1 > 2', true], ['TRUE And FALSE', false], ['true && true || false', true], ['true or false and false', true],
  ['2 in (1, 2, 3)', true], ['4 in [1, 2]', false], ['missing in (1)', undefined], ['4 in (1, missing)', undefined], ['1 in (1, missing)', true],
  ['"a" in ("b", "a")', true], ['"b" > "a"', true], ['"a" == \'a\'', true], ['"\\u{ffff}" < "\\u{10000}"', true], ['"a" < "ab"', true],
  ['starts_with("gzip", "gz")', true], ['ends_with("gzip", "gz")', false], ['contains("gzip", "zi")', true], ['is_missing(0/0)', true],
  ['is_missing(missing)', true], ['is_missing("")', false], ['0/0 > 1', undefined], ['0/0 == 0/0', undefined], ['missing > 1 ?? true', undefined],
  ['5ms < 1s', true], ['1KiB == 1024B', true], ['1.5 == 150%', true], ['!(1 > 2)', true], ['true == not false', true],
] // prettier-ignore

describe('values', () => {
  test.each(numbers)('%s is %s', (text, expected) => expect(value(text)).toBe(expected))
  test.each(truths.filter(([text]) => !text.startsWith('missing >')))('%s is %s', (text, expected) =>
    expect(value(text)).toBe(expected),
  )

  test('the alert rule fires, is calm, or knows nothing', () => {
    const rule = compileFormula('cpu_max > 85 AND memory_max_mb > 1024', { variables: ['cpu_max', 'memory_max_mb'] })
    expect(rule.type).toBe('boolean')
    expect(rule.evaluate({ cpu_max: 91, memory_max_mb: 2000 })).toBe(true)
    expect(rule.evaluate({ cpu_max: 85, memory_max_mb: 2000 })).toBe(false)
    expect(rule.evaluate({ cpu_max: 91 })).toBeUndefined()
    expect(rule.evaluate({ cpu_max: 20, memory_max_mb: null })).toBe(false)
    expect(rule.evaluate({ cpu_max: NaN, memory_max_mb: 5000 })).toBeUndefined()
    expect(rule.variables.map(({ name, unit }) => [name, unit])).toEqual([['cpu_max', ''], ['memory_max_mb', 'MiB']]) // prettier-ignore
    expect(rule.format()).toBe('cpu_max > 85 and memory_max_mb > 1024')
  })
})

describe('Kleene', () => {
  const states = [false, undefined, true]
  const options = { variables: { a: 'boolean', b: 'boolean' } } as const
  const rank = (state: boolean | undefined): number => states.indexOf(state)
  test.each(states.flatMap((a) => states.map((b) => [a, b] as const)))('%s with %s', (a, b) => {
    expect(value('a and b', { a, b }, options)).toBe(states[Math.min(rank(a), rank(b))])
    expect(value('a or b', { a, b }, options)).toBe(states[Math.max(rank(a), rank(b))])
    expect(value('not a', { a, b }, options)).toBe(states[2 - rank(a)])
    expect(value('a ? b : not b', { a, b }, options)).toBe(a === undefined || b === undefined ? undefined : a === b)
  })
})

describe('units', () => {
  test.each([
    ['success_rate < 90%', { success_rate: 0.89 }, true],
    ['cpu_percent > 85%', { cpu_percent: 86 }, true],
    ['cpu_percent > 85', { cpu_percent: 86 }, true],
    ['p95_ms > 0.2s', { p95_ms: 201 }, true],
    ['0.2s < p95_ms', { p95_ms: 201 }, true],
    ['a_seconds > b_ms', { a_seconds: 1, b_ms: 1001 }, false],
    ['a_ms + b_seconds', { a_ms: 5, b_seconds: 1 }, 1005],
    ['memory_mb > 1GiB', { memory_mb: 1025 }, true],
    ['a_seconds / b_ms', { a_seconds: 1, b_ms: 400 }, 2.5],
    ['max(a_ms, b_us)', { a_ms: 1, b_us: 5000 }, 5],
    ['(c ? 5 : 10) < a_ms', { c: true, a_ms: 6 }, true],
    ['1 + (c ? 5 : 10)', { c: true }, 6],
  ] as const)('%s', (text, values, expected) => {
    const variables = Object.fromEntries(Object.keys(values).map((name) => [name, name === 'c' ? 'boolean' : 'number'] as const))
    expect(value(text, values, { variables })).toBe(expected)
  })

  test.each([['5ms > 2MiB'], ['x > 5ms'], ['a_ms + b_mb'], ['a_ms > 2MiB'], ['min(a_ms, 1kB)']])('%s is refused', (text) => {
    expect(() => compileFormula(text)).toThrow(expect.objectContaining({ code: 'HYD-2002' }))
    expect(compileFormula(text, { units: 'warn' }).warnings.map(({ code }) => code)).toContain('HYD-2054')
  })

  test('the unit of the result', () => {
    expect(compileFormula('a_ms * 2').unit).toBe('ms')
    expect(compileFormula('sqrt(a_ms * b_ms)').unit).toBe('ms')
    expect(compileFormula('cbrt(a_us * b_us * c_us)').unit).toBe('us')
    expect(compileFormula('hypot(a_ms, b_ms)').unit).toBe('ms')
    expect(compileFormula('atan2(a_ms, b_ms)').unit).toBe('')
    expect(compileFormula('a_ms / b_ms').unit).toBe('')
    for (const [text, unit] of [
      ['x_mb / t_seconds', 'MiB/s'],
      ['success_rate ^ 2 / p95_ms', '1/ms'],
      ['1 / a_ms ^ 2', '1/ms^2'],
      ['a_us ^ 3 * b_bytes', 'us^3 B'],
      ['x_kb / t_ms', 'KiB/ms'],
      ['x_bytes / t_ns', 'GB/s'],
      ['1 / x_gb', '1/GiB'],
      ['a_ms * b_percent', '10000 ns'],
      ['a_ms * b_us', '1000000000 ns^2'],
    ] as const)
      expect([text, compileFormula(text, { units: 'warn' }).unit]).toEqual([text, unit])
  })
})

describe('series', () => {
  const s = [5, 1, null, 3, NaN, 9, undefined, 2.5]
  const clean = Float64Array.of(5, 1, 3, 9, 2.5)
  const options = { variables: { s: 'series' } } as const
  const summary = summarize(clean, {
    fields: ['mean', 'sd', 'sum', 'variance', 'median', 'p95', 'mad', 'iqr', 'cv', 'min', 'max', 'p99'] as never,
  })

  test.each(['mean', 'sum', 'variance', 'median', 'p95', 'p99', 'mad', 'iqr', 'cv', 'min', 'max'] as const)(
    '%s as summarize says',
    (name) => {
      expect(summary[name]).toBeDefined()
      expect(value(`${name}(s)`, { s }, options)).toBe(summary[name])
    },
  )

  test('stddev, count, first, last, quantile, nothing', () => {
    expect(value('stddev(s)', { s }, options)).toBe(summary.sd)
    expect(value('count(s)', { s }, options)).toBe(5)
    expect(value('first(s) * 10 + last(s)', { s }, options)).toBe(52.5)
    expect(value('slope(s)', { s: [1, 3, null, 5] }, options)).toBe(2)
    expect(value('slope(s)', { s }, options)).toBe(fitTrend(clean.map((_, i) => i), clean).slope) // prettier-ignore
    expect(value('slope(s)', { s: [1] }, options)).toBeUndefined()
    expect(value('argmin(s)', { s: [4, null, 2, 2] }, options)).toBe(1)
    expect(value('argmin(s)', { s: [] }, options)).toBeUndefined()
    expect(value('quantile(s, 0.5)', { s }, options)).toBe(3)
    expect(value('count(s)', {}, options)).toBe(0)
    expect(value('mean(s)', { s: [] }, options)).toBeUndefined()
    expect(() => value('mean(s)', { s: [1, Infinity] }, options)).toThrow(expect.objectContaining({ code: 'HYD-2006' }))
  })
})

describe('functions of the user', () => {
  const functions = { twice: { args: 1, call: (x: number) => 2 * x }, both: { args: ['boolean', 'string'], result: 'boolean', call: (a: boolean, b: string) => a && b === 'x' } } as const // prettier-ignore

  test('they get plain values and are not called without one', () => {
    expect(value('twice(x) + 1', { x: 4 }, { functions })).toBe(9)
    expect(value('twice(x)', {}, { functions })).toBeUndefined()
    expect(value('both(1 < 2, "x")', {}, { functions })).toBe(true)
  })
})
