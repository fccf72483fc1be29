/** Laws of sketches: nothing depends on the order, every quantile is near, no damage passes. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSketch, sketchFromBytes, type Sketch } from '../../src/engine/index.ts'
import { thrown } from '../support/thrown.ts'
import { any, finite, sample } from '../parity/nasty.ts'

const options = { bits: 5, moments: true }
const sketchOf = (values: readonly number[]): Sketch => createSketch(options).addMany(values)
const hex = (sketch: Sketch): string => Buffer.from(sketch.toBytes()).toString('hex')
const ordinary = fc.double({ min: -(2 ** 900), max: 2 ** 900, noNaN: true })

describe('a sketch does not know of order', () => {
  test('any split merged in any tree gives the bytes of all values at once', () => {
    fc.assert(
      fc.property(sample(any), sample(any), sample(any), (a, b, c) => {
        const whole = hex(sketchOf([...a, ...b, ...c]))
        expect(hex(sketchOf(c).merge(sketchOf(a)).merge(sketchOf(b)))).toBe(whole)
        expect(hex(sketchOf(b).merge(sketchOf(c).merge(sketchOf(a))))).toBe(whole)
        const oneByOne = createSketch(options)
        for (const x of [...c, ...b, ...a].reverse()) oneByOne.add(x)
        expect(hex(oneByOne)).toBe(whole)
      }),
      { numRuns: 100 },
    )
  })

  test('coarser first or merged first, it is one', () => {
    fc.assert(
      fc.property(sample(any), sample(any), (a, b) => {
        const coarse = createSketch({ bits: 3 }).addMany([...a, ...b])
        expect(hex(createSketch({ bits: 3 }).addMany(b).merge(sketchOf(a), { coarsen: true }))).toBe(hex(coarse))
        expect(hex(sketchOf(a).merge(createSketch({ bits: 3 }).addMany(b), { coarsen: true }))).toBe(hex(coarse))
      }),
      { numRuns: 100 },
    )
  })

  test('merging with itself doubles it', () => {
    const once = sketchOf([1, 2, 3, -4, 0])
    expect(hex(once.merge(once))).toBe(hex(sketchOf([1, 2, 3, -4, 0, 0, -4, 3, 2, 1])))
  })
})

/** The sum in units of 2^-1074, and back. */
const exactSum = (values: readonly number[]): number => {
  let sum = 0n
  for (const x of values) sum += BigInt(x)
  return Number(sum)
}

describe('sums', () => {
  test('of whole numbers of any size are right to the last bit', () => {
    const whole = fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }).map(Math.trunc))
    fc.assert(
      fc.property(fc.array(whole), (values) => {
        const expected = exactSum(values)
        expect(sketchOf(values).sum).toBe(Number.isFinite(expected) ? expected : undefined)
      }),
    )
  })

  test('cancel exactly', () => {
    expect(sketchOf([1e308, 1, -1e308, 5e-324]).sum).toBe(1)
    expect(sketchOf([1e308, 1e308]).sum).toBeUndefined()
    expect(sketchOf([1e308, 1e308]).mean).toBe(1e308)
    expect(sketchOf([5e-324, 5e-324, -5e-324]).sum).toBe(5e-324)
  })

  test('the variance is that of the values, shifted however far', () => {
    expect(sketchOf([1e15, 1e15 + 1, 1e15 + 2]).variance).toBe(1)
    expect(sketchOf([3, 3, 3]).variance).toBe(0)
    expect(sketchOf([1e200, -1e200]).variance).toBeUndefined()
    expect(sketchOf([1]).variance).toBeUndefined()
  })

  test('carries hold over a million additions', () => {
    const sketch = createSketch(options)
    const x = 2 - 2 ** -52
    for (let i = 0; i < 1_100_000; i += 1) sketch.add(x)
    expect([sketch.mean, sketch.variance, sketch.count]).toEqual([x, 0, 1_100_000])
    const half = sketchOf(Array<number>(550_000).fill(x))
    expect(hex(half.merge(half))).toBe(hex(sketch))
  })
})

describe('quantiles', () => {
  test('are within one bucket of the order statistic, never cross, and lie between min and max', () => {
    fc.assert(
      fc.property(
        fc.array(ordinary, { minLength: 1, maxLength: 60 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
        (values, shares) => {
          const sketch = createSketch({ bits: 6 }).addMany(values)
          const sorted = Float64Array.from(values).sort()
          let last = -Infinity
          for (const p of [0, ...shares.sort((a, b) => a - b), 1]) {
            const truth = sorted[Math.floor((sorted.length - 1) * p)]!
            const q = sketch.quantile(p)
            if (Math.abs(truth) > 2 ** -1000)
              expect(Math.abs(q - truth)).toBeLessThanOrEqual(Math.abs(truth) * 2 ** -7 * (1 + 1e-15))
            expect(q).toBeGreaterThanOrEqual(last)
            expect(sketch.rank(q)).toBeGreaterThan(Math.floor((sorted.length - 1) * p))
            last = q
          }
          expect([sketch.quantile(0), sketch.quantile(1)]).toEqual([sorted[0]! + 0, sorted.at(-1)! + 0])
        },
      ),
    )
  })

  test('ranks count whole buckets: 0 below, all from max on, never falling', () => {
    fc.assert(
      fc.property(sample(finite), fc.array(finite), (values, points) => {
        const sketch = sketchOf(values)
        let last = 0
        for (const v of [-Infinity, ...points.sort((a, b) => a - b), Infinity]) {
          const rank = sketch.rank(v)
          expect(rank).toBeGreaterThanOrEqual(last)
          expect(rank).toBeGreaterThanOrEqual(v === Infinity ? values.length : values.filter((x) => x <= v).length)
          last = rank
        }
      }),
    )
  })
})

describe('bytes', () => {
  test('come back as the same sketch', () => {
    fc.assert(
      fc.property(sample(any), (values) => {
        const sketch = sketchOf(values)
        const again = sketchFromBytes(sketch.toBytes())
        expect(hex(again)).toBe(hex(sketch))
        expect([again.sum, again.min, again.max, again.rejected]).toEqual([sketch.sum, sketch.min, sketch.max, sketch.rejected])
        expect(again.variance).toBe(sketch.variance)
      }),
    )
  })

  const code = (bytes: Uint8Array): unknown => (thrown(() => sketchFromBytes(bytes)) as { code?: string } | undefined)?.code
  test('with any one byte changed, cut or left over are refused', () => {
    const bytes = sketchOf([1, 2.5, -3, 0, NaN, 1e-300, 5e-324]).toBytes()
    for (let i = 0; i < bytes.length; i += 1) {
      for (const change of [1, 128, 255]) {
        const damaged = bytes.slice()
        damaged[i]! ^= change
        expect(code(damaged)).toBe('HYD-4005')
      }
      expect(code(bytes.slice(0, i))).toBe('HYD-4005')
    }
    expect(code(Uint8Array.of(...bytes, 0))).toBe('HYD-4005')
  })

  test('of any content are refused with a code, even under a right checksum', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (body) => {
        const head = Uint8Array.of(0x48, 0x59, 0x53, 0x4b, 1, 6, 1, ...body)
        let hash = 0xcbf29ce484222325n
        for (const byte of head) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n)
        const sum = Array.from({ length: 8 }, (_, i) => Number((hash >> BigInt(8 * i)) & 255n))
        const bytes = Uint8Array.of(...head, ...sum)
        const error = code(bytes)
        if (error === undefined) expect(sketchFromBytes(bytes).toBytes()).toEqual(bytes)
        else expect(error).toBe('HYD-4005')
      }),
      { numRuns: 500 },
    )
  })
})
