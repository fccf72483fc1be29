/** Laws of functions over rows: plain models, rows and columns give the same bits, what has left the window leaves nothing behind. */
import { fc, test } from '@fast-check/vitest'
import { describe, expect } from 'vitest'
import { compileFormula, type FormulaValue } from '../../src/formula/index.ts'
import { max, min } from '../../src/reference/formula/scalar.ts'
import { formulaWindow } from '../../src/reference/formula/window/index.ts'

const number = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 2, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.constantFrom(NaN, 0, -0, Infinity, -Infinity, 5e-324, 1e308) },
)
const column = fc.array(number, { maxLength: 60 })
const rows = fc.integer({ min: 1, max: 9 })
const weight = fc.constantFrom(0.1, 0.25, 0.5, 0.9, 1)

const step = (text: string, all: readonly Readonly<Record<string, unknown>>[]): (FormulaValue | undefined)[] => {
  const stepper = compileFormula(text, { variables: { x: 'number', t: 'number', c: 'boolean' } }).start()
  return all.map((row) => stepper.push(row))
}
const ofX = (text: string, xs: readonly number[]): (FormulaValue | undefined)[] => step(text, xs.map((x) => ({ x }))) // prettier-ignore
const known = (value: number): number | undefined => (value === value ? value : undefined)
const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
const windowAt = (xs: readonly number[], i: number, n: number): number[] =>
  xs.slice(Math.max(0, i - n + 1), i + 1).filter((x) => x === x)

describe('against plain models', () => {
  test.prop([column, rows])('previous, delta, changed', (xs, n) => {
    expect(isSame(ofX(`previous(x, ${n})`, xs), xs.map((_, i) => known(xs[i - n] ?? NaN)))).toBe(true) // prettier-ignore
    expect(isSame(ofX('delta(x)', xs), xs.map((x, i) => known(x - (xs[i - 1] ?? NaN))))).toBe(true) // prettier-ignore
    expect(isSame(ofX('changed(x)', xs), ofX('x != previous(x)', xs))).toBe(true)
  })

  test.prop([column, rows])('the greatest, the least and the count of the last n rows', (xs, n) => {
    const extreme = (pick: (a: number, b: number) => number): (number | undefined)[] =>
      xs.map((_, i) => {
        const values = windowAt(xs, i, n)
        return values.length === 0 ? undefined : values.reduce(pick)
      })
    expect(isSame(ofX(`max_of(x, ${n})`, xs), extreme(max))).toBe(true)
    expect(isSame(ofX(`min_of(x, ${n})`, xs), extreme(min))).toBe(true)
    expect(isSame(ofX(`count_of(x, ${n})`, xs), xs.map((_, i) => windowAt(xs, i, n).length))).toBe(true) // prettier-ignore
  })

  test.prop([fc.array(fc.integer({ min: -1000, max: 1000 }), { maxLength: 60 }), rows])(
    'mean and z-score of whole numbers, within rounding',
    (xs, n) => {
      const near = (a: unknown, b: number): boolean => (b === b && b - b === 0 ? Math.abs((a as number) - b) <= 1e-9 * (1 + Math.abs(b)) : a === known(b)) // prettier-ignore
      const means = ofX(`mean_of(x, ${n})`, xs)
      const scores = ofX(`zscore(x, ${n})`, xs)
      xs.forEach((x, i) => {
        const values = windowAt(xs, i, n)
        expect(near(means[i], values.reduce((a, b) => a + b, 0) / values.length)).toBe(true)
        const before = xs.slice(Math.max(0, i - n), i)
        const mean = before.reduce((a, b) => a + b, 0) / before.length
        const isFlat = before.every((value) => value === before[0])
        const sd = isFlat ? 0 : Math.sqrt(before.reduce((a, b) => a + (b - mean) * (b - mean), 0) / (before.length - 1))
        expect(near(scores[i], before.length < 2 ? NaN : isFlat ? (x - before[0]!) / 0 : (x - mean) / sd)).toBe(true)
      })
    },
  )

  test.prop([fc.array(number, { maxLength: 1500 })], { numRuns: 30 })('rank: 1 and how many earlier ones are below', (xs) => {
    const expected = xs.map((x, i) => (x === x ? 1 + xs.slice(0, i).filter((y) => y < x).length : undefined))
    expect(isSame(ofX('rank(x)', xs), expected)).toBe(true)
  })

  test.prop([fc.array(fc.constantFrom(true, false, undefined), { maxLength: 60 }), rows])(
    'held_for is and over the last n rows, those before the first without value',
    (cs, n) => {
      const models = cs.map((_, i) => {
        const last = Array.from({ length: n }, (_row, k) => cs[i - k])
        return last.includes(false) ? false : last.includes(undefined) ? undefined : true
      })
      expect(isSame(step(`held_for(c, ${n})`, cs.map((c) => ({ c }))), models)).toBe(true) // prettier-ignore
    },
  )

  test.prop([fc.array(fc.double({ noDefaultInfinity: true, noNaN: true }), { minLength: 1, maxLength: 40 }), weight])(
    'ewma of equal values is that value; of any, between the least and the greatest',
    (xs, alpha) => {
      expect(ofX(`ewma(x, ${alpha})`, xs.map(() => xs[0]!)).every((value) => value === xs[0])).toBe(true) // prettier-ignore
      const halves = xs.map((x) => x / 4)
      const values = ofX(`ewma(x, ${alpha})`, halves) as number[]
      const [low, high] = [Math.min(...halves), Math.max(...halves)]
      const slack = 1e-9 * Math.max(Math.abs(low), Math.abs(high))
      expect(values.every((value) => value >= low - slack && value <= high + slack)).toBe(true)
    },
  )
})

describe('rows and columns', () => {
  test.prop([column, fc.array(number, { maxLength: 60 }), rows, weight], { numRuns: 300 })(
    'give the same bits',
    (xs, more, n, alpha) => {
      const ts = xs.map((_, i) => more[i] ?? i)
      const data = xs.map((x, i) => ({ x, t: ts[i] }))
      const all: readonly (readonly [name: string, parameter: number, call: string])[] = [
      ['previous', n, `previous(x, ${n})`], ['delta', 1, 'delta(x)'], ['rate', 1, 'rate(x, t)'], ['ewma', alpha, `ewma(x, ${alpha})`],
      ['mean_of', n, `mean_of(x, ${n})`], ['max_of', n, `max_of(x, ${n})`], ['min_of', n, `min_of(x, ${n})`],
      ['count_of', n, `count_of(x, ${n})`], ['rank', 1, 'rank(x)'], ['zscore', n, `zscore(x, ${n})`],
    ] // prettier-ignore
      for (const [name, parameter, call] of all) {
        const out = new Float64Array(xs.length)
        const [x, t, bytes] = [Float64Array.from(xs), Float64Array.from(name === 'rate' ? ts : []), new Uint8Array(0)]
        expect(formulaWindow(name, parameter, x, t, bytes, out, bytes)).toBe(0)
        expect(isSame(step(call, data), [...out].map(known))).toBe(true)
      }
    },
  )

  test.prop([column, column, fc.array(fc.constantFrom(true, false, undefined), { maxLength: 60 }), rows], { numRuns: 300 })(
    'whole formulas: evaluateColumns gives what push gives',
    (xs, more, cs, n) => {
      const data = xs.map((x, i) => ({ x, t: more[i] ?? i, c: cs[i], k: i % 3 === 0 ? 'a' : 'b' }))
      const variables = { x: 'number', t: 'number', c: 'boolean', k: 'string' } as const
      for (const text of [
        `c and delta(mean_of(x, ${n})) > 0 ? rate(x, t) : previous(x, ${n}) ?? -1`,
        `held_for(x > 0 or c, ${n}) and changed(k) or count_of(c, ${n}) > 1`,
        `changed(c) ? "up" : k`,
        `zscore(x + t, ${n}) * 2 + rank(missing) + count_of(k, 2)`,
      ]) {
        const rule = compileFormula(text, { variables })
        const { values, missing } = rule.evaluateColumns(
          { x: Float64Array.from(xs), t: data.map(({ t }) => t), c: data.map(({ c }) => c), k: data.map(({ k }) => k) },
          { rows: xs.length },
        )
        const found = Array.from(values as ArrayLike<FormulaValue | undefined>, (value, i) =>
          rule.type === 'boolean' ? (missing?.[i] === 1 ? undefined : value === 1) : value === value ? value : undefined,
        )
        const stepper = rule.start()
        expect(
          isSame(
            found,
            data.map((row) => stepper.push(row)),
          ),
        ).toBe(true)
      }
    },
  )

  test.prop([column, column, rows])('what has left the window leaves nothing behind', (before, xs, n) => {
    const lead = before.slice(0, Math.floor(before.length / n) * n)
    for (const call of [`mean_of(x, ${n})`, `max_of(x, ${n})`, `min_of(x, ${n})`, `count_of(x, ${n})`]) {
      const [whole, alone] = [ofX(call, [...lead, ...xs]).slice(lead.length + n - 1), ofX(call, xs).slice(n - 1)]
      expect(isSame(whole, alone)).toBe(true)
    }
  })
})
