import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as math from '../../src/reference/math/index.ts'
import { golden, near } from './golden.ts'

type Name = Exclude<keyof typeof math, 'scalbn'>
const call = (name: Name, x: number, y: number): number => math[name](x, y)

describe('the shared mathematics against mpmath and SciPy', () => {
  test.each(['circle', 'roots', 'gamma'])('%s', (file) => {
    const rows = golden<[Name, number, number], number>(`math/${file}`)
    expect(rows.length).toBeGreaterThan(50)
    const off = rows.filter(({ in: [name, x, y], out, tol }) => !near(call(name, x, y), out, tol))
    expect(off.map((row) => ({ ...row, actual: call(...row.in) }))).toEqual([])
  })
})

describe('special arguments', () => {
  const plain = ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const
  const others = ['log2', 'log10', 'cbrt', 'lgamma', 'tgamma', 'hypot', 'atan2', 'lowerGamma', 'upperGamma'] as const
  test.each([...plain, ...others])('%s of NaN is NaN', (name) => {
    expect(call(name, NaN, 1)).toBeNaN()
  })
  test.each(['hypot', 'atan2', 'lowerGamma', 'upperGamma', 'chiSquareTail'] as const)('%s beside NaN is NaN', (name) => {
    expect(call(name, 1, NaN)).toBeNaN()
  })
  const odd = ['sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'asinh', 'atanh'] as const
  test.each(odd)('%s keeps zeros and the smallest numbers', (name) => {
    for (const x of [0, -0, 5e-324, -5e-324]) expect(call(name, x, 0)).toBe(x)
  })
  test.each<[Name, number, number, number]>([
    ['sin', Infinity, 0, NaN],
    ['cos', -Infinity, 0, NaN],
    ['tan', Infinity, 0, NaN],
    ['cos', -0, 0, 1],
    ['asin', 1.0000000000000002, 0, NaN],
    ['acos', -2, 0, NaN],
    ['acos', 1, 0, 0],
    ['atan', -Infinity, 0, -Math.PI / 2],
    ['atan2', 0, -1, Math.PI],
    ['atan2', -0, -0, -Math.PI],
    ['atan2', -0, 0, -0],
    ['atan2', 1, -Infinity, Math.PI],
    ['atan2', -1, Infinity, -0],
    ['atan2', -Infinity, -Infinity, (-3 * Math.PI) / 4],
    ['atan2', Infinity, 5, Math.PI / 2],
    ['sinh', 711, 0, Infinity],
    ['cosh', -711, 0, Infinity],
    ['tanh', -Infinity, 0, -1],
    ['asinh', -Infinity, 0, -Infinity],
    ['acosh', 0.9, 0, NaN],
    ['acosh', -5, 0, NaN],
    ['atanh', -1, 0, -Infinity],
    ['atanh', 1.5, 0, NaN],
    ['log2', -0, 0, -Infinity],
    ['log2', -1, 0, NaN],
    ['log10', Infinity, 0, Infinity],
    ['log10', -Infinity, 0, NaN],
    ['cbrt', -Infinity, 0, -Infinity],
    ['cbrt', -0, 0, -0],
    ['cbrt', -(2 ** -1074), 0, -(2 ** -358)],
    ['hypot', NaN, -Infinity, Infinity],
    ['hypot', -Infinity, NaN, Infinity],
    ['hypot', -0, 0, 0],
    ['lgamma', 0, 0, Infinity],
    ['lgamma', -7, 0, Infinity],
    ['lgamma', -Infinity, 0, Infinity],
    ['lgammaSign', -0, 0, -1],
    ['lgammaSign', 0, 0, 1],
    ['lgammaSign', NaN, 0, 1],
    ['tgamma', -0, 0, -Infinity],
    ['tgamma', 0, 0, Infinity],
    ['tgamma', -3, 0, NaN],
    ['tgamma', -Infinity, 0, NaN],
    ['tgamma', 171.7, 0, Infinity],
    ['tgamma', 1e300, 0, Infinity],
    ['tgamma', -184.5, 0, -0],
    ['tgamma', -185.5, 0, 0],
    ['lowerGamma', 0, 1, NaN],
    ['lowerGamma', Infinity, 1, NaN],
    ['upperGamma', 1, -1, NaN],
    ['lowerGamma', 2, 0, 0],
    ['upperGamma', 2, 0, 1],
    ['upperGamma', 2, Infinity, 0],
    ['upperGamma', 3, 1e308, 0],
    ['lowerGamma', 1e41, 2e41, 1],
    ['upperGamma', 1.5e308, 1.6e308, 0],
    ['lowerGamma', 1e300, 1e299, 0],
    ['lowerGamma', 1e300, 1e300, 0.5],
    ['lowerGamma', 1e5, 5e-324, 0],
    ['chiSquareTail', 0, 3, 1],
    ['chiSquareTail', 3, 0, NaN],
  ])('%s(%s, %s) is %s', (name, x, y, expected) => {
    expect(call(name, x, y)).toBe(expected)
  })
  test('logarithms of powers are whole', () => {
    for (let k = -1074; k < 1024; k += 1) expect(math.log2(math.scalbn(1, k))).toBe(k)
    for (let k = 0; k <= 22; k += 1) expect(math.log10(Number(`1e${k}`))).toBe(k)
  })
  test('cube roots of cubes are whole', () => {
    for (let k = 1; k < 5000; k += 1) expect(math.cbrt(-k * k * k)).toBe(-k)
  })
  test('Gamma of a whole number is a factorial', () => {
    let factorial = 1
    for (let n = 1; n <= 23; n += 1) {
      expect(math.tgamma(n)).toBe(factorial)
      factorial *= n
    }
  })
})

describe('laws', () => {
  const any = fc.double({ noNaN: true, noDefaultInfinity: true })
  const within = (a: number, b: number, tol: number): boolean => Math.abs(a - b) <= tol * (1 + Math.abs(b))

  test('sine and cosine lie on the circle, whatever the angle', () => {
    fc.assert(fc.property(any, (x) => within(math.sin(x) * math.sin(x) + math.cos(x) * math.cos(x), 1, 1e-15)))
  })
  test('the tangent is sine by cosine', () => {
    fc.assert(fc.property(any, (x) => near(math.tan(x), math.sin(x) / math.cos(x), 1e-15)))
  })
  test('sine and tangent are odd, cosine is even', () => {
    fc.assert(
      fc.property(
        any,
        (x) =>
          Object.is(math.sin(-x), -math.sin(x)) && Object.is(math.tan(-x), -math.tan(x)) && Object.is(math.cos(-x), math.cos(x)),
      ),
    )
  })
  test('arc functions undo theirs', () => {
    const share = fc.double({ min: -1, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        share,
        (x) =>
          within(math.sin(math.asin(x)), x, 4e-16) &&
          within(math.cos(math.acos(x)), x, 4e-16) &&
          within(math.tan(math.atan(x)), x, 4e-16),
      ),
    )
  })
  test('the angle of a point gives its direction back', () => {
    const side = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(side, side, (x, y) => {
        const angle = math.atan2(y, x)
        const size = math.hypot(x, y)
        return within(size * math.cos(angle), x, 1e-15 * (1 + size)) && within(size * math.sin(angle), y, 1e-15 * (1 + size))
      }),
    )
  })
  test('inverse hyperbolic functions undo theirs', () => {
    const x = fc.double({ min: -15, max: 15, noNaN: true })
    fc.assert(
      fc.property(x, (x) => within(math.asinh(math.sinh(x)), x, 4e-15) && within(math.acosh(math.cosh(x)), Math.abs(x), 1e-7)),
    )
  })
  test('the cube of a cube root', () => {
    const ordinary = fc.double({ min: 1e-300, max: 1e300, noNaN: true })
    fc.assert(fc.property(ordinary, (x) => near(math.cbrt(x) * math.cbrt(x) * math.cbrt(x), x, 1e-15)))
  })
  test('Gamma(x + 1) = x Gamma(x), and lgamma is its logarithm', () => {
    const x = fc.double({ min: 0.01, max: 150, noNaN: true })
    fc.assert(
      fc.property(
        x,
        (x) => near(math.tgamma(x + 1), x * math.tgamma(x), 1e-13) && within(math.lgamma(x), math.log(math.tgamma(x)), 1e-13),
      ),
    )
  })
  test('both shares of a gamma distribution make one, and the lower grows', () => {
    const shape = fc.oneof(fc.double({ min: 1e-3, max: 30, noNaN: true }), fc.double({ min: 30, max: 1e7, noNaN: true }))
    const factor = fc.double({ min: 0.5, max: 2, noNaN: true })
    fc.assert(
      fc.property(shape, factor, (a, f) => {
        const [low, up] = [math.lowerGamma(a, a * f), math.upperGamma(a, a * f)]
        const isShare = low >= 0 && low <= 1 && up >= 0 && up <= 1
        return isShare && Math.abs(low + up - 1) < 1e-12 && math.lowerGamma(a, a * f * 1.01) >= low - 1e-13
      }),
    )
  })
  test('either side of where the method changes, the share is the same', () => {
    for (const x of [99000, 99900, 100000, 100100, 101000]) {
      const slope = math.lowerGamma(99998, x) - math.lowerGamma(99999, x)
      const across = math.lowerGamma(99999, x) - math.lowerGamma(100000, x)
      expect(Math.abs(across / slope - 1)).toBeLessThan(0.02)
    }
  })
})
