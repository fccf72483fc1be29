/** Text to tree against the golden table, and the laws of the canonical text. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { reachable, type Ast } from '../../../src/reference/formula/ast.ts'
import { canonical } from '../../../src/reference/formula/canonical.ts'
import { Faults } from '../../../src/reference/formula/fault.ts'
import { standardLimits } from '../../../src/reference/formula/limits.ts'
import { parse } from '../../../src/reference/formula/parser.ts'

interface Row {
  readonly text: string
  readonly canonical?: string
  readonly faults?: readonly (readonly [code: number, start: number, end: number, reason: string])[]
  readonly warnings?: readonly (readonly [code: number, start: number, end: number])[]
}
const golden = JSON.parse(readFileSync('fixtures/golden/formula/grammar.json', 'utf8')) as { rows: Row[] }

const read = (text: string): { ast: Ast; faults: Faults } => {
  const faults = new Faults()
  return { ast: parse(text, standardLimits, faults), faults }
}

/** The tree without places. */
const shape = (ast: Ast): unknown => {
  const built: unknown[] = []
  for (const { kind, value, text, items, operators } of ast.nodes) built.push([kind, value, text, operators, ...items.map((i) => built[i])]) // prettier-ignore
  return built[ast.root]
}

describe('golden table of the grammar', () => {
  test.each(golden.rows.map((row) => [JSON.stringify(row.text), row] as const))('%s', (_, row) => {
    const { ast, faults } = read(row.text)
    expect(faults.sorted().map(({ code, start, end, reason }) => [code, start, end, reason])).toEqual(row.faults ?? [])
    expect(faults.warnings.map(({ code, start, end }) => [code, start, end])).toEqual(row.warnings ?? [])
    if (row.canonical !== undefined) expect(canonical(ast)).toBe(row.canonical)
  })

  test('it has both kinds of rows', () => {
    expect(golden.rows.filter((row) => row.canonical !== undefined).length).toBeGreaterThan(80)
    expect(golden.rows.filter((row) => row.faults !== undefined).length).toBeGreaterThan(80)
  })
})

describe('laws of the grammar', () => {
  const good = golden.rows.filter(({ canonical: text }) => text !== undefined)

  test.each(good.map(({ text }) => [text]))('%s: the canonical text gives the same tree, and itself', (text) => {
    const { ast } = read(text)
    const again = read(canonical(ast))
    expect(again.faults.errors).toEqual([])
    expect(shape(again.ast)).toEqual(shape(ast))
    expect(canonical(again.ast)).toBe(canonical(ast))
  })

  test('children stand before their parents, so every walk is a loop', () => {
    for (const { text } of golden.rows)
      read(text).ast.nodes.forEach(({ items }, at) => expect(items.every((i) => i < at)).toBe(true))
  })

  test('faults lie inside the text', () => {
    for (const { text } of golden.rows) {
      for (const { start, end } of read(text).faults.errors) expect(0 <= start && start <= end && end <= text.length).toBe(true)
    }
  })

  test('what an error cut off is not below the root', () => {
    const { ast } = read('1 < 2 < 3')
    expect(reachable(ast).filter(Boolean)).toHaveLength(1)
  })
})
