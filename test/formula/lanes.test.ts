/** Hot formulas: what a lane gives is what the first rows gave, and the lanes are one text. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import { compileFormula, type FormulaOptions, type FormulaValue, type FormulaValues } from '../../src/formula/index.ts'

const rows = 1200
const formulas: readonly (readonly [text: string, options: FormulaOptions])[] = [
  ['(a + b) * c - d / 2', {}],
  ['a > 1 and (b > 2 or not c)', { variables: { a: 'number', b: 'number', c: 'boolean' } }],
  ['a ?? b ?? 7', {}],
  ['a + b + c + d + e1 + f + g + h', {}],
  ['p ? a : b', { variables: { p: 'boolean', a: 'number', b: 'number' } }],
  ['1 + 2', {}],
]
const values: readonly unknown[] = [1, -0, 2.5, NaN, Infinity, undefined, null, true, false, 'x', 3, 2n, {}]

/** The value, or the code of what was thrown. */
function outcome(work: () => FormulaValue | undefined): unknown {
  try {
    return work()
  } catch (error) {
    return isHydraError(error) ? error.message : error
  }
}

const warmed = (text: string, options: FormulaOptions): ReturnType<typeof compileFormula> => {
  const rule = compileFormula(text, options)
  const first = rule.evaluate
  for (let i = 0; i < rows; i += 1) rule.evaluate({ a: i, b: 1, c: true, p: true })
  expect(rule.variables.length > 0 && rule.evaluate === first).toBe(false)
  return rule
}

describe('lanes', () => {
  test.each(formulas)('%s: hot as cold, with whatever data', (text, options) => {
    const rule = compileFormula(text, options)
    for (let i = 0; i < rows; i += 1) outcome(() => rule.evaluate({}))
    for (let i = 0; i < 3000; i += 1) {
      const pick = (k: number): unknown => values[Math.floor(i / k) % values.length]
      const row: FormulaValues = {
        a: pick(1),
        b: pick(3),
        c: pick(7),
        d: pick(11),
        e1: pick(13),
        f: 1,
        g: pick(17),
        h: 2,
        p: pick(5),
      }
      expect(outcome(() => rule.evaluate(row))).toEqual(outcome(() => compileFormula(text, options).evaluate(row)))
    }
  })

  test('a row that evaluates the same formula while it is read, a getter read once, one that throws, no object', () => {
    const rule = warmed('a * 100 + b', {})
    let reads = 0
    const nested = { get a() { reads += 1; return rule.evaluate({ a: 1, b: 2 }) }, b: 5 } // prettier-ignore
    expect(rule.evaluate(nested)).toBe(10_205)
    expect(reads).toBe(1)
    const bad = { a: 1, get b(): number { throw new Error('no') } } // prettier-ignore
    expect(() => rule.evaluate(bad)).toThrow(expect.objectContaining({ code: 'HYD-2006', where: { option: 'b' } }))
    expect(() => rule.evaluate(3 as never)).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
    expect(rule.evaluate()).toBeUndefined()
  })

  test('a function of the user that evaluates the same formula', () => {
    let depth = 0
    const call = (x: number): number => {
      depth += 1
      return depth < 3 ? Number(rule.evaluate({ x: x + 1, y: 1 })) : x
    }
    const rule = compileFormula('again(x) * 10 + x + y', { functions: { again: { args: 1, call } } })
    // ((3 * 10 + 3 + 1) * 10 + 2 + 1) * 10 + 1 + 5
    expect(rule.evaluate({ x: 1, y: 5 })).toBe(3436)
  })

  test('they are one text', () => {
    const source = readFileSync('src/formula/lanes.ts', 'utf8')
    const lanes = source.split(/^function lane\d+/m).slice(1)
    const bodies = lanes.map((lane) => lane.slice(0, lane.indexOf('\n}\n')))
    expect(bodies.length).toBeGreaterThan(4)
    expect(new Set(bodies).size).toBe(1)
  })
})
