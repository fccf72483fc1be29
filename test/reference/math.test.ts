import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as math from '../../src/reference/math/index.ts'
import { golden, near } from './golden.ts'

type Name = Exclude<keyof typeof math, 'scalbn'>
const call = (name: Name, x: number, y: number): number => math[name](x, y)

describe('the shared mathematics against mpmath', () => {
  const rows = golden<[Name, number, number], number>('math/functions')
  test.each(rows)('$in', ({ in: [name, x, y], out, tol }) => {
    expect([name, x, y, near(call(name, x, y), out, tol)]).toEqual([name, x, y, true])
  })
})

describe('special arguments', () => {
  test.each<[Name, number, number, number]>([
    ['exp', NaN, 0, NaN],
    ['exp', Infinity, 0, Infinity],
    ['exp', -Infinity, 0, 0],
    ['exp', 710, 0, Infinity],
    ['exp', -746, 0, 0],
    ['log', 0, 0, -Infinity],
    ['log', -1, 0, NaN],
    ['log', Infinity, 0, Infinity],
    ['log', NaN, 0, NaN],
    ['log1p', -1, 0, -Infinity],
    ['log1p', -2, 0, NaN],
    ['log1p', Infinity, 0, Infinity],
    ['expm1', -Infinity, 0, -1],
    ['expm1', Infinity, 0, Infinity],
    ['expm1', NaN, 0, NaN],
    ['erf', -Infinity, 0, -1],
    ['erf', NaN, 0, NaN],
    ['erfc', -Infinity, 0, 2],
    ['erfc', Infinity, 0, 0],
    ['erfc', 30, 0, 0],
    ['pow', NaN, 0, 1],
    ['pow', 1, NaN, 1],
    ['pow', -1, Infinity, 1],
    ['pow', -8, 1 / 3, NaN],
    ['pow', -0, -3, -Infinity],
    ['pow', -Infinity, 3, -Infinity],
    ['pow', 0.5, -Infinity, Infinity],
    ['pow', -2, 1e300, Infinity],
    ['pow', 2, -1e300, 0],
    ['normalQuantile', 0, 0, -Infinity],
    ['normalQuantile', 1, 0, Infinity],
    ['normalQuantile', 1.5, 0, NaN],
    ['normalQuantile', NaN, 0, NaN],
  ])('%s(%s, %s) is %s', (name, x, y, expected) => {
    expect(call(name, x, y)).toBe(expected)
  })

  test('scalbn of subnormals rounds once', () => {
    expect(math.scalbn(1, -1074)).toBe(5e-324)
    expect(math.scalbn(3, -1075)).toBe(1e-323)
    expect(math.scalbn(5e-324, 2097)).toBe(2 ** 1023)
    expect(math.scalbn(1, 5000)).toBe(Infinity)
    expect(math.scalbn(1, -5000)).toBe(0)
  })
})

describe('laws', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
  const near1 = fc.double({ min: -700, max: 700, noNaN: true })

  test('log undoes exp', () => {
    fc.assert(fc.property(near1, (x) => Math.abs(math.log(math.exp(x)) - x) <= 1e-15 * Math.max(1, Math.abs(x))))
  })
  test('erf is odd, and erf + erfc = 1', () => {
    fc.assert(
      fc.property(finite, (x) => Object.is(math.erf(-x), -math.erf(x)) && Math.abs(math.erf(x) + math.erfc(x) - 1) < 3e-16),
    )
  })
  test('the normal quantile undoes its distribution', () => {
    const z = fc.double({ min: -8, max: 5, noNaN: true })
    fc.assert(fc.property(z, (x) => Math.abs(math.normalQuantile(math.normalCdf(x)) - x) < 1e-9))
  })
  test('pow agrees with Math.pow within two units in the last place', () => {
    const base = fc.double({ min: 1e-300, max: 1e300, noNaN: true })
    const power = fc.double({ min: -300, max: 300, noNaN: true })
    fc.assert(
      fc.property(base, power, (x, y) => {
        const expected = Math.pow(x, y)
        const actual = math.pow(x, y)
        return actual === expected || Math.abs(actual - expected) <= 4.5e-16 * Math.abs(expected) + 1e-323
      }),
    )
  })
})
