/** The compiler of formulas in both engines: equal bytes of programs and equal inputs, for one text and for several in one program. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ProgramOptions } from '../../src/engine/formula/compile.ts'
import { variableOf } from '../../src/reference/formula/check.ts'
import { functionTable } from '../../src/reference/formula/grammar.ts'
import { standardLimits } from '../../src/reference/formula/limits.ts'
import { nativeProgram, referenceProgram } from '../support/compiled.ts'
import { randomFormula, variables } from '../support/formulas.ts'
import type { Draw } from '../support/programs.ts'
import { randomFrontOptions, randomTyped } from '../support/texts.ts'
import { numRuns } from './nasty.ts'

const typed = new Map(Object.entries(variables).map(([name, type]) => [name, { ...variableOf(name), type }]))
const ranks = new Map(['', 'a', 'gzip', 'gz', 'zip', 'b'].map((word, i) => [word, i / 2]))
const limits = { text: 262144, nesting: 512, nodes: 65536, arguments: 255 }
const plain: ProgramOptions = { catalogue: typed, limits, mixesUnits: true, optimize: true, ranks }

const expectSame = (texts: string | readonly string[], options: ProgramOptions = plain): string[] => {
  const list = typeof texts === 'string' ? [texts] : texts
  for (const optimize of [true, false]) {
    const own = { ...options, optimize }
    expect(nativeProgram(list, own)).toEqual(referenceProgram(list, own))
  }
  return nativeProgram(list, options)
}

/** Draws from a list; 0 after its end, so that shrunk cases are small. */
const fromList = (list: readonly number[]): Draw => {
  let at = 0
  return (n) => (list[at++] ?? 0) % n
}
const draws = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 200, size: 'max' })

describe('native and reference compile alike', () => {
  const golden = JSON.parse(readFileSync('fixtures/golden/formula/grammar.json', 'utf8')) as { rows: { text: string }[] }
  const free = { ...plain, catalogue: undefined }

  test.each(golden.rows.map(({ text }) => [JSON.stringify(text), text]))('%s', (_, text) => {
    expectSame(text, free)
  })

  test('random texts, alone and several in one program', () => {
    fc.assert(
      fc.property(draws, (list) => {
        const draw = fromList(list)
        expectSame(Array.from({ length: draw(2) === 0 ? 1 : 1 + draw(6) }, () => randomFormula(draw, 60)))
      }),
      { numRuns },
    )
  })

  test('random texts over random variables', () => {
    fc.assert(
      fc.property(draws, (list) => {
        const draw = fromList(list)
        const options = { ...plain, ...randomFrontOptions(draw), limits: standardLimits, mixesUnits: true, expect: undefined }
        expectSame(randomTyped(draw, options), options)
      }),
      { numRuns },
    )
  })

  test('every function of numbers, truths, texts and series', () => {
    for (const { name } of functionTable) {
      for (const given of [
        'a',
        '2',
        'a, b',
        'a, 2',
        'a, 10',
        'a, b, 2',
        'p, a, b',
        's, "gz"',
        '"gz", "z"',
        '"", ""',
        'coalesce(s, t), "gz"',
        's, missing',
        'xs',
        'xs, 0.5',
        'xs, a',
        '5',
        '2, 3',
        '-1, 0.5',
        'missing',
        'missing, a',
      ]) {
        expectSame(`${name}(${given})`)
      }
    }
  })

  test('what is folded has the bits of what would run', () => {
    const numbers = ['0', '-0', '1e308', '5e-324', 'inf', '-inf', '(0 / 0)', '0.1', '-2.5', '3', '0.5', '1e15']
    for (const x of numbers) {
      for (const { name, kind, arguments: args } of functionTable)
        if (kind === 'scalar' && args.length === 1) expectSame(`${name}(${x}) + a`)
      for (const y of numbers) {
        for (const operator of ['+', '-', '*', '/', '%', '^', '??']) expectSame(`(${x}) ${operator} (${y}) + a`)
        for (const operator of ['<', '<=', '==', '!=', '>', '>='])
          expectSame(`((${x}) ${operator} (${y})) or p and ((${y}) ${operator} a)`)
        expectSame(`hypot(${x}, ${y}, a) + atan2(${x}, ${y}) + pow(${x}, ${y}) + min(${x}, ${y}) * log(${x}, ${y}) + round(${x}, 3) + (true ? ${x} : ${y})`) // prettier-ignore
      }
    }
  })

  test('deep and long texts', () => {
    // Each chain in a chain holds a register, of which there are 256.
    const deep = (head: string, tail: string, times = 160): string => `${head.repeat(times)}p${tail.repeat(times)}`
    for (const text of [
      deep('(a > 1 and (p or (', ')) or q)', 60),
      deep('not (', ')'),
      deep('(q or ', ') and p'),
      deep('(p ? q : (', '))'),
      `${'('.repeat(500)}a${' + b) * 2'.repeat(500)}`,
      Array.from({ length: 5000 }, (_, i) => `a * ${i}`).join(' + '),
      Array.from({ length: 3000 }, (_, i) => `(a > ${i} or b < ${i % 7})`).join(' and '),
      Array.from({ length: 300 }, (_, i) => `a${' + b'.repeat(i % 3)} ^ ${i}`).join(' * '),
      `contains("${'ab'.repeat(20000)}", "${'ab'.repeat(10000)}c")`,
    ]) {
      expect(expectSame(text)).not.toEqual(['no program'])
    }
  })

  test('many results in one program', () => {
    expectSame(Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? `a + ${i}` : i % 3 === 1 ? `a > ${i % 20} and p` : 'a')))
    expectSame(['a', 'a', 'p', 'p', 'a + b', '(a + b) * (a + b)', 'p and q', 'not (p and q)', '2', 'true'])
  })
})
