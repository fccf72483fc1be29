/** Random typed formulas over bounded variables, and rows within the bounds: shared by the laws of analysis, explain and gradient. */
import { fc } from '@fast-check/vitest'

export const bounded = {
  a: { type: 'number', min: 0, max: 1 },
  b: { type: 'number', min: -3 },
  n: { type: 'number', min: -2, max: 5, integer: true },
  x: 'number',
  y: 'number',
  p: 'boolean',
  q: 'boolean',
  s: 'string',
} as const

/** Few constants, so that clauses meet each other's thresholds. */
const constants = ['0', '1', '2', '3', '4', '0.5', '-1', '-2', '0.1', '10', '1e308', '5e-324', '(0.1 + 0.2)', 'inf']
const unary = [
  'abs', 'sqrt', 'floor', 'ceil', 'trunc', 'round', 'sign', 'exp', 'ln', 'log1p', 'expm1', 'log2', 'log10', 'cbrt', 'sigmoid',
  'sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh', 'hypot',
] // prettier-ignore

interface Made {
  readonly number: string
  readonly truth: string
}

const texts = ['s', '"a"', '"b"', '"c"']

export const made = fc.letrec<Made>((open) => {
  const tie = (kind: keyof Made): fc.Arbitrary<string> => open(kind) as fc.Arbitrary<string>
  const pair = (operators: readonly string[]): fc.Arbitrary<string> =>
    fc.tuple(tie('number'), fc.constantFrom(...operators), tie('number')).map(([l, o, r]) => `(${l}) ${o} (${r})`)
  const compare = fc.constantFrom('<', '<=', '>', '>=', '==', '!=')
  const leaf = fc.constantFrom('a', 'b', 'n', 'x', 'y', 'x', 'a', ...constants)
  return {
    number: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'formula' },
      { weight: 6, arbitrary: leaf },
      { weight: 4, arbitrary: pair(['+', '-', '*', '/']) },
      { weight: 1, arbitrary: pair(['%', '^', '??']) },
      { weight: 1, arbitrary: fc.tuple(tie('number'), fc.constantFrom('2', '3', '0.5', '-1', '-2', '1')).map(([l, r]) => `(${l})^${r}`) },
      { weight: 1, arbitrary: fc.tuple(tie('number'), tie('number'), tie('number')).map(([l, m, r]) => `(${l}) - (${m}) + (${r})`) },
      { weight: 1, arbitrary: tie('number').map((x) => `-(${x})`) },
      { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...unary), tie('number')).map(([f, x]) => `${f}(${x})`) },
      { weight: 2, arbitrary: fc.tuple(fc.constantFrom('min', 'max', 'hypot', 'atan2', 'pow', 'log'), tie('number'), tie('number')).map(([f, l, r]) => `${f}(${l}, ${r})`) },
      { weight: 1, arbitrary: fc.tuple(tie('number'), tie('number'), tie('number')).map(([l, m, r]) => `clamp(${l}, ${m}, ${r})`) },
      { weight: 1, arbitrary: fc.tuple(tie('number'), fc.constantFrom('2', '10', '-1')).map(([l, r]) => (r === '-1' ? `round(${l}, -1)` : `log(${l}, ${r})`)) },
      { weight: 1, arbitrary: fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, l, r]) => `(${c}) ? (${l}) : (${r})`) },
    ), // prettier-ignore
    truth: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'formula' },
      { weight: 1, arbitrary: fc.constantFrom('p', 'q', 'true') },
      { weight: 4, arbitrary: fc.tuple(leaf, compare, leaf).map(([l, o, r]) => `${l} ${o} (0 + ${r})`) },
      { weight: 3, arbitrary: fc.tuple(tie('number'), compare, tie('number')).map(([l, o, r]) => `(${l}) ${o} (0 + (${r}))`) },
      { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...texts), compare, fc.constantFrom(...texts)).map(([l, o, r]) => `${l} ${o} ${r}`) },
      { weight: 1, arbitrary: fc.tuple(fc.constantFrom('s in ("a", "c")', 'starts_with(s, "a")', 's in ("b", "d")', 'contains(s, "c")'), fc.boolean()).map(([t, not]) => (not ? `not (${t})` : t)) },
      { weight: 6, arbitrary: fc.tuple(tie('truth'), fc.constantFrom('and', 'or', 'and'), tie('truth')).map(([l, o, r]) => `(${l}) ${o} (${r})`) },
      { weight: 3, arbitrary: fc.tuple(tie('truth'), tie('truth'), tie('truth')).map(([l, m, r]) => `(${l}) and (${m}) and (${r})`) },
      { weight: 2, arbitrary: tie('truth').map((t) => `not (${t})`) },
      { weight: 1, arbitrary: fc.tuple(tie('number'), tie('number'), tie('number')).map(([l, m, r]) => `(0 + (${l})) in (${m}, ${r})`) },
      { weight: 1, arbitrary: fc.tuple(tie('truth'), fc.constantFrom('==', '!='), tie('truth')).map(([l, o, r]) => `(${l}) ${o} (${r})`) },
      { weight: 1, arbitrary: fc.tuple(tie('truth'), tie('truth'), tie('truth')).map(([c, l, r]) => `(${c}) ? (${l}) : (${r})`) },
      { weight: 1, arbitrary: fc.tuple(tie('truth'), tie('truth')).map(([l, r]) => `(${l}) ?? (${r})`) },
      { weight: 1, arbitrary: fc.oneof(tie('number'), tie('truth')).map((v) => `is_missing(${v})`) },
      { weight: 1, arbitrary: fc.tuple(tie('number'), tie('number'), tie('number')).map(([l, m, r]) => `approx(${l}, ${m}, ${r})`) },
    ), // prettier-ignore
  }
})

const special = [0, -0, 1, 2, 3, 4, 0.5, -1, -2, 0.1, 0.30000000000000004, 10, 1e308, 5e-324, Infinity, -Infinity, undefined, 2.9999999999999996, 3.0000000000000004, 1e-170, 1e170, 1.5707963267948966] // prettier-ignore
const wide = fc.oneof(fc.constantFrom(...special), fc.double({ noNaN: true }), fc.double({ noNaN: true, min: -5, max: 5 }))
const truth = fc.constantFrom(true, false, undefined)

/** Within what `bounded` declares. */
export const row = fc.record({
  a: fc.oneof(
    fc.constantFrom(0, -0, 1, 0.5, 0.1, 5e-324, 0.9999999999999999, undefined),
    fc.double({ noNaN: true, min: 0, max: 1 }),
  ),
  b: wide.map((value) => (value !== undefined && value < -3 ? -3 : value)),
  n: fc.constantFrom(-2, -1, 0, -0, 1, 2, 3, 4, 5, undefined),
  x: wide,
  y: wide,
  p: truth,
  q: truth,
  s: fc.constantFrom('a', 'b', 'c', 'd', 'ab', '', undefined),
})
