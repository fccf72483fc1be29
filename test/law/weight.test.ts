/** Laws that every weight policy keeps, on the engine in force. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weightColumns, type WeightColumns, type WeightPolicy } from '../../src/engine/index.ts'
import { weightColumnNames, weightPolicies } from '../../src/reference/weight/index.ts'
import { near } from '../reference/golden.ts'
import { readFileSync } from 'node:fs'

type Head = Readonly<Record<keyof WeightColumns, number>>
const unknownOr = (max: number) => fc.oneof(fc.constant(NaN), fc.double({ min: 0, max, noNaN: true }))
const head = fc
  .record({
    trials: fc.integer({ min: 0, max: 1000 }),
    rate: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    okMs: unknownOr(1e4),
    failedMs: unknownOr(1e4),
    logVariance: unknownOr(2),
    price: unknownOr(100),
  })
  .map(({ rate, ...rest }): Head => ({ ...rest, successes: Math.floor(rate * rest.trials) }))
const headsOf = (max = 12) => fc.array(head, { minLength: 1, maxLength: max })

const columns = (heads: readonly Head[]): WeightColumns =>
  Object.fromEntries(
    weightColumnNames.map((name) => [name, Float64Array.from(heads, (each) => each[name])]),
  ) as unknown as WeightColumns
const parameters = { floor: 0, temperature: 0.1, costWeight: 0.5, spread: 0.25 }
const weigh = (policy: WeightPolicy, heads: readonly Head[], change = {}) =>
  weightColumns(policy, columns(heads), { ...parameters, ...change })
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)

describe.each(weightPolicies)('%s', (policy) => {
  test('weights sum to 1 for any heads', () => {
    fc.assert(fc.property(headsOf(60), (heads) => Math.abs(sum(weigh(policy, heads).weights) - 1) < 1e-12))
  })

  test('no weight is below the floor', () => {
    fc.assert(
      fc.property(headsOf(), fc.double({ min: 0, max: 1, noNaN: true }), (heads, part) => {
        const floor = part / heads.length
        const { weights } = weigh(policy, heads, { floor })
        expect(weights.every((weight) => weight >= floor * (1 - 1e-12))).toBe(true)
        expect(Math.abs(sum(weights) - 1)).toBeLessThan(1e-12)
      }),
    )
  })

  test('permuted heads have permuted weights, to the bit', () => {
    const shuffled = headsOf().chain((heads) =>
      fc.tuple(fc.constant(heads), fc.shuffledSubarray([...heads.keys()], { minLength: heads.length })),
    )
    fc.assert(
      fc.property(shuffled, ([heads, order]) => {
        const there = weigh(policy, heads, { floor: 0.01 }).weights
        const turned = weigh(policy, order.map((index) => heads[index]!), { floor: 0.01 }).weights // prettier-ignore
        expect([...turned]).toEqual(order.map((index) => there[index]))
      }),
    )
  })

  test('equal heads have equal weights', () => {
    fc.assert(
      fc.property(headsOf(6), fc.nat(5), (heads, at) => {
        const twin = heads[at % heads.length]!
        const { weights } = weigh(policy, [...heads, twin])
        expect(weights[heads.length]).toBe(weights[at % heads.length])
      }),
    )
  })

  test('the unit of time changes nothing but by rounding', () => {
    fc.assert(
      fc.property(headsOf(), fc.constantFrom(1e-3, 60, 1000), (given, unit) => {
        const heads = given.map((each) => ({ ...each, okMs: 1 + each.okMs, failedMs: 1 + each.failedMs }))
        const there = weigh(policy, heads).weights
        const scaled = weigh(policy, heads.map((each) => ({ ...each, okMs: each.okMs * unit, failedMs: each.failedMs * unit }))).weights // prettier-ignore
        for (const [index, weight] of there.entries()) expect(near(scaled[index]!, weight, 1e-9) || weight < 1e-15).toBe(true)
      }),
    )
  })

  test('a head that fails always gets the floor when another succeeds', () => {
    if (policy === 'equal' || policy === 'softmax') return
    fc.assert(
      fc.property(headsOf(), (heads) => {
        fc.pre(heads.some(({ successes }) => successes > 0))
        const dead: Head = { successes: 0, trials: 9, okMs: NaN, failedMs: 1, logVariance: NaN, price: NaN }
        expect(weigh(policy, [...heads, dead], { floor: 0.01 }).weights.at(-1)).toBe(0.01)
      }),
    )
  })
})

describe('a better success rate never lowers the weight', () => {
  const raised = (policy: WeightPolicy, heads: readonly Head[]): void => {
    const first = heads[0]!
    fc.pre(first.trials > 0 && first.successes < first.trials)
    const better = { ...first, successes: first.successes + 1 }
    const [before, after] = [weigh(policy, heads), weigh(policy, [better, ...heads.slice(1)])]
    expect(after.weights[0]!).toBeGreaterThanOrEqual(before.weights[0]! * (1 - 1e-9))
  }
  test.each(['success-share', 'inverse-time', 'softmax'] as const)('%s', (policy) => {
    fc.assert(fc.property(headsOf(), (heads) => raised(policy, heads)))
  })
  test('balanced, from ten successes on, where a failure takes no less time than a success', () => {
    const sure = headsOf().map(([first, ...others]) => [{ ...first!, trials: first!.trials + 10, successes: first!.successes + 10, failedMs: NaN }, ...others]) // prettier-ignore
    fc.assert(
      fc.property(sure, (heads) => raised('balanced', heads)),
      { numRuns: 2000 },
    )
  })
})

describe('balanced', () => {
  test('a price of half of the decision counts as much as time', () => {
    const each = (okMs: number, price: number): Head => ({
      successes: 100,
      trials: 100,
      okMs,
      failedMs: NaN,
      logVariance: 0.01,
      price,
    })
    const { weights } = weigh('balanced', [each(1, 4), each(4, 1)])
    expect(weights[0]).toBeCloseTo(0.5, 9)
  })

  test('probabilities of being the cheapest sum to 1', () => {
    fc.assert(
      fc.property(headsOf(), (heads) => {
        fc.pre(heads.some(({ successes }) => successes > 0))
        expect(sum(weigh('balanced', heads).best)).toBeCloseTo(1, 12)
      }),
    )
  })
})

interface Row {
  readonly in: {
    readonly policy: WeightPolicy
    readonly columns: Record<string, (number | null)[]>
    readonly params: [number, number, number, number]
  }
  readonly out: (number | null)[]
  readonly notes: number
  readonly tol: number
  readonly from: string
}
const rows = JSON.parse(readFileSync('fixtures/golden/weight/weights.json', 'utf8')) as Row[]
test.each(rows.map((row, index) => [`${index} ${row.in.policy} (${row.from})`, row] as const))('golden row %s', (_, row) => {
  const given = Object.fromEntries(
    weightColumnNames.map((name) => [name, Float64Array.from(row.in.columns[name]!, (value) => value ?? NaN)]),
  )
  const [floor, temperature, costWeight, spread] = row.in.params
  const result = weightColumns(row.in.policy, given as unknown as WeightColumns, { floor, temperature, costWeight, spread })
  const out = [...result.weights, ...result.best, ...result.costMs]
  row.out.forEach((wanted, index) =>
    expect(wanted === null ? Number.isNaN(out[index]) : near(out[index]!, wanted, row.tol)).toBe(true),
  )
  const notes = [result.nothingSucceeded, result.ratesCompared, result.someUntried].map((note, bit) => (note ? 1 << bit : 0))
  expect(notes.reduce((a, b) => a + b)).toBe(row.notes)
})
