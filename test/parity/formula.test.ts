import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAddon } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import type { Kernels } from '../../src/engine/addon.ts'
import { createBuilder } from '../../src/reference/formula/builder.ts'
import { opcodeLines } from '../../src/reference/formula/opcode.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { nasty, outcome, randomColumns, randomProgram, randomRows, type Draw, type Outcome } from '../support/programs.ts'
import { firstDifference, numRuns } from './nasty.ts'

const native = kernelsFor('native', { job: 'groups', size: 0 })
const reference = kernelsFor('reference', { job: 'groups', size: 0 })

/** Draws from a list; 0 after its end, so that shrunk cases are small. */
const fromList = (list: readonly number[]): Draw => {
  let at = 0
  return (n) => (list[at++] ?? 0) % n
}
const draws = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 120, size: 'max' })

describe('native and reference', () => {
  test('have one table of instructions', () => {
    expect(openAddon().formulaOpcodes()).toEqual(opcodeLines())
  })

  test('give the same bits for random programs and rows', () => {
    fc.assert(
      fc.property(draws, fc.integer(), (list, seed) => {
        const made = randomProgram(fromList(list), 60)
        const random = create(seed, 'columns')
        const rows = randomRows((n) => random.below(n))
        const columns = randomColumns((n) => random.below(n), made, rows)
        const isClear = random.below(2) === 0
        const [a, b] = [outcome(native, made, rows, columns, isClear), outcome(reference, made, rows, columns, isClear)]
        expect([a.status, b.status]).toEqual([0, 0])
        expect(firstDifference(a.all, b.all)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test('give the same bits over stretches that are quiet, loud, mixed or full of gaps, whatever was settled before', () => {
    const random = create(11, 'stretches')
    const rows = 60_000
    const kinds = [() => 0.5, () => 2, () => 1, () => random.below(3), () => (random.below(900) === 0 ? NaN : 0.5), () => NaN]
    const column = (): Float64Array => {
      let next = kinds[0]!
      return Float64Array.from({ length: rows }, (_, i) => {
        if (i % 700 === 0) next = kinds[random.below(kinds.length)]!
        return next()
      })
    }
    for (let round = 0; round < 12; round += 1) {
      const builder = createBuilder(3)
      const clauses = (['less', 'lessEqual', 'greater', 'greaterEqual', 'equal', 'notEqual'] as const).map((op) => {
        const [x, one] = [builder.input(random.below(3)), builder.constant(1)]
        return random.below(2) === 0 ? builder.emit(op, x, one) : builder.emit(op, one, x)
      })
      const rules = clauses.map((clause, i) => builder.emit(i % 2 === 0 ? 'and' : 'or', clause, clauses[random.below(6)]!))
      const program = builder.finish(rules)
      const made = { program, inputs: 3, masks: 0, outputs: 0, maskOutputs: rules.length }
      const columns = { numbers: [column(), column(), column()], flags: [] }
      const [a, b] = [native, reference].map((kernels) => outcome(kernels, made, rows, columns)) as [Outcome, Outcome]
      expect([a.status, b.status]).toEqual([0, 0])
      expect(firstDifference(a.all, b.all)).toBe(-1)
    }
  })

  test('refuse the same damaged bytes, and agree on those that are still a program', () => {
    const random = create(3, 'damage')
    const draw: Draw = (n) => random.below(n)
    let refused = 0
    for (let round = 0; round < 12; round += 1) {
      const made = randomProgram(draw, 12)
      const columns = randomColumns(draw, made, 5)
      for (let at = 0; at < made.program.length; at += 1) {
        for (const change of [1, 2, 128, 1 + draw(255)]) {
          const program = made.program.slice()
          program[at]! ^= change
          const [a, b] = [native, reference].map((kernels) => outcome(kernels, { ...made, program }, 5, columns)) as [Outcome, Outcome] // prettier-ignore
          expect(a.status).toBe(b.status)
          expect([0, 2015, 4004]).toContain(a.status)
          if (a.status === 0) expect(firstDifference(a.all, b.all)).toBe(-1)
          else refused += 1
        }
      }
      for (let length = 0; length < made.program.length; length += 1) {
        const program = made.program.slice(0, length)
        expect([native, reference].map((kernels) => outcome(kernels, { ...made, program }, 5, columns).status)).toEqual([2015, 2015]) // prettier-ignore
      }
    }
    expect(refused).toBeGreaterThan(1000)
  })

  test('refuse columns that do not fit', () => {
    const builder = createBuilder(1, 1)
    const program = builder.finish(builder.emit('and', builder.flag(0), builder.emit('less', builder.input(0), builder.constant(1)))) // prettier-ignore
    const [x, flag] = [new Float64Array(3), new Uint8Array(3)]
    const call = (kernels: Kernels, rows: number, numbers: Float64Array[], masks: Uint8Array[], size: number): number =>
      kernels.formulaColumns(program, rows, numbers, masks, [], [new Uint8Array(size)], new Uint8Array(size), new Float64Array(2), true) // prettier-ignore
    for (const kernels of [native, reference]) {
      expect(call(kernels, 3, [x], [flag], 3)).toBe(0)
      expect(call(kernels, 3, [x], [Uint8Array.of(0, 3, 1)], 3)).toBe(4004)
      expect(call(kernels, 3, [x], [], 3)).toBe(4004)
      expect(call(kernels, 3, [x, x], [flag], 3)).toBe(4004)
      expect(call(kernels, 2, [x], [flag], 2)).toBe(4004)
      expect(call(kernels, 3, [x], [flag], 2)).toBe(4004)
      expect(call(kernels, 2.5, [x], [flag], 3)).toBe(4004)
    }
  })

  test('the addon refuses outputs that share memory', () => {
    const builder = createBuilder(1)
    const program = builder.finish(builder.emit('abs', builder.input(0)))
    const x = Float64Array.from(nasty)
    const none = new Uint8Array(0)
    const call = (...values: Float64Array[]): number =>
      native.formulaColumns(program, x.length, [x], [], values, [], none, new Float64Array(2 * values.length), true)
    expect(call(new Float64Array(x.length))).toBe(0)
    expect(call(x)).toBe(4004)
    const both = createBuilder(1)
    const two = both.finish([both.emit('abs', both.input(0)), both.emit('negate', both.input(0))])
    const memory = new Float64Array(2 * x.length)
    const parts = (from: number): Float64Array[] => [memory.subarray(0, x.length), memory.subarray(from, from + x.length)]
    const ofTwo = (values: Float64Array[]): number =>
      native.formulaColumns(two, x.length, [x], [], values, [], none, new Float64Array(4), true)
    expect(ofTwo(parts(x.length))).toBe(0)
    expect(ofTwo(parts(x.length - 1))).toBe(4004)
    expect(ofTwo(parts(x.length).toReversed())).toBe(0)
    expect(ofTwo([memory.subarray(0, x.length), x])).toBe(4004)
  })
})
