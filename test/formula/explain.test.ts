/** Explanations: sentences, margins, what decided, what was missing. */
import { describe, expect, test } from 'vitest'
import { compileFormula, type FormulaExplanation, type FormulaOptions, type FormulaValues } from '../../src/formula/index.ts'

const explain = (text: string, values: FormulaValues, variables?: FormulaOptions['variables']): FormulaExplanation =>
  compileFormula(text, variables === undefined ? {} : { variables }).explain(values)
type Case = [text: string, values: FormulaValues, sentence: string, variables?: FormulaOptions['variables']]
const hot = 'cpu_max > 85 and memory_max_mb > 1024'

describe('sentences of rules', () => {
  test.each<Case>([
    [hot, { cpu_max: 91, memory_max_mb: 2000 }, 'firing: cpu_max 91 > 85 (over by 6, 7.1 %) and memory_max_mb 2000 > 1024 (over by 976, 95 %)'],
    [hot, { cpu_max: 80, memory_max_mb: 2000 }, 'not firing: cpu_max 80 not > 85 (under by 5, 5.9 %)'],
    [hot, { cpu_max: 91 }, 'unknown: supply memory_max_mb'],
    [hot, {}, 'unknown: supply cpu_max and memory_max_mb'],
    ['85 < cpu', { cpu: 91 }, 'firing: 85% < cpu 91% (over by 6, 7.1 %)', { cpu: { type: 'number', unit: '%' } }],
    ['p95 > 0.2s', { p95: 250 }, 'firing: p95 250 ms > 200 ms (over by 50 ms, 25 %)', { p95: { type: 'number', unit: 'ms' } }],
    ['x > 5', { x: 5 }, 'not firing: x 5 not > 5 (at the threshold)'],
    ['x >= 5', { x: 5 }, 'firing: x 5 >= 5 (at the threshold)'],
    ['not (x > 5)', { x: 3 }, 'firing: x 3 not > 5 (under by 2, 40 %)'],
    ['x > 5 or y > 5', { x: 7, y: 9 }, 'firing: x 7 > 5 (over by 2, 40 %)'],
    ['x > 5 or y > 5', { x: 1, y: 2 }, 'not firing: x 1 not > 5 (under by 4, 80 %) and y 2 not > 5 (under by 3, 60 %)'],
    ['x == 3 and y != 3', { x: 3, y: 4 }, 'firing: x 3 == 3 and y 4 != 3 (over by 1, 33 %)'],
    ['x in (1, 2, 3)', { x: 4 }, 'not firing: x 4 not in (1, 2, 3)'],
    ['head == "gzip" and ok', { head: 'brotli', ok: true }, 'not firing: head "brotli" not == "gzip"', { head: 'string', ok: 'boolean' }],
    ['head == "gzip" and ok', { head: 'gzip', ok: true }, 'firing: head "gzip" == "gzip" and ok is true', { head: 'string', ok: 'boolean' }],
    ['c ? x > 1 : y > 1', { c: true, x: 3, y: 0 }, 'firing: c is true and x 3 > 1 (over by 2, 200 %)', { c: 'boolean', x: 'number', y: 'number' }],
    ['errors / requests > 5%', { errors: 0, requests: 0 }, 'unknown: errors / requests is 0 / 0'],
    ['errors / requests > 5%', { errors: 7, requests: 100 }, 'firing: errors / requests 0.07 > 0.05 (over by 0.02, 40 %)'],
    ['sqrt(x) + y > 1', { x: -4 }, 'unknown: supply y; sqrt(x) is sqrt(-4)'],
    ['is_missing(x)', {}, 'firing: is_missing(x) is true'],
    ['true', {}, 'firing: it depends on no value'],
    ['`a b` > 1', {}, 'unknown: supply `a b`'],
  ])('%s of %o: %s', (text, values, sentence, variables) => expect(explain(text, values, variables).text).toBe(sentence)) // prettier-ignore
})

describe('sentences of numbers', () => {
  test.each<Case>([
    ['a_ms + 1', { a_ms: 2 }, '3 ms'],
    ['x > 3 ? a_ms + 1 : b_ms', { x: 5, a_ms: 2 }, '3 ms, from a_ms + 1, since x 5 > 3 (over by 2, 67 %)'],
    ['x > 3 ? a_ms + 1 : b_ms', { x: 1, a_ms: 2 }, 'no value: supply b_ms'],
    ['x > 3 ? a_ms + 1 : b_ms', {}, 'no value: supply x'],
    ['a ?? b ?? 3', {}, '3, from 3'],
    ['success_rate ^ 2 / p95_ms', { success_rate: 0, p95_ms: 0 }, 'no value: success_rate^2 / p95_ms is 0 / 0'],
    ['1 + (inf - x)', { x: Infinity }, 'no value: inf - x is Infinity - Infinity'],
    ['mean(s)', { s: [] }, 'no value: supply s', { s: 'series' }],
    ['1 / 3', {}, '0.333333'],
  ])('%s of %o: %s', (text, values, sentence, variables) => expect(explain(text, values, variables).text).toBe(sentence)) // prettier-ignore
})

test('clauses carry what they compared and how far it was', () => {
  const { value, margin, clauses, missing } = explain(hot, { cpu_max: 91, memory_max_mb: 2000 })
  expect([value, margin, missing]).toEqual([true, 6, []])
  expect(clauses).toEqual([
    { span: { start: 0, end: 12 }, text: 'cpu_max > 85', value: true, left: 91, right: 85, margin: 6, relative: 6 / 85, decisive: true },
    { span: { start: 17, end: 37 }, text: 'memory_max_mb > 1024', value: true, left: 2000, right: 1024, margin: 976, relative: 976 / 1024, decisive: true },
  ]) // prettier-ignore
})

test('margins combine: and the least, or the greatest, not the negative', () => {
  expect(explain('x > 1 and y > 1', { x: 3, y: 2 }).margin).toBe(1)
  expect(explain('x > 1 or y > 1', { x: 3, y: 2 }).margin).toBe(2)
  expect(explain('not (x > 1 and y > 1)', { x: 3, y: 2 }).margin).toBe(-1)
  expect(explain('x > 1 and y > 1', { x: 0 }).margin).toBe(-1)
  expect(explain('approx(x, 1, 0.5)', { x: 1.25 }).margin).toBe(0.25)
  expect(explain('x > 1 and y > 1', { x: 3 }).margin).toBeUndefined()
})

test('missing names come once, at their first place', () => {
  expect(explain('x + y > 1 or x > 2', {}).missing).toEqual([
    { name: 'x', text: 'x', span: { start: 0, end: 1 } },
    { name: 'y', text: 'y', span: { start: 4, end: 5 } },
  ])
})

test('a function of the user that fails where evaluate would not call it fails nothing', () => {
  const functions = { fails: { args: 1, call: () => { throw new Error('no') } } } as const // prettier-ignore
  const rule = compileFormula('x > 1 or fails(x) > 1', { functions })
  expect(rule.explain({ x: 2 }).text).toBe('firing: x 2 > 1 (over by 1, 100 %)')
  expect(() => rule.explain({ x: 0 })).toThrow(expect.objectContaining({ code: 'HYD-2017' }))
})

test('values are refused as by evaluate, and read once', () => {
  expect(() => compileFormula('x > 1').explain({ x: '3' })).toThrow(expect.objectContaining({ code: 'HYD-2006' }))
  expect(() => compileFormula('x > 1').explain(null as never)).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
  let reads = 0
  compileFormula('x > 1 and x < 9').explain({ get x() { return (reads += 1) } }) // prettier-ignore
  expect(reads).toBe(1)
})

test('four thousand nodes, deep and long, are explained', () => {
  const long = Array.from({ length: 1000 }, (_, i) => `x > ${i}`).join(' and ')
  expect(explain(long, { x: 2000 }).clauses.filter(({ decisive }) => decisive)).toHaveLength(1000)
  expect(explain(`${'not ('.repeat(30)}x > 1${')'.repeat(30)}`, { x: 2 }).text).toBe('firing: x 2 > 1 (over by 1, 100 %)')
})
