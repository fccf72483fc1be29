/** Functions have no value outside what grammar.json says they are defined on, and one inside: one row, columns, folded constants, explained. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { compileFormula } from '../../src/formula/index.ts'
import { functionTable, type FunctionEntry } from '../../src/reference/formula/grammar.ts'

const bounded = functionTable.filter(({ kind, least, most }) => kind === 'scalar' && (least !== undefined || most !== undefined))
const any = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -100000, max: 100000 }), fc.constantFrom(-56593, -2, -1, -0.5, 0.5, 1, 2)) // prettier-ignore
const call = ({ name, arguments: args }: FunctionEntry, x: string): string =>
  args.length === 2 ? `${name}(${x}, 3)` : `${name}(${x})`
const isInside = ({ least = -Infinity, most = Infinity }: FunctionEntry, x: number): boolean => x >= least && x <= most

describe('a value inside, none outside', () => {
  test('the functions that are bounded', () => {
    expect(bounded.map(({ name }) => name)).toEqual(['sqrt', 'ln', 'log1p', 'log2', 'log10', 'log', 'asin', 'acos', 'acosh', 'atanh']) // prettier-ignore
  })

  for (const entry of bounded)
    test.prop([fc.array(any, { minLength: 1, maxLength: 70 })])(entry.name, (xs) => {
      const rule = compileFormula(call(entry, 'x'))
      const plain = compileFormula(call(entry, 'x'), { optimize: false })
      const { values } = rule.evaluateColumns({ x: xs })
      xs.forEach((x, i) => {
        const expected = isInside(entry, x)
        expect(rule.evaluate({ x }) !== undefined).toBe(expected)
        expect(plain.evaluate({ x }) !== undefined).toBe(expected)
        expect(!Number.isNaN(values[i])).toBe(expected)
        expect(rule.explain({ x }).value !== undefined).toBe(expected)
        if (!expected) expect(rule.gradient({ x })).toEqual({ x: undefined })
      })
      const text = call(entry, xs[0]! - xs[0]! === 0 ? xs[0]!.toString() : xs[0]! > 0 ? 'inf' : '-inf')
      expect(compileFormula(text).evaluate({}) !== undefined).toBe(isInside(entry, xs[0]!))
      expect(compileFormula(text).evaluateColumns({}, { rows: 1 }).missingCount).toBe(isInside(entry, xs[0]!) ? 0 : 1)
    })
})
