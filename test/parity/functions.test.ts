import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openAddon } from '../../src/engine/index.ts'
import * as math from '../../src/reference/math/index.ts'
import { firstDifference, numRuns } from './nasty.ts'

const addon = openAddon()
type Name = Exclude<keyof typeof math, 'scalbn'>
const names = Object.keys(math).filter((name): name is Name => name !== 'scalbn')

const view = new DataView(new ArrayBuffer(8))
/** x, some doubles further. */
function beside(x: number, steps: number): number {
  view.setFloat64(0, x)
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(steps))
  return view.getFloat64(0)
}
const steps = fc.integer({ min: -3, max: 3 })
const sign = fc.constantFrom(1, -1)

/** The doubles nearest to multiples of pi/2, of all and below 2^20 pi/2, and where cbrt cannot decide by its steps. */
const worst = fc.constantFrom(
  ...[6381956970095103 * 2 ** 797, 7295746205504726 * 2 ** -32, 5520028710995367 * 2 ** -32, 5520028710995367 * 2 ** -34],
  ...[3.2146036897957497, 6.531417795099968],
)
/** 1 and a little more or less, of any size. */
const about1 = fc.tuple(fc.integer({ min: 4, max: 53 }), sign).map(([k, s]) => 1 + s * 2 ** -k)
/** High words at which an algorithm changes its branch. */
const edges = fc
  .constantFrom(
    ...[0x3fe921fb, 0x3ff921fb, 0x4002d97c, 0x400921fb, 0x400f6a7a, 0x4012d97c, 0x4015fdbc, 0x401921fb, 0x401c463b, 0x413921fb],
    ...[0x3fe59428, 0x3fdc0000, 0x3fe60000, 0x3ff30000, 0x40038000, 0x44100000, 0x3fef3333, 0x3fe00000, 0x3fe62e42, 0x40862e42],
    ...[0x3fe193ea, 0x3fd058ae, 0x40340000, 0x3feccccc, 0x3fe76944, 0x3fcda661, 0x3ffbb4c3, 0x3ff3b4c4, 0x40200000, 0x43900000],
  )
  .chain((word) =>
    fc.tuple(fc.integer({ min: -1, max: 1 }), fc.nat(0xffffffff)).map(([by, low]) => {
      view.setUint32(0, word + by)
      view.setUint32(4, low)
      return view.getFloat64(0)
    }),
  )

const nasty = fc.oneof(
  fc.double(),
  fc.double({ min: -60, max: 60 }),
  fc.double({ min: -1, max: 1 }),
  fc.double({ min: -750, max: 750 }),
  fc.double({ min: 1 - 2 ** -20, max: 1 + 2 ** -20 }),
  fc.double({ min: -1e12, max: 1e12 }),
  fc.double({ min: -(2 ** -1021), max: 2 ** -1021 }),
  fc.tuple(fc.nat(2 ** 30), steps).map(([k, by]) => beside((k + 1) * 0.7853981633974483, by)),
  fc.tuple(fc.double({ min: 1, max: 2 }), fc.integer({ min: -1074, max: 1023 })).map(([x, n]) => math.scalbn(x, n)),
  fc.tuple(fc.integer({ min: -400, max: 400 }), steps).map(([k, by]) => beside(k / 2 || 1, by)),
  fc.tuple(fc.integer({ min: 1, max: 200000 }), steps).map(([k, by]) => beside(k * k * k, by)),
  fc.tuple(fc.nat(2 ** 20), about1).map(([k, by]) => (k + 1) * 1.5707963267948966 * by),
  fc.tuple(worst, steps).map(([x, by]) => beside(x, by)),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MAX_VALUE, 5e-324, 2 ** -1022, 1, -1),
  edges,
)
const signed = fc.tuple(nasty, sign).map(([x, s]) => x * s)
/** Where hypot scales, and where the shares of the gamma distribution change their method. */
const size = fc.oneof(
  signed,
  fc.tuple(fc.constantFrom(2 ** 509, 2 ** -452), fc.double({ min: 1, max: 8 })).map(([x, by]) => x * by),
  fc.double({ min: 9e4, max: 2e5 }),
)
/** Any two numbers, or two of nearly one size. */
const pair = fc.oneof(
  fc.tuple(signed, signed),
  fc.tuple(size, about1).map(([x, by]): [number, number] => [x, x * by]),
)

describe('every function of the port agrees with the core in every bit', () => {
  test.each(names)('%s', (name) => {
    const ours: (x: number, y: number) => number = math[name]
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 100, size: 'max' }), (pairs) => {
        const x = Float64Array.from(pairs, ([a]) => a)
        const y = Float64Array.from(pairs, ([, b]) => b)
        const out = new Float64Array(x.length)
        expect(addon.mathColumn(name, x, y, out)).toBe(0)
        const own = x.map((value, i) => ours(value, y[i]!))
        const at = firstDifference(out, own)
        expect(at < 0 ? 'same' : [x[at], y[at], out[at], own[at]]).toBe('same')
      }),
      { numRuns },
    )
  })
})
