import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustPValues, openAddon } from '../../src/engine/index.ts'
import { adjustMethods } from '../../src/reference/stats/adjust.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { firstDifference, numRuns } from './nasty.ts'

const native = kernelsFor('native', { job: 'adjust', size: 0 })
const reference = kernelsFor('reference', { job: 'adjust', size: 0 })
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, -0, 1, 5e-324, 0.5, 0.05))

describe('native and reference give the same bits', () => {
  test('corrected p-values', () => {
    expect(openAddon().adjustMethods()).toEqual([...adjustMethods])
    const any = fc.oneof({ weight: 30, arbitrary: share }, { weight: 1, arbitrary: fc.constantFrom(NaN, 1.5, -1) })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), fc.nat(60), fc.nat(4), (list, family, method) => {
        const p = Float64Array.from(list)
        const [a, b] = [new Float64Array(p.length), new Float64Array(p.length)]
        expect(native.adjustPValues(method, p, family, a)).toBe(reference.adjustPValues(method, p, family, b))
        expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })

  test('the facade', () => {
    fc.assert(
      fc.property(fc.array(share, { maxLength: 40 }), fc.constantFrom(...adjustMethods), (p, method) => {
        const [a, b] = (['native', 'reference'] as const).map((engine) => adjustPValues(p, method, { engine }))
        expect(firstDifference(a!, b!)).toBe(-1)
      }),
      { numRuns },
    )
  })
})
