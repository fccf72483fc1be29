/** Functions over rows in both engines: equal bits for any function, parameter and column; the same calls are refused. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kernelsFor } from '../../src/engine/kernels.ts'
import type { Kernels } from '../../src/engine/addon.ts'
import { compileFormula } from '../../src/formula/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import type { Draw } from '../support/programs.ts'
import { randomWindow, windowOutcome, windowTable, type RandomWindow } from '../support/windows.ts'
import { firstDifference, numRuns } from './nasty.ts'

const native = kernelsFor('native', { job: 'formula', size: 0 })
const reference = kernelsFor('reference', { job: 'formula', size: 0 })
const both: readonly Kernels[] = [native, reference]

/** Draws from a list; 0 after its end, so that shrunk cases are small. */
const fromList = (list: readonly number[]): Draw => {
  let at = 0
  return (n) => (list[at++] ?? 0) % n
}
const draws = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 200, size: 'max' })
const withRandom = (seed: number, list: readonly number[]): Draw => {
  const [first, random] = [fromList(list), create(seed, 'windows')]
  let at = 0
  return (n) => (at++ < list.length ? first(n) : random.below(n))
}

describe('native and reference', () => {
  test('give the same bits for random functions, parameters and columns', () => {
    fc.assert(
      fc.property(draws, fc.integer(), (list, seed) => {
        const call = randomWindow(withRandom(seed, list))
        const [a, b] = both.map((kernels) => windowOutcome(kernels, call)) as [Float64Array, Float64Array]
        expect(a.at(-1)).toBe(0)
        expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test('refuse the same calls', () => {
    const [none, bytes] = [new Float64Array(0), new Uint8Array(0)]
    const good: RandomWindow = {
      name: 'mean_of',
      parameter: 3,
      x: Float64Array.of(1, 2),
      t: none,
      truths: bytes,
      rows: 2,
      givesTruths: false,
    }
    const truths = Uint8Array.of(0, 2)
    const bad: readonly Partial<RandomWindow>[] = [
      ...[0, -1, 1.5, NaN, Infinity, 1e6 + 1].map((parameter) => ({ parameter })),
      ...[0, -0.5, 1.5, NaN].map((parameter) => ({ name: 'ewma', parameter })),
      ...['', 'toString', '__proto__', 'Mean_of', 'abs'].map((name) => ({ name })),
      { rows: 1 },
      { t: Float64Array.of(1, 2) },
      { name: 'rate', parameter: 1 },
      { name: 'rate', parameter: 1, t: Float64Array.of(1) },
      { givesTruths: true },
      { name: 'changed' },
      { name: 'held_for', givesTruths: true },
      { x: none, truths },
      { truths },
      { name: 'count_of', x: none, truths: Uint8Array.of(0, 3) },
    ]
    for (const kernels of both) {
      expect(windowOutcome(kernels, good).at(-1)).toBe(0)
      expect(windowOutcome(kernels, { ...good, name: 'count_of', x: none, truths }).at(-1)).toBe(0)
      for (const change of bad) expect([change, windowOutcome(kernels, { ...good, ...change }).at(-1)]).toEqual([change, 4004])
      for (const { name, result } of windowTable) {
        const empty = { ...good, name, parameter: 1, x: none, rows: 0, givesTruths: result === 'boolean' }
        expect([name, windowOutcome(kernels, empty).at(-1)]).toEqual([name, 0])
      }
      expect(kernels.formulaWindow('delta', 1, good.x, none, bytes, new Float64Array(2), new Uint8Array(2))).toBe(4004)
    }
  })

  test('the addon refuses an output that is an input', () => {
    const [x, none, bytes] = [Float64Array.of(1, 2), new Float64Array(0), new Uint8Array(0)]
    expect(native.formulaWindow('delta', 1, x, none, bytes, x, bytes)).toBe(4004)
  })

  test('give the same columns for whole formulas', () => {
    const variables = { x: 'number', t: 'number', c: 'boolean', k: 'string' } as const
    const random = create(5, 'formulas')
    for (const rows of [0, 1, 63, 64, 2000]) {
      const columns = {
        x: Float64Array.from({ length: rows }, () => (random.below(9) === 0 ? NaN : random.below(7) - 3)),
        t: Float64Array.from({ length: rows }, (_, i) => i + random.below(2)),
        c: Array.from({ length: rows }, () => [true, false, null][random.below(3)]!),
        k: Array.from({ length: rows }, () => ['a', 'b', null][random.below(3)]!),
      }
      for (const text of [
        'c and delta(mean_of(x, 3)) > 0 ? rate(x, t) : previous(x, 2) ?? -1',
        'held_for(x > 0 or c, 2) and changed(k)',
        'changed(c) ? "up" : k',
        'zscore(x, 20) + rank(missing ?? x) + count_of(k, 2)',
      ]) {
        const rule = compileFormula(text, { variables })
        const [a, b] = (['native', 'reference'] as const).map((engine) => rule.evaluateColumns(columns, { engine, rows }))
        expect(a).toEqual(b)
      }
    }
  })
})
