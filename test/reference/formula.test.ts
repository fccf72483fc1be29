/** Formula programs: the golden rows on both engines, what the builder makes, what the reader refuses. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { runProgram, runProgramResults } from '../../src/engine/formula/run.ts'
import { createBuilder } from '../../src/reference/formula/builder.ts'
import { opcodes } from '../../src/reference/formula/opcode.ts'
import { headerWords, instructionWords, kinds, readProgram } from '../../src/reference/formula/program.ts'

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
function kleene(result: ReturnType<typeof runProgram>): number[] {
  if (result.type === 'number') return [...result.values]
  return [...result.values].map((flag, i) => 2 * flag + (result.missing?.[i] ?? 0))
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

describe('several results', () => {
  test('are numbers and booleans in the order they were asked for, read again or not, asked for twice or not computed', () => {
    const builder = createBuilder(2, 1)
    const [x, y] = [builder.input(0), builder.input(1)]
    const total = builder.emit('add', x, y)
    const isLow = (): ReturnType<typeof builder.emit> => builder.emit('less', x, builder.constant(2))
    const isHigh = (): ReturnType<typeof builder.emit> => builder.emit('greater', y, builder.constant(5))
    const both = builder.chain('and', isLow, isHigh)
    const double = builder.emit('multiply', total, builder.constant(2))
    const either = builder.chain('or', isLow, isHigh)
    const program = builder.finish([both, total, builder.flag(0), double, either, total, x, builder.constant(7)])
    const columns = { rows: 3, numbers: [Float64Array.of(1, 3, NaN), Float64Array.of(6, 4, 1)], masks: [Uint8Array.of(2, 1, 0)] }
    for (const engine of ['native', 'reference'] as const) {
      const { numbers, booleans } = runProgramResults(program, columns, engine)
      expect(numbers.map(({ values }) => [...values])).toEqual([
        [7, 7, NaN],
        [14, 14, NaN],
        [7, 7, NaN],
        [1, 3, NaN],
        [7, 7, 7],
      ])
      expect(numbers.map(({ missingCount }) => missingCount)).toEqual([1, 1, 1, 1, 0])
      expect(booleans.map(kleene)).toEqual([
        [2, 0, 0],
        [2, 1, 0],
        [2, 0, 1],
      ])
      expect(booleans.map(({ missingCount, trueCount }) => [missingCount, trueCount])).toEqual([[0, 1], [1, 1], [1, 1]]) // prettier-ignore
    }
  })

  test('go into columns of the caller, whatever these hold', () => {
    const builder = createBuilder(1)
    const x = builder.input(0)
    const high = builder.emit('greater', x, builder.constant(2))
    const program = builder.finish([builder.emit('negate', x), high, builder.emit('not', high)])
    for (const engine of ['native', 'reference'] as const) {
      const [values, flags] = [new Float64Array(3).fill(9), new Uint8Array(3).fill(9)]
      const columns = { rows: 3, numbers: [Float64Array.of(1, 3, NaN)] }
      const made = runProgramResults(program, columns, engine, { values: [values], flags: [flags] })
      expect(made.numbers[0]!.values).toBe(values)
      expect(made.booleans[0]!.values).toBe(flags)
      expect([[...values], [...flags], [...made.booleans[1]!.values]]).toEqual([
        [-1, -3, NaN],
        [0, 1, 0],
        [1, 0, 0],
      ])
      expect(made.booleans.map(({ missing }) => [...missing!])).toEqual([[0, 0, 1], [0, 0, 1]]) // prettier-ignore
    }
  })

  test('hold no register to the end', () => {
    const builder = createBuilder(2)
    const rules = Array.from({ length: 400 }, (_, i) =>
      builder.chain(
        'and',
        () => builder.emit('less', builder.input(0), builder.constant(i)),
        () => builder.emit('less', builder.input(1), builder.constant(i)),
      ),
    )
    expect(readProgram(builder.finish(rules))).toMatchObject({ maskRegisters: 2, maskOutputs: 400, outputs: 0 })
  })

  const changed = (program: Uint8Array, word: number, value: number): Uint8Array => {
    const copy = program.slice()
    new DataView(copy.buffer).setUint32(4 * word, value, true)
    return copy
  }

  test('are written once each, and past no skip', () => {
    const builder = createBuilder(1, 1)
    const program = builder.finish([builder.emit('abs', builder.input(0)), builder.emit('negate', builder.input(0))])
    const [first, second] = [headerWords + 1, headerWords + instructionWords + 1]
    const output = (kinds.output << 24) >>> 0
    expect(readProgram(changed(changed(program, first, output + 1), second, output))).toMatchObject({ outputs: 2 })
    expect(readProgram(changed(program, second, output))).toBeUndefined()
    expect(readProgram(changed(program, first, output + 2))).toBeUndefined()
    const [countOfOutputs, countOfMasks] = [headerWords - 2, headerWords - 1]
    expect(readProgram(changed(program, countOfOutputs, 3))).toBeUndefined()
    expect(readProgram(changed(program, countOfMasks, 1))).toBeUndefined()

    const skipping = createBuilder(0, 2)
    const chained = skipping.finish(skipping.chain('and', skipping.flag(0), () => skipping.flag(1)))
    // maskCopy, skipIfFalse to the last one, and, maskCopy into the output.
    const target = headerWords + instructionWords + 3
    expect(readProgram(chained)).toBeDefined()
    expect(readProgram(changed(chained, target, (kinds.plain << 24) + 4))).toBeUndefined()
  })
})
