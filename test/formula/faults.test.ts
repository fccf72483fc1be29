/** What is refused, where, and how it is said; hostile text, counted by work and never by time. */
import { describe, expect, test } from 'vitest'
import { isHydraError, type HydraError } from '../../src/errors/index.ts'
import { compileFormula, parseFormula, type FormulaOptions } from '../../src/formula/index.ts'
import { Faults } from '../../src/reference/formula/fault.ts'
import { standardLimits } from '../../src/reference/formula/limits.ts'
import { parse } from '../../src/reference/formula/parser.ts'

const faultOf = (text: string, options: FormulaOptions = {}): HydraError => {
  try {
    compileFormula(text, options)
  } catch (error) {
    if (isHydraError(error)) return error
    throw error
  }
  throw new Error(`${text} was taken`)
}

describe('errors', () => {
  test('an unknown name is told with its place, its caret and its neighbour', () => {
    const fault = faultOf('cpu_max > 85 AND memry_max_mb > 1024', { variables: ['cpu_max', 'memory_max_mb'], name: 'hot' })
    expect(String(fault)).toBe('HYD-2003 unknown name "memry_max_mb" at line 1, column 18 of "hot". Did you mean memory_max_mb?')
    expect(fault.where).toEqual({ line: 1, column: 18, offset: 17, length: 12 })
    expect(fault.details['caret']).toBe('cpu_max > 85 AND memry_max_mb > 1024\n                 ^~~~~~~~~~~~')
    expect(fault.details['suggestions']).toEqual(['memory_max_mb'])
  })

  test('all faults of a text come together, the first in front', () => {
    const fault = faultOf('a > "x" and b +', { variables: ['a'] })
    expect(fault.code).toBe('HYD-2002')
    expect((fault.details['errors'] as HydraError[]).map(({ code }) => code)).toEqual(['HYD-2002', 'HYD-2003', 'HYD-2001'])
  })

  test('lines, tabs, wide and long text', () => {
    expect(faultOf('a >\r\n\t"x"').where).toMatchObject({ line: 2, column: 2 })
    expect(faultOf('a >\n\t"x"').details['caret']).toBe('\t"x"\n\t^~~')
    expect(faultOf('"漢" + 1').details['caret']).toBe('"漢" + 1\n^~~~')
    const long = String(faultOf(`${'a + '.repeat(100)}$`).details['caret'])
    expect(Math.max(...long.split('\n').map((line) => line.length))).toBeLessThan(130)
    expect(long.split('\n')[1]!.indexOf('^')).toBe(long.indexOf('$'))
  })

  test.each([
    ['cpuMax > 1', { variables: ['cpu_max'] }, 'HYD-2003', 'cpu_max'],
    ['sqrt > 1', { variables: ['a'] }, 'HYD-2003', 'Call it: sqrt(...)'],
    ['a(1)', { variables: ['a'] }, 'HYD-2004', 'a'],
    ['avg(s)', {}, 'HYD-2004', 'mean'],
    ['Math.max(1, 2)', {}, 'HYD-2004', 'max'],
    ['sqr(4)', {}, 'HYD-2004', 'sqrt'],
    ['round(1, x)', {}, 'HYD-2002', 'round(x, 2)'],
    ['log(4)', {}, 'HYD-2012', 'log10(x)'],
    ['log(4, 2, 1)', {}, 'HYD-2004', '2 arguments'],
    [`hypot(${'1, '.repeat(16)}1)`, {}, 'HYD-2004', '1 to 16'],
    ['Math.log2(4)', {}, 'HYD-2004', 'log2'],
    ['sqrt()', {}, 'HYD-2004', '1 arguments'],
    ['5MS > x_ms', {}, 'HYD-2011', 'ms'],
    ['x ≥ 3', {}, 'HYD-2001', '>='],
    ['x = 3', {}, 'HYD-2010', '=='],
    ['a < b < c', {}, 'HYD-2009', 'a < b and b < c'],
    ['x == null', {}, 'HYD-2002', 'is_missing'],
    ['!x > 3', {}, 'HYD-2002', 'not x > 3'],
    ['not 3', {}, 'HYD-2002', 'x > 0'],
    ['"1" == 1', {}, 'HYD-2002', 'one type'],
    ['true > false', {}, 'HYD-2002', '=='],
    ['true + 1', {}, 'HYD-2002', 'if(c, 1, 0)'],
    ['missing', {}, 'HYD-2002', 'variables'],
    ['s', { variables: { s: 'series' } }, 'HYD-2002', 'mean(s)'],
    ['s > 1', { variables: { s: 'series' } }, 'HYD-2002', 'mean(s)'],
    ['1 + 1', { expect: 'boolean' }, 'HYD-2002', 'boolean'],
  ] as const)('%s', (text, options, code, hint) => {
    const fault = faultOf(text, options)
    expect(fault.code).toBe(code)
    expect(fault.hint).toContain(hint)
  })

  test('hints and sentences have no holes', () => {
    for (const text of [
      '',
      'a +',
      '(a',
      'x in 1',
      '1 < 2 < 3',
      'x not in (1)',
      'x[1]',
      '2x',
      "'a",
      '``',
      '"\\q"',
      'a > \u202e',
    ]) {
      const fault = faultOf(text)
      expect(`${fault.message} ${fault.hint}`).not.toMatch(/\{\w\}|undefined/)
    }
  })

  test.each([
    [{ units: 'no' }, 'HYD-1003'], [{ name: 3 }, 'HYD-1003'], [{ unknown: 1 }, 'HYD-1002'], [{ limits: { nesting: 0 } }, 'HYD-4004'],
    [{ limits: { deep: 1 } }, 'HYD-1002'], [{ variables: 'x' }, 'HYD-1003'], [{ variables: [1] }, 'HYD-1003'], [{ variables: { x: 'float' } }, 'HYD-2016'],
    [{ variables: { x: { type: 'number', min: 3, max: 1 } } }, 'HYD-2016'], [{ variables: { x: { type: 'number', unit: 'kb' } } }, 'HYD-2016'],
    [{ functions: { sqrt: { args: 1, call: () => 1 } } }, 'HYD-2016'], [{ functions: { f: { args: 1 } } }, 'HYD-2016'],
  ])('options %o are refused', (options, code) => expect(faultOf('x', options as never).code).toBe(code)) // prettier-ignore
})

describe('hostile text', () => {
  const many = 100_000
  const shapes: readonly (readonly [name: string, text: string])[] = [
    ['(', '('.repeat(many)], ['[', '['.repeat(many)], ['-', '-'.repeat(many)], ['not ', 'not '.repeat(many)], ['!', '!'.repeat(many)], ['1+', `${'1+'.repeat(many)}1`],
    ['1^', `${'1^'.repeat(many)}1`], ['a??', `${'a??'.repeat(many)}a`], ['f(', 'f('.repeat(many)], ['a?', 'a?'.repeat(many)], ['a?b:', 'a?b:'.repeat(many)],
    [',', ','.repeat(many)], ['"', '"'.repeat(many)], ['blank', ' '.repeat(many)], ['#', '#'.repeat(many)], ['digits', '9'.repeat(many)], ['name', 'a'.repeat(many)],
    ['NUL', '\0'.repeat(many)], ['%', '%'.repeat(many)], ['1%', '1% '.repeat(many)], [')', ')'.repeat(many)], ['and', 'and '.repeat(many)],
  ] // prettier-ignore

  test.each(shapes)('%s, a hundred thousand times, is too long and is not even read', (_, text) => {
    expect(faultOf(text).code).toBe('HYD-2005')
    const faults = new Faults()
    expect(parse(text, standardLimits, faults).nodes).toHaveLength(1)
  })

  test.each(shapes)('%s as far as the text may go: coded, within the limits', (_, long) => {
    const text = long.slice(0, 262_144)
    const limits = { text: 262_144, nesting: 512, nodes: 4096, arguments: 255 }
    const faults = new Faults()
    const { nodes } = parse(text, limits, faults)
    expect(nodes.length).toBeLessThanOrEqual(limits.nodes + 1024)
    expect(faults.errors.length).toBeLessThanOrEqual(20)
    try {
      compileFormula(text, { limits }).evaluate({})
    } catch (error) {
      expect(isHydraError(error) && error.code).toMatch(/^HYD-20(0[1-5]|09|1[01])$/)
    }
  })

  test('nesting up to the ceiling works, one more does not', () => {
    const nested = (n: number): string => `${'(1+2*-('.repeat(n)}1${'))'.repeat(n)}`
    expect(compileFormula(nested(170), { limits: { nesting: 512 } }).evaluate()).toBeTypeOf('number')
    expect(compileFormula(`${'('.repeat(64)}1${')'.repeat(64)}`).evaluate()).toBe(1)
    expect(faultOf(`${'('.repeat(65)}1${')'.repeat(65)}`).code).toBe('HYD-2005')
  })

  test('a long chain is one flat node', () => {
    const rule = compileFormula(Array.from({ length: 4000 }, () => '1').join('+'))
    expect(rule.evaluate()).toBe(4000)
    expect(faultOf(Array.from({ length: 5000 }, () => '1').join('+')).code).toBe('HYD-2005')
  })

  const builtIns = [Object.prototype, Function.prototype, Array.prototype, String.prototype].flatMap((proto) =>
    Object.getOwnPropertyNames(proto),
  )
  test.each(
    [...new Set([...builtIns, 'globalThis', 'process', 'x.constructor', 'constructor.constructor'])].filter((name) =>
      /^[\w.]+$/.test(name),
    ),
  )('%s is a name like others', (name) => {
    expect(faultOf(name, { variables: ['x'] }).code).toBe('HYD-2003')
    expect(compileFormula(name).evaluate({})).toBeUndefined()
    const values = JSON.parse(`{ ${JSON.stringify(name)}: 4 }`) as Record<string, unknown>
    expect(compileFormula(`${name} + 1`).evaluate(values)).toBe(5)
    if (!['sign', 'trunc', 'at'].includes(name))
      expect(() => compileFormula(`${name}(1, 2, 3, 4)`)).toThrow(expect.objectContaining({ code: 'HYD-2004' }))
  })

  test.each([[() => 1], [{ valueOf: () => 9 }], [9n], [Symbol('x')], ['9'], [true], [[9]]])(
    'data %o are refused and not called',
    (x) => {
      expect(() => compileFormula('x > 1').evaluate({ x })).toThrow(expect.objectContaining({ code: 'HYD-2006' }))
    },
  )

  test('a proxy or a getter that throws, a getter read once, a frozen object', () => {
    const rule = compileFormula('x + x * x')
    const bad = new Proxy({}, { get: () => { throw new Error('no') } }) // prettier-ignore
    expect(() => rule.evaluate(bad)).toThrow(expect.objectContaining({ code: 'HYD-2006' }))
    let reads = 0
    expect(rule.evaluate({ get x() { return (reads += 1) } })).toBe(2) // prettier-ignore
    expect(reads).toBe(1)
    expect(rule.evaluate(Object.freeze({ x: 2 }))).toBe(6)
    expect(() => rule.evaluate(null as never)).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
  })

  test('parseFormula never throws', () => {
    for (const text of [...shapes.map(([, long]) => long.slice(0, 3000)), undefined, 3, {}]) {
      const { ast, errors } = parseFormula(text as string)
      expect(ast.nodes.length).toBeGreaterThan(0)
      for (const { where } of errors) expect(where.offset).toBeGreaterThanOrEqual(0)
    }
  })
})
