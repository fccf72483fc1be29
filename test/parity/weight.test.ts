/** The weight kernel of both engines: the same bits, the same notes, the same refusals, for any input. HYDRA_PARITY_RUNS asks for more cases. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openAddon } from '../../src/engine/index.ts'
import { weigh } from '../../src/weigh/index.ts'
import { around, sampleStudy } from '../weigh/sample.ts'
import { weightColumns, weightPolicies, weightRefusals } from '../../src/reference/weight/index.ts'

const numRuns = Number(process.env['HYDRA_PARITY_RUNS'] ?? 2000)
const nasty = fc.constantFrom(
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  1e-308,
  1e308,
  1.7976931348623157e308,
  1,
  -1,
  0.5,
  2 ** 53,
  2 ** 53 + 2,
)
const time = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: 0, max: 1e4, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(NaN) },
  { weight: 2, arbitrary: fc.constantFrom(0, -0, 5e-324, 1e-310, 1e-9, 1e308, 1.7976931348623157e308, 1) },
)
const counts = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.nat(200), fc.nat(200)) },
  { weight: 2, arbitrary: fc.constantFrom<[number, number]>([100, 0], [1, 0], [0, 0], [0, 100]) },
  { weight: 1, arbitrary: fc.constantFrom<[number, number]>([2 ** 53, 0], [0.5, 0.5], [5e-324, 0], [1, 1e15]) },
).map(([successes, failures]) => [successes, successes + failures > 2 ** 53 ? 2 ** 53 : successes + failures] as const) // prettier-ignore

/** Columns behind each other that are mostly well formed. */
const sane = fc
  .array(fc.tuple(counts, time, time, time, time), { minLength: 1, maxLength: 12 })
  .map((heads) =>
    [0, 1, 2, 3, 4, 5].flatMap((column) => heads.map(([count, ...rest]) => (column < 2 ? count[column]! : rest[column - 2]!))),
  )
const wild = fc.integer({ min: 0, max: 4 }).chain((heads) => fc.array(nasty, { minLength: 6 * heads, maxLength: 6 * heads }))
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, -0, 1, 0.25, 0.5))
const saneParams = fc.tuple(
  share,
  fc.oneof(fc.constantFrom(0.1, 1e-320, 1e308), fc.double({ min: 1e-6, max: 10, noNaN: true })),
  share,
  share,
)
const wildParams = fc.array(nasty, { minLength: 3, maxLength: 5 })

const bits = (values: Float64Array): bigint[] => [...new BigUint64Array(values.buffer)]
const sameNaN = (values: Float64Array): Float64Array => values.map((value) => (Number.isNaN(value) ? NaN : value))

function compare(policy: number, values: readonly number[], params: readonly number[], size: number): number {
  const native = openAddon()
  const [column, parameters] = [Float64Array.from(values), Float64Array.from(params)]
  const [one, two] = [new Float64Array(size), new Float64Array(size)]
  const status = native.weightColumns(policy, column, parameters, one)
  expect(weightColumns(policy, column, parameters, two)).toBe(status)
  expect(bits(sameNaN(one))).toEqual(bits(sameNaN(two)))
  return status
}

test('any heads that can be', () => {
  let weighed = 0
  fc.assert(
    fc.property(fc.nat(4), sane, saneParams, (policy, values, [floor, ...params]) => {
      const heads = values.length / 6
      if (compare(policy, values, [floor / heads, ...params], 3 * heads) >= 0) weighed += 1
    }),
    { numRuns },
  )
  expect(weighed).toBeGreaterThan(0.95 * numRuns)
})

test('anything at all', () => {
  const refused = new Set<number>()
  fc.assert(
    fc.property(
      fc.oneof(fc.nat(4), nasty),
      wild,
      fc.oneof(wildParams, saneParams),
      fc.constantFrom(0, 0, 0, 1, -1),
      (policy, values, params, off) => {
        refused.add(compare(policy, values, params, Math.max(0, values.length / 2 + off)))
      },
    ),
    { numRuns },
  )
  for (const status of Object.values(weightRefusals)) expect(refused).toContain(status)
})

test('a hundred heads, where those without a chance are left out', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0.1, max: 100, noNaN: true }), { minLength: 65, maxLength: 120 }), (times) => {
      const heads = times.length
      const column = (value: number): number[] => Array.from({ length: heads }, () => value)
      const values = [...column(99), ...column(100), ...times, ...column(1), ...column(0.01), ...column(NaN)]
      expect(compare(0, values, [1 / (2 * heads), 0.1, 0, 0.25], 3 * heads)).toBe(0)
    }),
    { numRuns: Math.ceil(numRuns / 200) },
  )
})

test('an output that shares memory with an input is refused by the addon', () => {
  const memory = new Float64Array(6)
  expect(openAddon().weightColumns(4, memory, Float64Array.of(0, 0.1, 0, 0.25), memory.subarray(0, 3))).toBe(
    weightRefusals.badShape,
  )
})

test('the list of policies is the same', () => {
  expect(openAddon().weightPolicies()).toEqual([...weightPolicies])
})

test('weights by a formula', () => {
  const study = sampleStudy([1, 2, 3, 5, 8].map((ms, i) => ({ name: `h${i}`, trial: around(ms, i, 0.3), cost: ms / 3 })))
  const formula = 'success_low ^ 1.5 / (p95_ms * cost) + exp(-cv) + ln(median_ms + mad_ms + 1)'
  const [native, reference] = (['native', 'reference'] as const).map((engine) => weigh(study, { formula, engine }).entries())
  expect(native).toEqual(reference)
})
