/** Laws of intervals and tests, on both engines. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustPValues, successInterval } from '../../src/engine/index.ts'
import { adjustMethods } from '../../src/reference/stats/adjust.ts'
import { successMethods } from '../../src/reference/stats/success.ts'

const numRuns = 60

describe.each(['native', 'reference'] as const)('p-values corrected, %s', (engine) => {
  const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.05, 1))
  const shares = fc.array(share, { maxLength: 30 })

  test('each is at least its p, at most 1, and the order of p is kept', () => {
    fc.assert(
      fc.property(shares, fc.constantFrom(...adjustMethods), (p, method) => {
        const adjusted = adjustPValues(p, method, { engine })
        p.forEach((own, i) => {
          expect(own <= adjusted[i]! && adjusted[i]! <= 1).toBe(true)
          p.forEach((other, j) => expect(own < other && adjusted[i]! > adjusted[j]!).toBe(false))
          p.forEach((other, j) => expect(own === other && adjusted[i] !== adjusted[j]).toBe(false))
        })
      }),
      { numRuns },
    )
  })

  test('benjamini-hochberg <= hochberg <= holm <= bonferroni', () => {
    fc.assert(
      fc.property(shares, (p) => {
        const [most, holm, hochberg, least] = adjustMethods.map((method) => adjustPValues(p, method, { engine }))
        // A unit of the last place: m p / i and (m - i + 1) p are rounded apart.
        p.forEach((_, i) => expect(least![i]! <= hochberg![i]! * (1 + 1e-15) && hochberg![i]! <= holm![i]!).toBe(true))
        p.forEach((_, i) => expect(holm![i]! <= most![i]!).toBe(true))
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('success intervals, %s', (engine) => {
  const counts = fc.tuple(fc.nat(2000), fc.nat(2000)).map(([a, b]) => [a, a + b] as const)

  test('hold the rate, mirror with failures, and grow with confidence', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...successMethods), ([k, n], method) => {
        const [low, high] = successInterval(k, n, { method, engine })
        expect(0 <= low && low <= high && high <= 1).toBe(true)
        if (n > 0) expect(low <= k / n && k / n <= high).toBe(true)
        const mirrored = successInterval(n - k, n, { method, engine })
        expect(mirrored[0]).toBeCloseTo(1 - high, 12)
        expect(mirrored[1]).toBeCloseTo(1 - low, 12)
        const wider = successInterval(k, n, { method, engine, confidence: 0.99 })
        expect(wider[0] <= low && high <= wider[1]).toBe(true)
      }),
      { numRuns },
    )
  })

  test("clopper-pearson holds jeffreys' inside", () => {
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const outer = successInterval(k, n, { method: 'clopper-pearson', engine })
        const inner = successInterval(k, n, { method: 'jeffreys', engine })
        expect(outer[0] <= inner[0] && inner[1] <= outer[1]).toBe(true)
      }),
      { numRuns },
    )
  })
})
