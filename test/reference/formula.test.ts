/** Formula programs: the golden rows on both engines, what the builder makes, what the reader refuses. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runProgram } from '../../src/engine/formula/run.ts'
import { createBuilder } from '../../src/reference/formula/builder.ts'
import { opcodes } from '../../src/reference/formula/opcode.ts'
import { readProgram } from '../../src/reference/formula/program.ts'

interface Row {
  op: string
  program: string
  numbers: (number | string)[][]
  masks: number[][]
  out: (number | string)[]
  boolean: boolean
  tol: number
}
const rows = JSON.parse(readFileSync('fixtures/golden/formula/instructions.json', 'utf8')) as Row[]

/** A boolean result as Kleene bytes, and a number's as it is. */
function kleene({ type, values, missing }: ReturnType<typeof runProgram>): number[] {
  return type === 'number' ? [...values] : [...values].map((flag, i) => 2 * flag + (missing?.[i] ?? 0))
}

test.each(rows.map((row) => [row.op, row] as const))('%s as the golden rows say', (_, row) => {
  const numbers = row.numbers.map((column) => Float64Array.from(column, Number))
  const masks = row.masks.map((column) => Uint8Array.from(column))
  const actual = kleene(runProgram(Uint8Array.from(Buffer.from(row.program, 'hex')), { rows: row.out.length, numbers, masks }))
  row.out.map(Number).forEach((expected, i) => {
    if (row.tol > 0 && Math.abs(actual[i]! - expected) <= row.tol * Math.abs(expected)) return
    expect(actual[i], `row ${i}`).toBe(expected)
  })
})

test('every instruction has a golden row', () => {
  const seen = rows.map(({ op }) => op).join(' ')
  expect(opcodes.filter(([, name]) => !name.startsWith('skip') && !seen.includes(name))).toEqual([])
})

describe('the builder', () => {
  test('writes the bytes of the golden rows', () => {
    const builder = createBuilder(1)
    const program = builder.finish(builder.emit('add', builder.input(0), builder.constant(2.5)))
    expect(Buffer.from(program).toString('hex')).toBe(rows.find(({ op }) => op === 'add with a constant')!.program)
  })

  test('uses registers again, but never one that the instruction reads', () => {
    const builder = createBuilder(2)
    let value = builder.emit('add', builder.input(0), builder.input(1))
    for (let i = 0; i < 50; i += 1) value = builder.emit('multiply', value, value)
    expect(readProgram(builder.finish(value))!.registers).toBe(2)
  })

  test('a chain gives what its links give, with and without a link that is skipped', () => {
    const builder = createBuilder(2)
    const [low, high] = [builder.input(0), builder.input(1)]
    const isLow = (): ReturnType<typeof builder.emit> => builder.emit('less', low, builder.constant(1))
    const isHigh = (): ReturnType<typeof builder.emit> => builder.emit('greater', high, builder.constant(5))
    const program = builder.finish(builder.chain('and', isLow, isHigh))
    const numbers = [Float64Array.of(0, 0, 2, NaN, NaN), Float64Array.of(6, 4, 6, 6, 4)]
    expect(kleene(runProgram(program, { rows: 5, numbers }))).toEqual([2, 0, 0, 1, 0])
    const never = [new Float64Array(600).fill(3), new Float64Array(600).fill(NaN)]
    expect(runProgram(program, { rows: 600, numbers: never })).toMatchObject({ missingCount: 0, trueCount: 0 })
  })

  test('refuses to use outside a chain what a link of it computes', () => {
    const builder = createBuilder(1, 1)
    let inside = builder.flag(0)
    const chained = builder.chain('and', builder.flag(0), () => (inside = builder.emit('isMissing', builder.input(0))))
    expect(() => builder.finish(builder.emit('or', chained, builder.emit('not', inside)))).toThrow(RangeError)
  })
})
