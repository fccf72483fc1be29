import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAddon } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { describedNames } from '../../src/reference/stats/describe.ts'
import { any, finite, firstDifference, numRuns, sample } from './nasty.ts'

const native = openAddon()
const reference = kernelsFor('reference', { job: 'describe', size: 0 })
const share = fc.oneof(fc.constantFrom(0, 1, 0.5, 0.95), fc.double({ min: 0, max: 1, noNaN: true }))

function compare(samples: readonly number[][], params: Float64Array): void {
  const values = Float64Array.from(samples.flat())
  const offsets = Uint32Array.from([0, ...samples.map((_, i) => samples.slice(0, i + 1).flat().length)])
  const points = params.length > 6 ? params.length - 6 : 0
  const size = samples.length * (describedNames.length + 3 * points)
  const [a, b] = [new Float64Array(size), new Float64Array(size)]
  const status = reference.describeGroups(values, offsets, params, b)
  expect(native.describeGroups(values, offsets, params, a)).toBe(status)
  if (status === 0) expect(firstDifference(a, b)).toBe(-1)
}

describe('both engines describe alike, in every bit', () => {
  test('all figures of nasty samples', () => {
    const groups = (x: fc.Arbitrary<number>): fc.Arbitrary<number[][]> => fc.array(sample(x), { minLength: 1, maxLength: 3 })
    const trim = fc.double({ min: 0, max: 0.49, noNaN: true })
    const type = fc.integer({ min: 1, max: 9 })
    fc.assert(
      fc.property(
        fc.oneof(groups(finite), groups(any)),
        type,
        trim,
        fc.boolean(),
        fc.array(share, { maxLength: 4 }),
        (list, t, cut, exact, ps) => {
          compare(list, Float64Array.of(2 ** 17 - 1, t, 0.95, cut, exact ? 1 : 0, 1e4, ...ps))
        },
      ),
      { numRuns },
    )
  })

  test('arguments that do not fit', () => {
    for (const params of [
      [],
      [0, 0, 0.95, 0, 0, 0],
      [0, 7, 1, 0, 0, 0],
      [0, 7, 0.5, 0.5, 0, 0],
      [0.5, 7, 0.5, 0, 0, 0],
      [0, 7, 0.5, 0, 0, 0, 2],
      [2 ** 17, 7, 0.5, 0, 0, 0],
      [0, 7, NaN, 0, 0, 0],
    ]) {
      // prettier-ignore
      compare([[1, 2]], Float64Array.from(params))
    }
  })

  test('autocorrelations', () => {
    fc.assert(
      fc.property(sample(any), fc.integer({ min: 0, max: 30 }), (list, lag) => {
        const [a, b] = [new Float64Array(1), new Float64Array(1)]
        const [values, offsets] = [Float64Array.from(list), Uint32Array.of(0, list.length)]
        const status = reference.autocorrelations(values, offsets, lag, b)
        expect(native.autocorrelations(values, offsets, lag, a)).toBe(status)
        if (status === 0) expect(firstDifference(a, b)).toBe(-1)
      }),
      { numRuns },
    )
  })
})
