/** docs/formula.md: the table of differences says what is true here. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import { compileFormula } from '../../src/formula/index.ts'

const section = readFileSync('docs/formula.md', 'utf8').split('## What differs')[1]!.split('\n## ')[0]!
const rows = section.split('\n').flatMap((line) => {
  const [, formula, here] = /^\| `([^`]+)` \| ([^|]+) \|/.exec(line) ?? []
  return formula === undefined ? [] : [[formula, here!] as const]
})

function found(text: string): string {
  try {
    return String(compileFormula(text, { variables: { x: 'number', y: 'number' } }).evaluate({ x: null, y: 3 }) ?? 'no value')
  } catch (error) {
    return isHydraError(error) ? error.code : String(error)
  }
}

test('there are some', () => expect(rows.length).toBe(20))
test.each(rows)('%s is %s', (formula, here) => expect(found(formula)).toBe(here))
