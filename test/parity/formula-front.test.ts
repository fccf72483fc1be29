/** The front end of formulas in both engines: equal faults, variables, types, units and trees, for good, broken and hostile text. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAddon } from '../../src/engine/index.ts'
import { frontArguments, type FrontOptions } from '../../src/engine/formula/front.ts'
import { variableOf } from '../../src/reference/formula/check.ts'
import { functionTable, limitsOfGrammar, units } from '../../src/reference/formula/grammar.ts'
import { standardLimits, type Limits } from '../../src/reference/formula/limits.ts'
import { unitNamed } from '../../src/reference/formula/unit.ts'
import { mutated, randomFormula, randomFrontOptions, randomSoup, randomTyped } from '../support/texts.ts'
import { nativeFront, referenceFront } from '../support/fronts.ts'
import type { Draw } from '../support/programs.ts'
import { numRuns } from './nasty.ts'

const plain: FrontOptions = { catalogue: undefined, limits: standardLimits, mixesUnits: false }
const catalogueOf = (...names: string[]): FrontOptions['catalogue'] => new Map(names.map((name) => [name, variableOf(name)]))

const expectSame = (text: string, options: FrontOptions = plain): string[] => {
  const lines = nativeFront(text, options)
  expect(lines).toEqual(referenceFront(text, options))
  return lines
}

/** Draws from a list; 0 after its end, so that shrunk cases are small. */
const fromList = (list: readonly number[]): Draw => {
  let at = 0
  return (n) => (list[at++] ?? 0) % n
}
const draws = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 200, size: 'max' })

describe('native and reference read alike', () => {
  const golden = JSON.parse(readFileSync('fixtures/golden/formula/grammar.json', 'utf8')) as { rows: { text: string }[] }
  const used = catalogueOf('a', 'b', 'x', 'p95_ms')

  test.each(golden.rows.map(({ text }) => [JSON.stringify(text), text]))('%s', (_, text) => {
    expectSame(text)
    expectSame(text, { ...plain, catalogue: used, expect: 'boolean' })
    expectSame(text, { ...plain, catalogue: used, mixesUnits: true, expect: 'number' })
  })

  test.each([
    ['texts of the grammar', randomFormula],
    ['texts whose types fit', randomTyped],
    ['words in any order', randomSoup],
    ['texts after some edits', (draw: Draw, options: FrontOptions) => mutated(draw, randomTyped(draw, options))],
  ] as const)('%s', (_, make) => {
    fc.assert(
      fc.property(draws, (list) => {
        const draw = fromList(list)
        const options = randomFrontOptions(draw)
        expectSame(make(draw, options), options)
      }),
      { numRuns },
    )
  })

  test('any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.integer({ min: 0, max: 0xffff })).map((list) => String.fromCharCode(...list))), (text) => { expectSame(text) }), { numRuns }) // prettier-ignore
  })

  test('every unit beside every other, and the text of what they make', () => {
    const names = [...units.keys()]
    const options = {
      ...plain,
      catalogue: new Map(names.map((name, i) => [`v${i}`, { ...variableOf(''), unit: unitNamed(name) }])),
    }
    for (let i = 0; i < names.length; i += 1) {
      for (let j = 0; j < names.length; j += 1) {
        const text = `v${i} + 2${names[j]!} + v${j} * v${i} / v${j} > max(v${j}^2 / v${i}^3, sqrt(v${j}), cbrt(v${i}^3), v${i}^-2)`
        expectSame(text, options)
        expectSame(text, { ...options, mixesUnits: true })
      }
    }
  })

  test('every function, with every number of arguments that may be right', () => {
    for (const { name } of functionTable) {
      for (const argument of ['x_ms', '2', '"a"', 's', 'true', 'missing', '-x_ms']) {
        for (const count of [0, 1, 2, 3, 16, 17]) {
          const text = `${name}(${Array.from({ length: count }, () => argument).join(', ')})`
          const x = { ...variableOf('x_ms'), min: -2, max: 2 }
          expectSame(text, { ...plain, catalogue: new Map([['x_ms', x], ['s', { ...variableOf('s_mb'), type: 'series' }]]) }) // prettier-ignore
        }
      }
    }
  })

  test('powers of powers, whose exponents leave every integer behind', () => {
    for (const depth of [5, 20, 60]) expectSame(`${'('.repeat(depth)}x_ns + 1${') ^ 8'.repeat(depth)} > 5ms`)
    const limits = { ...standardLimits, nesting: 512 }
    expectSame(`${'('.repeat(400)}x_ns + 1${') ^ 8'.repeat(400)} > 5ms`, { ...plain, limits })
  })
})

describe('hostile text', () => {
  const many = 1e5
  const shapes: readonly (readonly [name: string, text: string])[] = [
    ['brackets', '('.repeat(many)],
    ['closed brackets', `${'('.repeat(many)}1${')'.repeat(many)}`],
    ['closing brackets', ')'.repeat(many)],
    ['square brackets', 'a in ['.repeat(many)],
    ['signs', `${'-'.repeat(many)}1`],
    ['nots', `${'not '.repeat(many)}a`],
    ['marks', `${'!'.repeat(many)}a`],
    ['choices', 'a ? '.repeat(many)],
    ['else', 'a ? b : '.repeat(many)],
    ['powers', 'a ^ '.repeat(many)],
    ['fallbacks', 'a ?? '.repeat(many)],
    ['calls', 'f('.repeat(many)],
    ['calls of two', 'max(1, '.repeat(many)],
    ['a sum', `a${' + a'.repeat(many)}`],
    ['an and', `a > 1${' and a > 1'.repeat(many)}`],
    ['comparisons', `a${' < a'.repeat(many)}`],
    ['memberships', `a${' in (1)'.repeat(many)}`],
    ['all levels', 'a or a and a < a ?? a + a * a ^ ('.repeat(many / 10)],
    ['a list', `a in (${'1, '.repeat(many)}1)`],
    ['blanks', ' '.repeat(many)],
    ['a comment', `#${'x'.repeat(many)}`],
    ['digits', '1'.repeat(many)],
    ['digits behind a point', `0.${'1'.repeat(many)}e${'9'.repeat(many)}`],
    ['hexadecimal digits', `0x${'0'.repeat(many)}1${'f'.repeat(many)}`],
    ['underscores', `1${'_1'.repeat(many)}`],
    ['percents', '1%'.repeat(many)],
    ['percents over blanks', `1%${' '.repeat(many)}`.repeat(2)],
    ['names', 'a '.repeat(many)],
    ['dots', `a${'.a'.repeat(many)}`],
    ['quotes', '"'.repeat(many)],
    ['a string', `"${'x'.repeat(many)}"`],
    ['escapes', `"${'\\n'.repeat(many)}"`],
    ['bad escapes', `"${'\\q'.repeat(many)}"`],
    ['halves of pairs', '\ud800'.repeat(many)],
    ['pairs', '😀'.repeat(many)],
    ['NUL', '\0'.repeat(many)],
    ['commas', ','.repeat(many)],
    ['colons', ':'.repeat(many)],
    ['equals', '='.repeat(many)],
  ]
  const most: Limits = { text: 262144, nesting: 512, nodes: 65536, arguments: 255 }

  test.each(shapes)('%s', (_, text) => {
    expectSame(text)
    expectSame(text.slice(0, standardLimits.text))
    expectSame(text.slice(0, most.text), { ...plain, limits: most })
    expectSame(text.slice(0, most.text), { ...plain, limits: most, catalogue: catalogueOf('b') })
  })

  test('as deep as may be', () => {
    const deep = 'a or a and a < a ?? a + a * a ^ ('.repeat(256)
    const lines = expectSame(`${deep}1${')'.repeat(256)}`, { ...plain, limits: most })
    expect(lines.length).toBeGreaterThan(2000)
    expectSame(`${'('.repeat(512)}1${')'.repeat(512)}`, { ...plain, limits: most })
    expectSame(`${'('.repeat(513)}1${')'.repeat(513)}`, { ...plain, limits: most })
  })
})

describe('the addon', () => {
  test('refuses numbers that mean nothing', () => {
    const [text, names, figures, options] = frontArguments('a > 1', { ...plain, catalogue: catalogueOf('a') })
    const call = (own: Float64Array, numbers: Float64Array): unknown => openAddon().formulaRead(text, names, own, numbers)
    expect(call(figures, options)).toMatchObject({ valueType: 'boolean', errors: [] })
    expect(call(figures.subarray(1), options)).toBeNull()
    expect(call(figures, options.subarray(1))).toBeNull()
    for (const [place, value] of [[0, 4], [0, -1], [0, NaN], [1, units.size], [1, 0.5], [1, -2]] as const) expect(call(figures.with(place, value), options)).toBeNull() // prettier-ignore
    for (const [place, name] of (['text', 'nesting', 'nodes', 'arguments'] as const).entries()) {
      for (const value of [0, -1, 1.5, NaN, Infinity, limitsOfGrammar[name].most + 1])
        expect(call(figures, options.with(place, value))).toBeNull()
    }
    expect(call(figures, options.with(5, 4))).toBeNull()
  })
})
