/** Quantiles never cross, however near two p lie, and stay those of the formula (statistics.md, section 4). */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { quantile } from '../../src/engine/index.ts'

const bits = new BigInt64Array(1)
const double = new Float64Array(bits.buffer)
/** The next doubles after p, which lies between 0 and 1. */
const after = (p: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, i) => {
    double[0] = p
    bits[0]! += BigInt(i)
    return double[0] < 1 ? double[0] : 1
  })

const near = fc.double({ min: 1, max: 1.3, noNaN: true })
const value = fc.oneof(
  near,
  near.map((x) => -x),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 5e-324, 1e-323, 1e308, -1e308),
)
const share = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  fc.integer({ min: 1, max: 30 }).map((n) => 1 / n - 1e-16),
)

describe.each(['native', 'reference'] as const)('quantiles of neighbouring p, %s', (engine) => {
  test.each([
    [1.3803548530565604, 1.6783003780037846, 0.6817535394347303],
    [1.9611233206202074, 2.229316529555507, 0.9224623436783363],
    [1.2834120912150864, 1.4169608209416946, 0.7204838399959939],
  ])('of %d and %d at %d: the plain formula fell here', (a, b, p) => {
    const [one, next] = quantile([a, b], after(p, 2), { engine })
    expect(next).toBeGreaterThanOrEqual(one!)
  })

  test('never fall', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 6 }), share, fc.integer({ min: 1, max: 9 }), (sample, p, type) => {
        const found = [...quantile(sample, after(p, 40), { type, engine })]
        found.forEach((x, i) => expect(x).toBeGreaterThanOrEqual(found[i - 1] ?? -Infinity))
      }),
      { numRuns: 500 },
    )
  })

  test('do not fall where one half of the way meets the other', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const found = [...quantile([a, b], [...after(0.5 - 2 ** -50, 16), ...after(0.5, 20)], { engine })]
        found.forEach((x, i) => expect(x).toBeGreaterThanOrEqual(found[i - 1] ?? -Infinity))
        expect(found[16]).toBe(a === b ? Float64Array.of(a, b).sort()[0] : 0.5 * a + 0.5 * b)
      }),
      { numRuns: 500 },
    )
  })

  test('are those of the formula within two units of the last place of the larger end', () => {
    fc.assert(
      fc.property(near, near, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, p) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        expect(Math.abs(quantile([a, b], p, { engine }) - ((1 - p) * low + p * high))).toBeLessThanOrEqual(2 ** -51)
      }),
    )
  })
})
