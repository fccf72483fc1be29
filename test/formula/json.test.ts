/** Formulas as JSON and back: the same values, warnings and JSON; damaged data are refused with a place. */
import { fc, test as law } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import {
  compileFormula,
  formulaFromJSON,
  headMetrics,
  runMetrics,
  type FormulaJson,
  type FormulaOptions,
} from '../../src/formula/index.ts'
import { thrown } from '../support/thrown.ts'

const wire = (value: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(value)) as Record<string, unknown>
const twice = { args: 1, call: (x: number) => 2 * x }

const samples: readonly (readonly [text: string, options: FormulaOptions])[] = [
  ['cpu_max > 85 AND memory_max_mb > 1GiB', { variables: runMetrics, name: 'hot' }],
  ['success_rate ^ 2 / p95_ms', { variables: headMetrics }],
  ['a_ms + 3MiB', { units: 'warn' }],
  ['twice(x) + `__proto__` + constructor', { functions: { twice, other: twice } }],
  ['held_for(delta(x) > 1, 3) ? "up" : mode', { variables: { x: { type: 'number', min: 0, max: 9 }, mode: 'string' } }],
  ['mean(s) > 2 and ok', { variables: { s: { type: 'series', unit: 'ms' }, ok: 'boolean' } }],
  [`${'-'.repeat(70)}pi`, { limits: { nesting: 100 }, optimize: false }],
  ['# a note\n 1 +\t"a" < "b" ? 1 : 2', { units: 'error' }],
  ['p_percent < 85%', { variables: { p_percent: { type: 'number', unit: '' } } }],
] // prettier-ignore
const good = samples.filter(([text, options]) => thrown(() => compileFormula(text, options)) === undefined)

describe('there and back', () => {
  test('nearly all samples are formulas', () => expect(good.length).toBeGreaterThanOrEqual(samples.length - 1))

  test.each(good)('%s', (text, options) => {
    const rule = compileFormula(text, options)
    const again = formulaFromJSON(wire(rule), { functions: { twice } })
    expect(wire(again)).toEqual(wire(rule))
    expect(again.variables).toEqual(rule.variables)
    expect(again.warnings.map(String)).toEqual(rule.warnings.map(String))
    expect([again.name, again.type, again.unit, again.needsRows]).toEqual([rule.name, rule.type, rule.unit, rule.needsRows])
    const row = { cpu_max: 91, memory_max_mb: 2000, success_rate: 1, p95_ms: 4, a_ms: 1, x: 3, constructor: 1, mode: 'm', s: [1, 9], ok: true, p_percent: 0.5 } // prettier-ignore
    expect(again.start().push(row)).toEqual(rule.start().push(row))
  })

  test('whole numbers stay whole: a rule that can never be true is one afterwards', () => {
    const rule = compileFormula('n > 1 and n < 2', { variables: { n: { type: 'number', integer: true } } })
    expect(rule.analysis.outcome).toBe('never')
    expect(wire(rule)['variables']).toEqual([{ name: 'n', type: 'number', unit: '', integer: true }])
    expect(formulaFromJSON(wire(rule)).analysis.outcome).toBe('never')
    const without = wire(rule)
    without['variables'] = [{ name: 'n', type: 'number', unit: '', integer: false }]
    expect(formulaFromJSON(without).analysis.outcome).toBe('either')
    without['variables'] = [{ name: 'n', type: 'number', unit: '', integer: 1 }]
    expect(thrown(() => formulaFromJSON(without))).toMatchObject({ code: 'HYD-2018', where: { option: 'variables[0].integer' } })
  })

  test.each([null, 5, [], { functions: null }, { functions: [] }, { function: {} }])('options %j are refused', (options) => {
    const fault = thrown(() => formulaFromJSON(wire(compileFormula('x')), options as never))
    expect(isHydraError(fault) && /^HYD-100[23]$/.test(fault.code)).toBe(true)
  })

  test.each(['variables', 'functions'])('holes in %s are refused', (key) =>
    expect(thrown(() => formulaFromJSON({ ...wire(compileFormula('x')), [key]: Array(1) }))).toMatchObject({ code: 'HYD-2018' }),
  )

  test('its form', () => {
    const rule = compileFormula('p95_ms>0.2s', { variables: headMetrics, name: 'slow' })
    expect(wire(rule)).toEqual({
      version: 1,
      text: 'p95_ms>0.2s',
      name: 'slow',
      type: 'boolean',
      unit: '',
      variables: [{ name: 'p95_ms', type: 'number', unit: 'ms', min: 0 }],
      units: 'error',
      functions: [],
      limits: {},
      formatted: 'p95_ms > 0.2s',
    })
  })

  const number = fc.oneof(fc.double(), fc.constantFrom(undefined, NaN, 0, -0))
  law.prop([fc.constantFrom(...good), fc.record({ x: number, cpu_max: number, success_rate: number, p95_ms: number, a_ms: number })])('any data give the same bits', ([text, options], row) => {
    const rule = compileFormula(text, options)
    const values = { ...row, constructor: undefined }
    expect(Object.is(formulaFromJSON(wire(rule), { functions: { twice } }).start().push(values), rule.start().push(values))).toBe(true)
  }) // prettier-ignore
})

describe('damaged data', () => {
  const data = (): Record<string, unknown> => wire(compileFormula('twice(p95_ms) > 1', { variables: { p95_ms: { type: 'number', unit: 'ms', min: 0 } }, functions: { twice } })) // prettier-ignore
  const variable = { name: 'p95_ms', type: 'number', unit: 'ms' }
  test.each<readonly [string, unknown, string]>([
    ['null', null, 'must be an object'],
    ['a list', [], 'must be an object'],
    ['a text', 'p95_ms > 1', 'must be an object'],
    ['no version', { ...data(), version: undefined }, 'version must be 1'],
    ['a newer version', { ...data(), version: 2 }, 'version must be 1, got 2'],
    ['no text', { ...data(), text: 3 }, 'text must be a text'],
    ['no type', { ...data(), type: null }, 'type must be a text'],
    ['another type', { ...data(), type: 'number' }, 'type says "number", and the text is a boolean'],
    ['another unit', { ...data(), unit: 'ms' }, 'unit says "ms"'],
    ['units', { ...data(), units: 'maybe' }, 'units must be error or warn'],
    ['variables', { ...data(), variables: {} }, 'variables must be a list'],
    ['a variable', { ...data(), variables: [1] }, 'variables[0] must be an object'],
    ['a name', { ...data(), variables: [{ ...variable, name: 1 }] }, 'variables[0].name must be a text'],
    ['a bound', { ...data(), variables: [{ ...variable, min: '0' }] }, 'variables[0].min must be a number'],
    ['twice', { ...data(), variables: [variable, variable] }, 'variables name one twice'],
    ['functions', { ...data(), functions: 'twice' }, 'functions must be a list'],
    ['a function', { ...data(), functions: [1] }, 'functions must hold names'],
    ['limits', { ...data(), limits: { deep: 3 } }, 'limits.deep is no limit'],
  ])('%s', (_, damaged, message) => {
    const fault = thrown(() => formulaFromJSON(damaged, { functions: { twice } }))
    expect(fault).toMatchObject({ code: 'HYD-2018' })
    expect(String(fault)).toContain(message)
  })

  test('a function that is not given, a text and a declaration that were changed', () => {
    expect(String(thrown(() => formulaFromJSON(data())))).toContain('functions name "twice", which is not given')
    const codes = [{ text: 'p95_ms >' }, { text: 'p95 > 1' }, { variables: [{ ...variable, type: 'float' }] }, { limits: { nesting: 1e9 } }].map((change) => {
      const fault = thrown(() => formulaFromJSON({ ...data(), ...change }, { functions: { twice } }))
      return isHydraError(fault) ? fault.code : fault
    }) // prettier-ignore
    expect(codes).toEqual(['HYD-2001', 'HYD-2003', 'HYD-2016', 'HYD-4004'])
  })

  law.prop([fc.constantFrom(...Object.keys(data())), fc.jsonValue()])(
    'any value in any place: the formula, or a code',
    (key, value) => {
      const damaged = { ...data(), [key]: value } as Partial<FormulaJson>
      const fault = thrown(() => formulaFromJSON(damaged, { functions: { twice } }))
      if (fault !== undefined) expect(isHydraError(fault)).toBe(true)
    },
  )
})
