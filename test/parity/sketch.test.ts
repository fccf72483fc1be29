import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSketch, openAddon } from '../../src/engine/index.ts'
import { kernelsFor } from '../../src/engine/kernels.ts'
import { any, finite, firstDifference, numRuns, sample } from './nasty.ts'

const addon = openAddon()
const reference = kernelsFor('reference', { job: 'sketch', size: 0 })
const bits = fc.integer({ min: 1, max: 12 })

describe('both engines sketch alike', () => {
  test('columns, in every bit, and the status where there is no room', () => {
    fc.assert(
      fc.property(
        sample(any),
        bits,
        fc.integer({ min: 0, max: 1 }),
        fc.integer({ min: 0, max: 30000 }),
        (list, b, moments, room) => {
          const values = Float64Array.from(list)
          const [x, y] = [new Float64Array(room), new Float64Array(room)]
          expect(addon.sketchColumn(values, b, moments, x)).toBe(reference.sketchColumn(values, b, moments, y))
          expect(firstDifference(x, y)).toBe(-1)
        },
      ),
      { numRuns },
    )
  })

  test('sum, mean, variance, quantiles and ranks', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 })
    fc.assert(
      fc.property(
        sample(finite).filter((list) => list.length > 0),
        bits,
        shares,
        (list, b, points) => {
          const out = new Float64Array(3 + 2 * points.length)
          expect(addon.sketchFigures(Float64Array.from(list), b, Float64Array.from(points), out)).toBe(0)
          const sketch = createSketch({ bits: b, moments: true }).addMany(list, { engine: 'reference' })
          const figure = (x: number): number | undefined => (Number.isFinite(x) ? x : undefined)
          expect([figure(out[0]!), out[1], list.length > 1 ? figure(out[2]!) : undefined]).toEqual([
            sketch.sum,
            sketch.mean,
            sketch.variance,
          ])
          const own = points.flatMap((p) => [sketch.quantile(p), sketch.rank(sketch.quantile(p))])
          expect(firstDifference(out.subarray(3), Float64Array.from(own))).toBe(-1)
        },
      ),
      { numRuns },
    )
  })

  test('bytes: what one writes the other writes and reads', () => {
    fc.assert(
      fc.property(sample(any), bits, fc.boolean(), (list, b, moments) => {
        const bytes = createSketch({ bits: b, moments }).addMany(list, { engine: 'native' }).toBytes()
        const out = new Float64Array(bytes.length)
        expect(addon.sketchBytes(Float64Array.from(list), b, moments, out)).toBe(bytes.length)
        expect(Uint8Array.from(out)).toEqual(bytes)
        expect(addon.sketchAccepts(bytes)).toBe(0)
        const damaged = bytes.slice()
        damaged[list.length % bytes.length]! ^= 1 + (list.length % 255)
        expect(addon.sketchAccepts(damaged)).toBe(4005)
      }),
      { numRuns },
    )
  })

  test('more pages than usual come in a second call', () => {
    const values = Float64Array.from({ length: 600 }, (_, i) => 2 ** (i - 300) * (i % 2 === 0 ? 1 : -1))
    const native = createSketch().addMany(values, { engine: 'native' }).toBytes()
    expect(native).toEqual(createSketch().addMany(values, { engine: 'reference' }).toBytes())
  })
})
