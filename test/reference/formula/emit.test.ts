/** Formulas as programs: what is computed once, folded, skipped, and where it stands. */
import { describe, expect, test } from 'vitest'
import { check } from '../../../src/reference/formula/check.ts'
import type { Checked, Variable } from '../../../src/reference/formula/checked.ts'
import { emit } from '../../../src/reference/formula/emit.ts'
import { Faults } from '../../../src/reference/formula/fault.ts'
import { standardLimits } from '../../../src/reference/formula/limits.ts'
import { lower, type Lowered } from '../../../src/reference/formula/lower.ts'
import { parse } from '../../../src/reference/formula/parser.ts'
import { kinds, readProgram, type Operand } from '../../../src/reference/formula/program.ts'
import { Graph } from '../../../src/reference/formula/term.ts'
import { formulaColumns } from '../../../src/reference/formula/machine.ts'

const typed = (type: Variable['type']): Variable => ({ type, unit: undefined, min: -Infinity, max: Infinity, integer: false })
const catalogue = new Map([
  ...['a', 'b', 'c', 'd'].map((name) => [name, typed('number')] as const),
  ...['p', 'q'].map((name) => [name, typed('boolean')] as const),
  ...['s', 't'].map((name) => [name, typed('string')] as const),
  ['xs', typed('series')] as const,
])

function checkedOf(text: string): Checked {
  const faults = new Faults()
  const limits = { ...standardLimits, nesting: 512, nodes: 65_536, text: 262_144 }
  const checked = check(parse(text, limits, faults), faults, { catalogue, functions: new Map(), mixesUnits: false })
  expect(faults.errors).toEqual([])
  return checked
}

function lowered(texts: readonly string[], optimize = true): Lowered | undefined {
  const graph = new Graph(optimize)
  const roots = texts.map((text) => emit(graph, checkedOf(text), (word) => word.length))
  return roots.includes(undefined) ? undefined : lower(graph, roots as number[])
}

const letters = { [kinds.number]: 'n', [kinds.input]: 'i', [kinds.constant]: 'c', [kinds.mask]: 'm', [kinds.maskInput]: 'f', [kinds.output]: 'out', [kinds.plain]: '#', [kinds.none]: '' } // prettier-ignore
const shown = ({ kind, index }: Operand): string => `${letters[kind]}${kind === kinds.none ? '' : index}`

/** The instructions, a line each. */
function listing(texts: string | readonly string[], optimize = true): string[] {
  const { bytes } = lowered(typeof texts === 'string' ? [texts] : texts, optimize)!
  return readProgram(bytes)!.steps.map(({ op, dst, args }) => [op, shown(dst), ...args.map(shown)].join(' ').replace('  ', ' '))
}

describe('programs of formulas', () => {
  test('compute what stands twice once', () => {
    expect(listing('(a + b) * (a + b)')).toEqual(['add n0 i0 i1', 'multiply out0 n0 n0'])
    expect(listing('(a + b) * (a + b)', false)).toEqual(['add n0 i0 i1', 'add n1 i0 i1', 'multiply out0 n0 n1'])
  })

  test('fold constants, and chains and choices that are known', () => {
    expect(listing('a * (2 + 3 * 4)')).toEqual(['multiply out0 i0 c0'])
    expect(listing('2 + 3 + a + 4 + 5')).toEqual(['add n0 c0 i0', 'add n1 n0 c1', 'add out0 n1 c0'])
    expect(listing('true and a > 1 and 2 > 1')).toEqual(['greater out0 i0 c0'])
    expect(listing('p or a > 1 or not false')).toEqual(['maskFill out0 #2'])
    expect(listing('1 < 2 ? a : b')).toEqual(['copy out0 i0'])
    expect(listing('a ^ 1 + b ^ -1')).toEqual(['divide n0 c0 i1', 'add out0 i0 n0'])
    expect(listing('a * 0')).toEqual(['multiply out0 i0 c0'])
    expect(listing('a - a')).toEqual(['subtract out0 i0 i0'])
  })

  test('skip the links of a chain that is settled, and collect into the first', () => {
    expect(listing('a > 1 and b > 2 and c > 3')).toEqual([
      'greater m0 i0 c0',
      'skipIfFalse m0 #7',
      'greater m1 i1 c1',
      'and m0 m0 m1',
      'skipIfFalse m0 #7',
      'greater m1 i2 c2',
      'and m0 m0 m1',
      'maskCopy out0 m0',
    ])
  })

  test('compute in a link what only it and later links read, and before the chain what is read outside', () => {
    expect(listing('p and a * b > 1 and a * b < 5')).toEqual([
      'maskCopy m0 f0',
      'skipIfFalse m0 #8',
      'multiply n0 i0 i1',
      'greater m1 n0 c0',
      'and m0 m0 m1',
      'skipIfFalse m0 #8',
      'less m1 n0 c1',
      'and m0 m0 m1',
      'maskCopy out0 m0',
    ])
    const outside = listing('(p and a * b > 1) == (q or a * b > 1)')
    expect(outside.slice(0, 2)).toEqual(['multiply n0 i0 i1', 'greater m0 n0 c0'])
    expect(outside.filter((line) => line.startsWith('multiply')).length).toBe(1)
  })

  test('several rules are one program, and share what they can', () => {
    expect(listing(['a + b > 1', 'a + b', 'p'])).toEqual([
      'add n0 i0 i1',
      'copy out0 n0',
      'greater out0 n0 c0',
      'maskCopy out1 f0',
    ])
  })

  test('name what must be brought, and only that', () => {
    const { numbers, masks } = lowered(['s == "ab" and starts_with(t, "x") and quantile(xs, 0.2 + 0.3) > a and (true or b > 1)'])!
    expect(numbers).toEqual([
      { kind: 'rank', name: 's', figure: '', q: 0 },
      { kind: 'figure', name: 'xs', figure: 'quantile', q: 0.5 },
      { kind: 'number', name: 'a', figure: '', q: 0 },
    ])
    expect(masks).toEqual([{ kind: 'test', name: 'starts_with', sides: [{ kind: 'name', text: 't' }, { kind: 'text', text: 'x' }] }]) // prettier-ignore
  })

  test('know what they cannot do', () => {
    expect(lowered(['starts_with(p ? s : t, "x")'])).toBeUndefined()
    expect(lowered(['quantile(xs, a)'])).toBeUndefined()
    expect(lowered(['starts_with("abc", "a")'])).toBeDefined()
  })

  test('need few registers, however long and deep a formula is', () => {
    const registers = (text: string): number => readProgram(lowered([text])!.bytes)!.registers
    expect(registers(Array.from({ length: 2000 }, (_, i) => `a * ${i}`).join(' + '))).toBeLessThanOrEqual(3)
    expect(registers(`${'a + ('.repeat(400)}b${')'.repeat(400)}`)).toBeLessThanOrEqual(3)
    expect(registers(`${'a / (b - '.repeat(200)}b${')'.repeat(200)}`)).toBeLessThanOrEqual(3)
  })

  test('long chains, nested chains and many links run', () => {
    const links = Array.from({ length: 3000 }, (_, i) => `a + ${i} > 0`).join(' and ')
    const nested = `${'(a > 1 or '.repeat(200)}b > 2${' and c > 3)'.repeat(200)}`
    for (const text of [links, nested, `not (${links}) or ${links}`]) {
      const { bytes, numbers } = lowered([text])!
      const columns = numbers.map(() => Float64Array.of(3, 0, NaN))
      const [flags, missing, counts] = [new Uint8Array(3), new Uint8Array(3), new Float64Array(2)]
      expect(formulaColumns(bytes, 3, columns, [], [], [flags], missing, counts, true)).toBe(0)
    }
  })

  test('beyond a program there is none', () => {
    const shared = Array.from({ length: 300 }, (_, i) => `(a + ${i})`)
    const sum = shared.join(' + ')
    const product = shared.toReversed().join(' * ')
    expect(lowered([`(${sum}) - (${product})`])).toBeUndefined()
    expect(lowered([`(${sum}) - (${product})`], false)).toBeDefined()
  })
})
