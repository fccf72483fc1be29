/** Columns of rules in sets: rules that are true nowhere make theirs late, scratch is lent and used again, and nobody sees any of it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileFormula, compileFormulas } from '../../src/formula/index.ts'
import { lex } from '../../src/reference/formula/lexer.ts'
import { Faults } from '../../src/reference/formula/fault.ts'
import type { ColumnResult } from '../../src/formula/index.ts'

const texts = { high: 'a > 1', both: 'a > 1 and b > 1', either: 'a > 1 or b > 1', sum: 'a + b', never: 'a > 9' }
const names = Object.keys(texts) as (keyof typeof texts)[]
const value = fc.constantFrom(0, 0.5, 2, 3, NaN)
const calm = fc.constantFrom(0, 0.5)

/** Rows around the border of a chunk, of data in which much, or nothing, is true. */
const call = fc.record({
  rows: fc.constantFrom(0, 1, 7, 1016, 2050, 4099, 9000),
  seed: fc.array(fc.oneof(value, calm), { minLength: 1, maxLength: 9 }),
})

const columnOf = (rows: number, seed: readonly number[], step: number): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => (i < rows / 2 && step > 1 ? 0 : seed[(i * step) % seed.length]!))

const copyOf = ({ values, missing, missingCount, trueCount }: ColumnResult): unknown => ({
  values: [...values],
  missing: missing && [...missing],
  missingCount,
  trueCount,
})

describe.each(['native', 'reference'] as const)('sets on %s', (engine) => {
  test('give what each rule gives alone, call after call, and earlier results stay', () => {
    const [set, alone] = [compileFormulas(texts), names.map((name) => compileFormula(texts[name]))]
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 5 }), (calls) => {
        const seen = calls.map(({ rows, seed }) => {
          const columns = { a: columnOf(rows, seed, 1), b: columnOf(rows, seed, 2) }
          return { columns, results: set.evaluateColumns(columns, { engine }) }
        })
        for (const { columns, results } of seen)
          for (const [i, name] of names.entries())
            expect(copyOf(results[name])).toEqual(copyOf(alone[i]!.evaluateColumns(columns, { engine })))
      }),
      { numRuns: 25 },
    )
  })

  test('give each rule a column of its own, the same one whenever it is read', () => {
    const columns = { a: Float64Array.of(0, 0, 0), b: Float64Array.of(0, 0, 0) }
    const { high, both } = compileFormulas(texts).evaluateColumns(columns, { engine })
    expect(high.values).toBe(high.values)
    ;(high.values as Uint8Array).fill(1)
    expect([...(both.values as Uint8Array)]).toEqual([0, 0, 0])
    expect(structuredClone(high)).toEqual({ type: 'boolean', values: Uint8Array.of(1, 1, 1), missingCount: 0, trueCount: 0 })
  })
})

describe('numbers of a text', () => {
  const valueOf = (text: string): number => lex(text, new Faults())[0]!.value

  test('are the nearest doubles, as Number has it', () => {
    const digits = fc.stringMatching(/^\d{1,17}$/)
    fc.assert(
      fc.property(digits, fc.option(fc.stringMatching(/^\d{0,17}$/)), (whole, decimals) => {
        const text = decimals === null ? whole : `${whole}.${decimals}`
        expect(valueOf(text)).toBe(Number(text))
      }),
      { numRuns: 3000 },
    )
    for (const text of ['.5', '0.1', '0.3', '123456789012.345', '999999999999999', '.00000000000001'])
      expect(valueOf(text)).toBe(Number(text))
  })
})
