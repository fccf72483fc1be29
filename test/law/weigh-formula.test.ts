/** Laws of weights by a formula, for any figures. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import { weigh, type ProfileRecord } from '../../src/weigh/index.ts'

onWarning(() => undefined)
const record = fc.record({
  success_rate: fc.constantFrom(0, 25, 50, 100),
  avg_time: fc.double({ min: 1e-6, max: 100, noNaN: true }),
  trials: fc.constantFrom(0, 4, 100),
})
const records = fc.array(record, { minLength: 1, maxLength: 12 }).map((all): ProfileRecord[] => all.map((one, i) => ({ ...one, name: `h${i}` }))) // prettier-ignore
const formulas = fc.constantFrom('success_rate ^ 2 / mean_ms', 'success_low', 'sqrt(success_rate) * exp(-mean_ms / 1000)', 'trials', '1', '0', 'success_rate > 0.4 ? 1 / mean_ms : 0') // prettier-ignore

describe('weights by a formula', () => {
  test.prop([records, formulas, fc.double({ min: 0, max: 1, noNaN: true })])(
    'sum to 1 and keep the floor',
    (heads, formula, part) => {
      const floor = part / heads.length
      const weights = weigh(heads, { formula, floor }).entries().map(([, weight]) => weight) // prettier-ignore
      expect(Math.abs(weights.reduce((a, b) => a + b) - 1)).toBeLessThan(1e-12)
      expect(weights.every((weight) => weight >= floor * (1 - 1e-12))).toBe(true)
    },
  )

  test.prop([records, formulas, fc.integer({ min: -20, max: 20 })])(
    'k * f gives the weights of f: to the bit for powers of two',
    (heads, formula, power) => {
      const scaled = weigh(heads, { formula: `${2 ** power} * (${formula})` })
      for (const [name, weight] of weigh(heads, { formula }).entries()) expect(scaled.of(name)).toBe(weight)
    },
  )

  test.prop([records, formulas, fc.double({ min: 1e-3, max: 1e6, noNaN: true })])(
    'k * f gives the weights of f: but for rounding for any k',
    (heads, formula, factor) => {
      const scaled = weigh(heads, { formula: `${factor} * (${formula})` })
      for (const [name, weight] of weigh(heads, { formula }).entries())
        expect(Math.abs(scaled.of(name) - weight)).toBeLessThan(1e-12)
    },
  )

  test.prop([records, formulas, fc.integer()])('the order of heads changes nothing, to the bit', (heads, formula, seed) => {
    const turned = [...heads].sort((a, b) => ((a.avg_time! * seed) % 7) - ((b.avg_time! * seed) % 7))
    const there = weigh(heads, { formula })
    for (const [name, weight] of weigh(turned, { formula }).entries()) expect(weight).toBe(there.of(name))
  })

  test.prop([records])('success_rate gives the weights of success-share by rates', (heads) => {
    fc.pre(heads.some(({ trials }) => trials !== heads[0]!.trials))
    const classic = weigh(heads, { policy: 'success-share' })
    for (const [name, weight] of weigh(heads, { formula: 'success_rate' }).entries()) expect(Math.abs(classic.of(name) - weight)).toBeLessThan(1e-12) // prettier-ignore
  })
})
