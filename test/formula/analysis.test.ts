/** Rules that can never fire, or always do: the golden table, the sentences, the warnings, and how much work a proof may take. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileFormula, type FormulaOptions } from '../../src/formula/index.ts'

interface Golden {
  readonly variables: NonNullable<FormulaOptions['variables']>
  readonly rows: readonly { readonly text: string; readonly outcome: string; readonly from: string }[]
}
const { variables, rows } = JSON.parse(readFileSync('fixtures/golden/formula/analysis.json', 'utf8')) as Golden
const rule = (text: string): ReturnType<typeof compileFormula> => compileFormula(text, { variables })

describe('golden table', () => {
  test.each(rows.map(({ text, outcome, from }) => [text, outcome, from] as const))('%s: %s, since %s', (text, outcome) => {
    const { analysis, warnings } = rule(text)
    expect(analysis.outcome).toBe(outcome)
    expect(analysis.reason).not.toMatch(/undefined|NaN|Infinity/)
    const claims = warnings.map(({ code }) => code).filter((code) => code === 'HYD-2051' || code === 'HYD-2052')
    const isPlain = rule(text).variables.length === 0
    expect(claims).toEqual(outcome === 'either' || isPlain ? [] : [outcome === 'never' ? 'HYD-2051' : 'HYD-2052'])
  })
})

describe('sentences', () => {
  test.each([
    ['cpu > 90 and cpu < 80', 'cpu < 80 cannot be true while cpu is above 90'],
    ['success_rate > 1.2', 'success_rate > 1.2 cannot be true while success_rate is at least 0 and at most 1'],
    ['x > 3 or x <= 3', 'x <= 3 cannot be false while x is at most 3'],
    ['head == "a" and head == "b"', 'head == "b" cannot be true while head is "a"'],
    ['x > y and y > x', 'y > x cannot be true beside the other clauses'],
    ['x != x', 'x != x cannot be true'],
    ['is_missing(x) and x > 3', 'x > 3 cannot be true while x has no value'],
  ])('%s', (text, reason) => expect(rule(text).analysis.reason).toBe(reason))

  test('the warning stands at the clause that settles it', () => {
    const warning = compileFormula('cpu > 90 and cpu < 80', { name: 'hot' }).warnings[0]!
    expect(warning.message).toBe(
      'the rule never fires: cpu < 80 cannot be true while cpu is above 90 at line 1, column 14 of "hot"',
    )
    expect(warning.where).toMatchObject({ line: 1, column: 14, offset: 13, length: 8 })
  })
})

describe('what is not claimed', () => {
  test('functions of the user are not known, and two calls of one need not agree', () => {
    let calls = 0
    const functions = { next: { args: 1, call: (x: number) => x + (calls += 1) } } as const
    expect(compileFormula('next(x) > 3 and next(x) < 2', { functions }).analysis.outcome).toBe('either')
    expect(compileFormula('next(x) != next(x)', { functions }).analysis.outcome).toBe('either')
  })

  test('-0 lies within bounds from 0 up: its quotient is negative', () => {
    const positive = { variables: { x: { type: 'number', min: 0 } } } as const
    expect(compileFormula('1 / x < 0', positive).analysis.outcome).toBe('either')
    expect(compileFormula('1 / x < 0', positive).evaluate({ x: -0 })).toBe(true)
    expect(compileFormula('x ^ -1 < 0', positive).analysis.outcome).toBe('either')
  })

  test('infinities are numbers, and sums of them are lost', () => {
    expect(compileFormula('x - x == 0 or x - x != 0').analysis.outcome).toBe('always')
    expect(compileFormula('is_missing(x - y) and not is_missing(x) and not is_missing(y)').analysis.outcome).toBe('either')
    expect(compileFormula('x + 1 > x').analysis.outcome).toBe('either')
  })

  test.each([['alternating', `${'(x > 1 or y > 2 and ('.repeat(30)}x > 3${'))'.repeat(30)}`], ['equal booleans', `${'(p == '.repeat(60)}q${')'.repeat(60)}`], ['deep signs', `${'-'.repeat(60)}x > 3`], ['a long sum', `${'x + '.repeat(3000)}1 > 3`], ['a long and', `${'x > 1 and '.repeat(1300)}x > 2`]])(
    '%s ends within its budget of work',
    (_, text) => {
      const names = { variables: { x: 'number', y: 'number', p: 'boolean', q: 'boolean' } } as const
      expect(compileFormula(text, names).analysis.outcome).toBe('either')
    },
  ) // prettier-ignore
})
