/** Formulas over columns: what is accepted, what comes out, what is refused and with which words. */
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import {
  compileFormula,
  compileFormulas,
  type ColumnResult,
  type FormulaColumns,
  type FormulaOptions,
} from '../../src/formula/index.ts'
import { hydraErrorOf } from '../support/thrown.ts'

const engines = ['native', 'reference'] as const

const code = (run: () => unknown): string => hydraErrorOf(run).code

/** The plain data of a result. */
const plain = (result: ColumnResult): unknown[] => [Array.from<unknown>(result.values), result.missingCount]

describe.each(engines)('columns on %s', (engine) => {
  const values = (text: string, columns: FormulaColumns, variables?: FormulaOptions['variables']): unknown[] =>
    plain(compileFormula(text, variables === undefined ? {} : { variables }).evaluateColumns(columns, { engine }))

  test('numbers of every kind of column', () => {
    const variables = { x: 'number' } as const
    for (const x of [Float64Array.of(1, 2), [1, 2], Float32Array.of(1, 2), Int8Array.of(1, 2), Uint32Array.of(1, 2)])
      expect(values('x * 2', { x }, variables)).toEqual([[2, 4], 0])
    expect(values('x * 2', { x: [1, null, undefined, NaN] }, variables)).toEqual([[2, NaN, NaN, NaN], 3])
  })

  test('booleans, with 0 and a mark where there is no value', () => {
    const variables = { p: 'boolean' } as const
    const rule = compileFormula('not p', { variables: { p: 'boolean' } })
    expect(rule.evaluateColumns({ p: Uint8Array.of(0, 1) }, { engine })).toEqual({ type: 'boolean', values: Uint8Array.of(1, 0), missingCount: 0, trueCount: 1 }) // prettier-ignore
    const gaps = {
      type: 'boolean',
      values: Uint8Array.of(1, 0, 0),
      missing: Uint8Array.of(0, 0, 1),
      missingCount: 1,
      trueCount: 1,
    }
    expect(rule.evaluateColumns({ p: [false, true, null] }, { engine })).toEqual(gaps)
    expect(rule.evaluateColumns({ p: { values: [false, true, true], missing: [false, false, true] } }, { engine })).toEqual(gaps)
    expect(rule.evaluateColumns({ p: { values: Uint8Array.of(0, 1, 9), missing: Uint8Array.of(0, 0, 1) } }, { engine })).toEqual(gaps) // prettier-ignore
    expect(values('p ?? true', { p: gaps }, variables)).toEqual([[1, 0, 1], 0])
  })

  test('strings by code point, decoded again', () => {
    const variables = { s: 'string', t: 'string' } as const
    const s = ['\uffff', 'b', null, 'a']
    const t = ['\u{10000}', 'b', 'b', undefined]
    expect(values('s < t', { s, t }, variables)).toEqual([[1, 0, 0, 0], 2])
    expect(values('s ?? t', { s, t }, variables)).toEqual([['\uffff', 'b', 'b', 'a'], 0])
    expect(values('s in ("b", "z")', { s }, variables)).toEqual([[0, 1, 0, 0], 1])
    expect(values('starts_with(t, "b") and s >= "b"', { s, t }, variables)).toEqual([[0, 1, 0, 0], 1])
    expect(values('s == "b" ? "yes" : "no"', { s: { values: ['b', 'b'], missing: [false, true] } }, variables)).toEqual([['yes', undefined], 1]) // prettier-ignore
  })

  test('series, one a row or one for all', () => {
    const variables = { xs: 'series', x: 'number' } as const
    const xs = { values: Float64Array.of(1, 3, NaN, 5), offsets: Uint32Array.of(0, 2, 2, 4) }
    expect(values('mean(xs)', { xs }, variables)).toEqual([[2, NaN, 5], 1])
    expect(values('count(xs)', { xs }, variables)).toEqual([[2, 0, 1], 0])
    expect(values('x - mean(xs)', { x: [1, 2], xs: Float64Array.of(1, 3) }, variables)).toEqual([[-1, 0], 0])
    expect(plain(compileFormula('mean(xs)', { variables: { xs: 'series' } }).evaluateColumns({ xs: [1, 3] }, { engine, rows: 2 }))).toEqual([[2, 2], 0]) // prettier-ignore
  })

  test('rows by themselves where nothing is read', () => {
    expect(plain(compileFormula('1 + 1').evaluateColumns({}, { engine, rows: 3 }))).toEqual([[2, 2, 2], 0])
    expect(plain(compileFormula('true').evaluateColumns({}, { engine, rows: 0 }))).toEqual([[], 0])
    expect(plain(compileFormula('"a"').evaluateColumns({}, { engine, rows: 1 }))).toEqual([['a'], 0])
  })

  test('formulas that share more than a program can hold', () => {
    const shared = Array.from({ length: 300 }, (_, i) => `(x + ${i})`)
    const [sum, product] = [shared.join(' + '), shared.toReversed().join(' * ')]
    const text = `(${sum}) - (${product})`
    const rule = compileFormula(text)
    const x = Float64Array.from({ length: 100 }, (_, i) => i - 299)
    const expected = Array.from(x, (value) => rule.evaluate({ x: value }))
    expect(Array.from<unknown>(rule.evaluateColumns({ x }, { engine }).values)).toEqual(expected)
    const set = compileFormulas({ large: text, small: 'x > 0' }).evaluateColumns({ x }, { engine })
    expect(Array.from<unknown>(set.large.values)).toEqual(expected)
    expect(set.small.trueCount).toBe(0)
  })

  test('functions of the user, row by row', () => {
    const rule = compileFormula('twice(x) > 3 and ok', {
      variables: { x: 'number', ok: 'boolean' },
      functions: { twice: { args: 1, call: (x: number) => 2 * x } },
    })
    expect(rule.evaluateColumns({ x: [1, 2, NaN], ok: [true, true, true] }, { engine })).toEqual({ type: 'boolean', values: Uint8Array.of(0, 1, 0), missing: Uint8Array.of(0, 0, 1), missingCount: 1, trueCount: 1 }) // prettier-ignore
  })

  test('inputs are read in place and never written, other columns ignored', () => {
    const x = Object.freeze([3, 1])
    const y = Float64Array.of(1, 2)
    expect(values('x + y', { x, y, z: 'nonsense' } as never)).toEqual([[4, 3], 0])
    expect(y).toEqual(Float64Array.of(1, 2))
  })

  test('the array of the caller is filled and handed back', () => {
    const out = new Float64Array(2).fill(7)
    const rule = compileFormula('x + 1')
    expect(rule.evaluateColumns({ x: [1, 2] }, { engine, out }).values).toBe(out)
    expect(out).toEqual(Float64Array.of(2, 3))
    const flags = Uint8Array.of(9, 9)
    expect(compileFormula('x > 1').evaluateColumns({ x: [1, 2] }, { engine, out: flags }).values).toBe(flags)
    expect(flags).toEqual(Uint8Array.of(0, 1))
    const x = Float64Array.of(1, 2)
    expect(code(() => rule.evaluateColumns({ x }, { engine, out: x }))).toBe('HYD-1003')
    expect(code(() => rule.evaluateColumns({ x }, { engine, out: new Float64Array(3) }))).toBe('HYD-1003')
    const shared = new Float64Array(new SharedArrayBuffer(16))
    expect(code(() => rule.evaluateColumns({ x }, { engine, out: shared }))).toBe('HYD-1003')
    const p = Uint8Array.of(0, 1)
    const not = compileFormula('not p', { variables: { p: 'boolean' } })
    expect(code(() => not.evaluateColumns({ p }, { engine, out: p }))).toBe('HYD-1003')
    expect(p).toEqual(Uint8Array.of(0, 1))
    const bytes = new Uint8Array(4)
    expect(not.evaluateColumns({ p }, { engine, out: bytes.subarray(1, 3) }).trueCount).toBe(1)
    expect(bytes).toEqual(Uint8Array.of(0, 1, 0, 0))
    const other = runInNewContext('[Float64Array.of(1, 2), new Float64Array(2)]') as Float64Array[]
    expect(rule.evaluateColumns({ x: other[0] }, { engine, out: other[1]! }).values).toBe(other[1])
    expect(Array.from(other[1]!)).toEqual([2, 3])
    expect(code(() => rule.evaluateColumns({ x }, { engine, out: new Uint8Array(2) }))).toBe('HYD-1003')
  })

  test('a shared or a resizable buffer is copied', () => {
    const shared = new Float64Array(new SharedArrayBuffer(16))
    shared.set([1, 2])
    expect(values('x + 1', { x: shared })).toEqual([[2, 3], 0])
  })
})

describe('columns that are refused', () => {
  const rule = compileFormula('x + y')
  const options = { variables: { s: 'string', p: 'boolean', xs: 'series' } } as const

  test('absent, of other lengths, detached, without rows', () => {
    expect(hydraErrorOf(() => rule.evaluateColumns({ x: [1] })).message).toBe('no column is given at "y" of the columns')
    expect(hydraErrorOf(() => rule.evaluateColumns({ x: [1], y: [1, 2] })).message).toBe('2 rows stand where others have 1 at "y" of the columns') // prettier-ignore
    expect(code(() => rule.evaluateColumns({ x: [1], y: [1] }, { rows: 2 }))).toBe('HYD-2013')
    expect(hydraErrorOf(() => compileFormula('1').evaluateColumns({})).hint).toBe('Pass rows.')
    const x = new Float64Array(2)
    structuredClone(x, { transfer: [x.buffer] })
    expect(hydraErrorOf(() => rule.evaluateColumns({ x, y: [] })).message).toContain('detached')
    expect(code(() => compileFormula('toString > 1').evaluateColumns({}))).toBe('HYD-2013')
  })

  test('offsets that are none', () => {
    const mean = compileFormula('mean(xs)', options)
    const values = Float64Array.of(1, 2)
    const refused = (offsets: Uint32Array): string => code(() => mean.evaluateColumns({ xs: { values, offsets } }))
    expect(refused(Uint32Array.of())).toBe('HYD-2013')
    expect(refused(Uint32Array.of(0, 3))).toBe('HYD-2013')
    expect(refused(Uint32Array.of(0, 2, 1))).toBe('HYD-2013')
    expect(code(() => mean.evaluateColumns({ xs: { values, offsets: [0, 2] } as never }))).toBe('HYD-2006')
    expect(code(() => mean.evaluateColumns({ xs: Float64Array.of(1, Infinity) }, { rows: 1 }))).toBe('HYD-2006')
  })

  test('values of another type, by their row', () => {
    const said = (text: string, columns: unknown): string => hydraErrorOf(() => compileFormula(text, options).evaluateColumns(columns as FormulaColumns)).message // prettier-ignore
    expect(said('p', { p: [true, 1] })).toContain('"p[1]" is refused: it must be true or false, got 1')
    expect(said('p', { p: Uint8Array.of(1, 2) })).toContain('"p[1]" is refused: it must be 0 or 1, got 2')
    expect(said('s', { s: ['a', 5] })).toContain('"s[1]" is refused: it must be a string, got 5')
    expect(hydraErrorOf(() => rule.evaluateColumns({ x: [1, '2'] as never, y: [1, 2] })).message).toContain('"x[1]"')
    expect(hydraErrorOf(() => rule.evaluateColumns({ x: BigInt64Array.of(1n) as never, y: [1] })).code).toBe('HYD-2006')
    expect(hydraErrorOf(() => rule.evaluateColumns({ x: 'ab' as never, y: [1] })).code).toBe('HYD-2006')
    expect(said('p', { p: { values: [true], missing: [] } })).toContain('0 marks stand beside 1 rows')
  })

  test('a getter or a proxy that throws', () => {
    const columns = { y: [1], get x(): number[] { throw new Error('boom') } } // prettier-ignore
    expect(hydraErrorOf(() => rule.evaluateColumns(columns)).message).toContain('boom')
    const list = new Proxy([1], { get: (target, key) => { if (key === '0') throw new Error('trap'); return Reflect.get(target, key) as unknown } }) // prettier-ignore
    expect(hydraErrorOf(() => rule.evaluateColumns({ x: list, y: [1] })).message).toContain('trap')
  })

  test('options that are none, and too much work', () => {
    expect(code(() => rule.evaluateColumns(undefined as never))).toBe('HYD-1003')
    expect(code(() => rule.evaluateColumns({}, { engin: 'native' } as never))).toBe('HYD-1003')
    expect(code(() => rule.evaluateColumns({ x: [1], y: [1] }, { engine: 'gpu' as never }))).toBe('HYD-1003')
    expect(code(() => compileFormula('1').evaluateColumns({}, { rows: 1.5 }))).toBe('HYD-4004')
    expect(code(() => compileFormula('1').evaluateColumns({}, { rows: '1' as never }))).toBe('HYD-1003')
    expect(code(() => rule.evaluate({}, { engin: 1 } as never))).toBe('HYD-1002')
    const limited = compileFormula('x + 1', { limits: { work: 6 } })
    expect(limited.evaluateColumns({ x: [1, 2] }).values).toEqual(Float64Array.of(2, 3))
    const error = hydraErrorOf(() => limited.evaluateColumns({ x: [1, 2, 3] }))
    expect([error.code, error.message]).toEqual(['HYD-2007', 'the formula has 3 parts over 3 rows, over the work limit of 6'])
    expect(code(() => compileFormula('x', { limits: { work: 0 } }))).toBe('HYD-4004')
  })
})

describe('sets of rules', () => {
  const set = compileFormulas(
    { hot: 'cpu > 85', toString: 'cpu / 100', name: 'cpu > 85 ? "hot" : "cold"', twice: 'f(cpu)' },
    { functions: { f: { args: 1, call: (x: number) => 2 * x } } },
  )

  test('one row, all rules', () => {
    const values = set.evaluate({ cpu: 90 })
    expect(Object.getPrototypeOf(values)).toBeNull()
    expect({ ...values }).toEqual({ hot: true, toString: 0.9, name: 'hot', twice: 180 })
    expect(set.rules.hot.name).toBe('hot')
  })

  test.each(engines)('all rows, all rules, with arrays of the caller, on %s', (engine) => {
    const out = { hot: new Uint8Array(2), twice: new Float64Array(2) }
    const results = set.evaluateColumns({ cpu: [90, 20] }, { engine, out })
    expect(Object.getPrototypeOf(results)).toBeNull()
    expect(Object.values(results).map(({ values }) => Array.from<unknown>(values))).toEqual([[1, 0], [0.9, 0.2], ['hot', 'cold'], [180, 40]]) // prettier-ignore
    expect([results.hot.values, results.twice.values]).toEqual([out.hot, out.twice])
    expect(results.hot.values).toBe(out.hot)
    expect(results.twice.values).toBe(out.twice)
    const same = { twice: out.twice, toString: out.twice }
    expect(code(() => set.evaluateColumns({ cpu: [90, 20] }, { engine, out: same }))).toBe('HYD-1003')
  })

  test.each([5, null, 'out', [new Float64Array(1)], { hott: new Uint8Array(1) }])('out: %o is refused', (out) => {
    expect(code(() => set.evaluateColumns({ cpu: [90] }, { out: out as never }))).toBe('HYD-1003')
  })

  test('a fault names its rule; formulas that are no record are refused', () => {
    expect(hydraErrorOf(() => compileFormulas({ good: 'x', bad: 'x +' })).message).toContain('of "bad"')
    expect(code(() => compileFormulas(['x'] as never))).toBe('HYD-1003')
    for (const options of [null, 'x'.repeat(100_000), 5])
      expect(code(() => compileFormulas({ a: 'x' }, options as never))).toBe('HYD-1003')
    expect(code(() => compileFormulas({}, { unit: 'warn' } as never))).toBe('HYD-1002')
    expect({ ...compileFormulas({}).evaluate({}) }).toEqual({})
    expect({ ...compileFormulas({}).evaluateColumns({}, { rows: 1 }) }).toEqual({})
  })
})
