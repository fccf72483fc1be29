import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAddon, summaryFields } from '../../src/engine/index.ts'
import { abi, packageVersion } from '../../src/engine/load.ts'
import * as math from '../../src/reference/math/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { pairColumns } from '../../src/reference/stats/pairs.ts'
import { fieldNames } from '../../src/reference/stats/fields.ts'
import { firstDifference, numRuns } from './nasty.ts'

const addon = openAddon()
const double = fc.oneof(
  fc.double(),
  fc.double({ min: -60, max: 60 }),
  fc.double({ min: -1, max: 1 }),
  fc.double({ min: -750, max: 750 }),
  fc.double({ min: 1 - 2 ** -20, max: 1 + 2 ** -20 }),
  fc.double({ min: -(2 ** 64), max: 2 ** 64 }),
  fc.integer(),
)

const functions = ['exp', 'expm1', 'log', 'log1p', 'erf', 'erfc', 'pow', 'normalCdf', 'normalQuantile'] as const

describe('the port agrees with the core in every bit', () => {
  test.each(functions)('%s', (name) => {
    const ours = math[name]
    fc.assert(
      fc.property(fc.array(fc.tuple(double, double), { minLength: 1, maxLength: 200, size: 'max' }), (pairs) => {
        const x = Float64Array.from(pairs, ([a]) => a)
        const y = Float64Array.from(pairs, ([, b]) => b)
        const out = new Float64Array(x.length)
        expect(addon.mathColumn(name, x, y, out)).toBe(0)
        const at = firstDifference(
          out,
          x.map((value, i) => ours(value, y[i]!)),
        )
        expect(at < 0 ? 'same' : [x[at], y[at], out[at]]).toBe('same')
      }),
      { numRuns },
    )
  })

  test('scalbn', () => {
    const power = fc.integer({ min: -2200, max: 2200 })
    fc.assert(
      fc.property(double, power, (x, n) => {
        const out = new Float64Array(1)
        expect(addon.mathColumn('scalbn', Float64Array.of(x), Float64Array.of(n), out)).toBe(0)
        expect(out[0]).toBe(math.scalbn(x, n))
      }),
      { numRuns },
    )
  })

  test('seeded streams', () => {
    const below = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2 ** 21 }), fc.integer({ min: 2 ** 21, max: 2 ** 40 }))
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.string({ unit: 'grapheme' }), below, (seed, stream, n) => {
        const out = new Float64Array(20)
        expect(addon.randomColumn(seed, stream, n, out)).toBe(0)
        const random = create(seed, stream)
        expect(
          firstDifference(
            out,
            out.map(() => (n >= 1 ? random.below(n) : random.float())),
          ),
        ).toBe(-1)
      }),
      { numRuns },
    )
  })
})

describe('constants born in the core', () => {
  test('the fields of a summary, in order', () => {
    expect(addon.summaryFields()).toEqual([...summaryFields])
    expect([...fieldNames]).toEqual([...summaryFields])
  })
  test('the columns of judged pairs, in order', () => {
    expect(addon.pairColumns()).toEqual([...pairColumns])
  })
  test('ABI and version', () => {
    expect([addon.abi(), addon.version()]).toEqual([abi, packageVersion])
  })
})
