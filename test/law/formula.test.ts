/** Laws of formulas made at random: canonical text, brackets, folding, negation, order of data. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { compileFormula, parseFormula } from '../../src/formula/index.ts'
import type { Ast } from '../../src/reference/formula/ast.ts'

interface Made {
  readonly number: string
  readonly truth: string
}

const variables = { a: 'number', b: 'number', c_ms: 'number', d_seconds: 'number', p: 'boolean', q: 'boolean' } as const

/** Typed text; every part may stand in brackets, or not. */
const { number: numberText, truth: truthText } = fc.letrec<Made>((open) => {
  const tie = (kind: keyof Made): fc.Arbitrary<string> => open(kind) as fc.Arbitrary<string>
  return {
    number: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'formula' },
      fc.constantFrom('a', 'b', '0', '1', '2.5', '1e308', '5e-324', 'missing', 'inf', '(c_ms / 1ms)', '(d_seconds / c_ms)'),
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%', '^', '??'), tie('number'))
        .map(([x, o, y]) => `(${x}) ${o} (${y})`),
      fc
        .tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number'), tie('number'))
        .map(([x, o, y, z]) => `(${x}) ${o} (${y}) ${o} (${z})`),
      tie('number').map((x) => `-(${x})`),
      fc.tuple(fc.constantFrom('abs', 'sqrt', 'round', 'exp', 'ln', 'sigmoid'), tie('number')).map(([f, x]) => `${f}(${x})`),
      fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, x, y]) => `(${c}) ? (${x}) : (${y})`),
      fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([f, x, y]) => `${f}(${x}, ${y})`),
    ),
    truth: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'formula' },
      fc.constantFrom('p', 'q', 'true', 'false'),
      fc
        .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
        .map(([x, o, y]) => `(${x}) ${o} (0 + (${y}))`),
      fc.tuple(tie('truth'), fc.constantFrom('and', 'or', '&&', '||'), tie('truth')).map(([x, o, y]) => `(${x}) ${o} (${y})`),
      tie('truth').map((x) => `not (${x})`),
      fc.tuple(tie('number'), tie('number'), tie('number')).map(([x, y, z]) => `(0 + (${x})) in (${y}, ${z})`),
    ),
  }
})

const number = fc.oneof(fc.constantFrom(0, -0, 1, 2, NaN, Infinity, -Infinity, 5e-324, undefined), fc.double())
const truth = fc.constantFrom(true, false, undefined)
const row = fc.record({ a: number, b: number, c_ms: number, d_seconds: number, p: truth, q: truth })
const text = fc.oneof(numberText.filter((t) => t !== 'missing'), truthText) // prettier-ignore

const compile = (source: string, optimize = true): ReturnType<typeof compileFormula> | undefined => {
  try {
    return compileFormula(source, { variables, units: 'warn', optimize, limits: { nesting: 512 } })
  } catch (error) {
    if ((error as { code?: string }).code === 'HYD-2002') return undefined
    throw error
  }
}
const shape = ({ nodes, root }: Ast): unknown => {
  const built: unknown[] = []
  for (const { kind, value, text: own, items, operators } of nodes)
    built.push([kind, value, own, operators, items.map((i) => built[i])])
  return built[root]
}

describe('laws of formulas', () => {
  test.prop([text, row], { numRuns: 1000 })('folded and plain, canonical and as written give the same bits', (source, values) => {
    const rule = compile(source)
    if (rule === undefined) return
    const expected = rule.evaluate(values)
    expect(Object.is(compile(source, false)!.evaluate(values), expected)).toBe(true)
    expect(Object.is(compile(rule.format())!.evaluate(values), expected)).toBe(true)
  })

  test.prop([text])('the canonical text has the same tree', (source) => {
    const rule = compile(source)
    if (rule === undefined) return
    const [first, second] = [parseFormula(source), parseFormula(rule.format())]
    if (first.errors.length > 0) return // deeper than the standard limit
    expect(second.errors).toEqual([])
    expect(shape(second.ast)).toEqual(shape(first.ast))
  })

  test.prop([text, row])('more brackets change nothing', (source, values) => {
    const [rule, more] = [compile(source), compile(`(${source.replaceAll(/\b(a|b|p|q)\b/g, '($1)')})`)]
    expect(more === undefined).toBe(rule === undefined)
    expect(Object.is(more?.evaluate(values), rule?.evaluate(values))).toBe(true)
  })

  test.prop([truthText, row])('not turns a truth, and leaves what has no value', (source, values) => {
    const [rule, turned] = [compile(source), compile(`not (${source})`)]
    if (rule === undefined) return
    const before = rule.evaluate(values)
    expect(turned!.evaluate(values)).toBe(before === undefined ? undefined : !before)
  })

  test.prop([fc.string({ unit: 'binary', maxLength: 60 })])('any text gives a tree or coded faults inside the text', (source) => {
    for (const { code, where } of parseFormula(source).errors) {
      expect(code).toMatch(/^HYD-20\d\d$/)
      expect(where.offset! >= 0 && where.offset! + where.length! <= source.length).toBe(true)
    }
  })

  test('the maker of texts reaches both types and all operators', () => {
    const sample = fc.sample(text, { numRuns: 400, seed: 1 })
    const good = sample.filter((source) => compile(source) !== undefined)
    expect(good.length).toBeGreaterThan(200)
    for (const word of ['^', '%', '??', '?', ' in ', 'and', 'not', 'min(', 'c_ms'])
      expect(good.some((source) => source.includes(word))).toBe(true)
  })
})
