import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { weightPolicies } from '../../src/reference/weight/index.ts'
import { policyNames, weigh, Weights, type PolicyName, type ProfileRecord, type WeighOptions } from '../../src/weigh/index.ts'
import { onWarning } from '../../src/errors/index.ts'
import { around, sampleStudy } from './sample.ts'
import { thrown } from '../support/thrown.ts'

const record = (name: string, success_rate: number, avg_time: number, trials = 100): ProfileRecord => ({
  name,
  success_rate,
  avg_time,
  trials,
})
const three = [record('fast', 100, 0.001), record('slow', 100, 0.01), record('flaky', 50, 0.0009)]

describe('weigh', () => {
  test('by the classic rule: successes over all successes', () => {
    const weights = weigh(three, { policy: 'success-share' })
    expect(weights.entries()).toEqual([
      ['fast', 0.4],
      ['slow', 0.4],
      ['flaky', 0.2],
    ])
    expect(weights.reasonOf('flaky')).toBe('flaky: 20.0 %: 50 of 100 right, of 250 right in all')
  })

  test('compares rates when trials differ, and says so', () => {
    const weights = weigh([record('a', 100, 1, 10), record('b', 50, 1, 1000)], { policy: 'success-share' })
    expect(weights.of('a')).toBeCloseTo(2 / 3, 12)
    expect(weights.reason.text).toBe('success rates over their sum, since trials differ')
    expect(weights.reasonOf('b')).toBe('b: 33.3 %: 500 of 1000 right, a rate of 50.0 %, compared by rates since trials differ')
  })

  test('gives equal weights when nothing succeeded, with a code and a warning', () => {
    const seen: string[] = []
    const before = onWarning(({ code }) => seen.push(code))
    try {
      for (const policy of policyNames) {
        const weights = weigh([record('a', 0, 0), record('b', 0, 0)], { policy })
        expect(weights.entries().map(([, weight]) => weight)).toEqual([0.5, 0.5])
        expect(weights.reason.code).toBe(policy === 'equal' ? undefined : 'HYD-5011')
      }
    } finally {
      onWarning(before)
    }
    expect(seen).toEqual(['HYD-5011'])
  })

  test('takes success and time together by default', () => {
    const weights = weigh(three)
    expect(weights.policy).toBe('balanced')
    expect(weights.of('fast')).toBeGreaterThan(0.5)
    expect(weights.of('slow')).toBeGreaterThanOrEqual(0.01)
    expect(weights.reasonOf('fast')).toMatch(
      /^fast: \d+\.\d %: 100 of 100 right, 1 ms a good answer; over 99 % likely the fastest$/,
    )
  })

  test('lets the floor rise no higher than half of equal shares above 50 heads', () => {
    const many = Array.from({ length: 80 }, (_, index) => record(`h${index}`, index === 0 ? 100 : 0, 1))
    expect(
      Math.min(
        ...weigh(many)
          .entries()
          .map(([, weight]) => weight),
      ),
    ).toBeCloseTo(1 / 160, 12)
  })

  test('weighs price and time by their product, price from a metric', () => {
    const study = sampleStudy([
      { name: 'small', trial: () => ({ ms: 10, metrics: { bytes: 400 } }) },
      { name: 'large', trial: () => ({ ms: 9.5, metrics: { bytes: 900 } }) },
    ])
    const weights = weigh(study, { price: 'bytes' })
    expect(weights.objective).toEqual({ price: 'bytes', costWeight: 0.5 })
    expect(weights.of('small')).toBeGreaterThan(0.7)
    expect(weigh(study).of('large')).toBeGreaterThan(0.5)
    expect(weights.reasonOf('small')).toMatch(/and 400 bytes a good answer; .* likely the cheapest$/)
  })

  test('takes the price from the metric cost, else from the heads, and takes it for half of the decision', () => {
    const heads = [record('cheap', 100, 0.01), record('dear', 100, 0.01)]
    const weights = weigh([{ ...heads[0]!, cost: 1 }, { ...heads[1]!, cost: 4 }]) // prettier-ignore
    expect(weights.objective).toEqual({ price: 'cost', costWeight: 0.5 })
    expect(weights.of('cheap')).toBeGreaterThan(0.8)
    const study = sampleStudy([
      { name: 'cheap', cost: 9, trial: () => ({ ms: 10, metrics: { cost: 1 } }) },
      { name: 'dear', cost: 1, trial: () => ({ ms: 10, metrics: { cost: 4 } }) },
    ])
    expect(weigh(study).of('cheap')).toBeGreaterThan(0.8)
  })

  test('a head that always failed needs no price, gets the floor and no more', () => {
    const study = sampleStudy([
      { name: 'good', trial: () => ({ ms: 10, metrics: { bytes: 400 } }) },
      { name: 'bad', trial: () => ({ ms: 1, outcome: 'error' }) },
    ])
    const weights = weigh(study, { price: 'bytes' })
    expect(weights.of('bad')).toBe(0.01)
    expect(weights.reasonOf('bad')).toBe('bad: 1.0 %: 0 of 100 right, so only the floor')
  })

  test('a study, its summaries in a record and in a Map give the same bits', () => {
    const study = sampleStudy([
      { name: 'a', trial: around(1, 1) },
      { name: '__proto__', trial: around(1.1, 2) },
      { name: '7', trial: (index) => ({ ms: 2, outcome: index % 5 === 0 ? 'wrong' : 'success' }) },
    ])
    const weights = weigh(study)
    expect(weights.entries().map(([name]) => name)).toEqual(['a', '__proto__', '7'])
    const summaries = new Map(study.names.map((name) => [name, study.heads[name]!.summary]))
    const rec: Record<string, unknown> = Object.create(null) as Record<string, unknown>
    for (const [name, summary] of summaries) rec[name] = summary
    expect(weigh(summaries).toJSON()).toEqual(weights.toJSON())
    expect(weigh(rec as never).of('__proto__')).toBe(weights.of('__proto__'))
  })

  test('a rate of percent with two decimals means the whole number of successes it came from', () => {
    expect(weigh([record('a', 33.33, 1, 3)]).reasonOf('a')).toContain('1 of 3 right')
    expect(weigh([record('a', 94.2, 1, 500)]).reasonOf('a')).toContain('471 of 500 right')
  })

  test('names are any text', () => {
    const names = ['__proto__', 'constructor', '', 'x'.repeat(10_000), '\u00e9', 'e\u0301', 'toString', '10', '\u{1f40d}']
    const weights = weigh(names.map((name) => record(name, 100, 0.001)), { policy: 'success-share' }) // prettier-ignore
    const json = JSON.parse(JSON.stringify(weights)) as { weights: Record<string, number> }
    expect(Object.keys(json.weights).sort()).toEqual([...names].sort())
    expect(Object.values(json.weights).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
    for (const name of names) expect(weights.of(name)).toBeCloseTo(1 / 9, 12)
  })

  test('the reason of a name that could rule a terminal is harmless', () => {
    expect(weigh([record('a\u001b[31m', 100, 1)]).reasonOf('a\u001b[31m')).toMatch(/^a\\x1b\[31m: /)
  })

  test('weighs a head without trials at the mean score of the others', () => {
    const weights = weigh([record('a', 100, 0.001), record('b', 50, 0.001), record('new', 0, 0, 0)], { policy: 'success-share' })
    expect(weights.of('new')).toBeCloseTo(1 / 3, 12)
    expect(weights.reasonOf('new')).toBe('new: 33.3 %: no trials, so the mean score of the others')
  })

  test('the list of policies is that of the kernel', () => {
    expect([...policyNames]).toEqual([...weightPolicies])
  })

  test('Weights know their size and refuse names they do not have, with the nearest', () => {
    const weights = weigh(three)
    expect(weights).toBeInstanceOf(Weights)
    expect(weights.size).toBe(3)
    expect(thrown(() => weights.of('fats'))).toMatchObject({ code: 'HYD-5004', hint: 'Did you mean fast?' })
    expect(thrown(() => weights.reasonOf('__proto__'))).toMatchObject({ code: 'HYD-5004' })
  })
})

describe('weigh refuses', () => {
  const one = (change: object): never => [{ ...record('a', 100, 1), ...change }] as never
  test.each<[string, () => unknown, string, string]>([
    ['no source', () => weigh(undefined as never), 'HYD-1003', 'source must be a study'],
    ['a text', () => weigh('study' as never), 'HYD-1003', 'got "study" (string)'],
    ['an empty list', () => weigh([]), 'HYD-1007', 'no heads to weigh'],
    ['an empty record', () => weigh({}), 'HYD-1007', 'no heads to weigh'],
    ['two heads of one name', () => weigh([record('a', 1, 1), record('a', 2, 2)]), 'HYD-1005', '"a"'],
    ['a record that is null', () => weigh([null] as never), 'HYD-5001', '#0'],
    ['a name that is none', () => weigh(one({ name: 7 })), 'HYD-5001', 'name must be a text'],
    [
      'percent over 100',
      () => weigh(one({ success_rate: 101 })),
      'HYD-5001',
      'success_rate must be a number from 0 to 100, got 101',
    ],
    ['percent below 0', () => weigh(one({ success_rate: -1 })), 'HYD-5001', 'success_rate'],
    ['NaN', () => weigh(one({ success_rate: NaN })), 'HYD-5001', 'got NaN'],
    [
      'a text for a number',
      () => weigh(one({ avg_time: '1' })),
      'HYD-5001',
      'avg_time must be a finite number from 0, got "1" (string)',
    ],
    ['an infinite time', () => weigh(one({ avg_time: Infinity })), 'HYD-5001', 'avg_time'],
    ['seconds that are too many milliseconds', () => weigh(one({ avg_time: 1e307 })), 'HYD-5001', 'avg_time'],
    ['trials below 0', () => weigh(one({ trials: -1 })), 'HYD-5001', 'trials'],
    [
      'trials left out',
      () => weigh(one({ trials: undefined })),
      'HYD-5001',
      'trials must be a finite number from 0, got undefined',
    ],
    [
      'more successes than trials',
      () => weigh({ a: { trials: 1, successes: 2 } }),
      'HYD-5001',
      'successes must be a number from 0 to 1',
    ],
    ['a negative cost', () => weigh(one({ cost: -1 })), 'HYD-5001', 'cost'],
    ['a price that some heads lack', () => weigh([{ ...record('a', 100, 1), cost: 1 }, record('b', 100, 1)]), 'HYD-5001', '"b": price "cost" must be known'], // prettier-ignore
    ['an unknown option', () => weigh(three, { polcy: 'equal' } as never), 'HYD-1002', 'unknown option "polcy" of weigh'],
    ['options that are none', () => weigh(three, 7 as never), 'HYD-1003', 'options must be an object'],
    ['an unknown policy', () => weigh(three, { policy: 'soft-max' } as never), 'HYD-5003', 'unknown policy "soft-max"'],
    ['a policy of another kind', () => weigh(three, { policy: 'constructor' } as never), 'HYD-5003', 'constructor'],
    ['a floor too high', () => weigh(three, { floor: 0.34 }), 'HYD-5002', 'from 0 to 1/3, got 0.34'],
    ['a floor below 0', () => weigh(three, { floor: -0.1 }), 'HYD-5002', '-0.1'],
    ['a floor that is NaN', () => weigh(three, { floor: NaN }), 'HYD-5002', 'NaN'],
    ['temperature 0', () => weigh(three, { temperature: 0 }), 'HYD-1003', 'temperature must be a finite number above 0, got 0'],
    ['costWeight above 1', () => weigh(three, { costWeight: 2 }), 'HYD-1003', 'costWeight'],
    ['costWeight without a price', () => weigh(three, { costWeight: 0.5 }), 'HYD-1003', '0, as no head has a price'],
    ['an unknown price', () => weigh(three, { price: 'bytes' }), 'HYD-1002', 'unknown metric "bytes"; known: none'],
    ['a price that is no text', () => weigh(three, { price: 7 as never }), 'HYD-1003', 'price must be the name of a metric'],
    ['an unknown engine', () => weigh(three, { engine: 'gpu' as never }), 'HYD-1003', 'engine must be auto, native or reference'],
  ])('%s', (_, run, code, text) => {
    const error = thrown(run)
    expect(error).toMatchObject({ code })
    expect((error as Error).message).toContain(text)
  })

  test('an unknown metric with the nearest one, and a metric of which more is better', () => {
    const trial = () => ({ ms: 1, metrics: { bytes: 4, quality: 0.5 } })
    const study = sampleStudy([{ name: 'a', trial }, { name: 'b', trial }], 10, { quality: 'higher' }) // prettier-ignore
    expect(thrown(() => weigh(study, { price: 'byte' }))).toMatchObject({ code: 'HYD-1002', hint: 'Did you mean bytes?' })
    expect(thrown(() => weigh(study, { price: 'quality' }))).toMatchObject({ code: 'HYD-1003' })
  })
})

describe('any profile records', () => {
  const records = fc.uniqueArray(
    fc.record({
      name: fc.string({ unit: 'grapheme', maxLength: 8 }),
      success_rate: fc.double({ min: 0, max: 100, noNaN: true }),
      avg_time: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e300, noNaN: true })),
      trials: fc.integer({ min: 0, max: 10_000 }),
    }),
    { selector: ({ name }) => name, minLength: 1, maxLength: 20 },
  )

  test('any policy gives weights that sum to 1, each with a reason that names its head', () => {
    const before = onWarning(() => undefined)
    fc.assert(
      fc.property(records, fc.constantFrom<PolicyName>(...policyNames), (heads, policy) => {
        const options: WeighOptions = { policy }
        const weights = weigh(heads, options)
        const entries = weights.entries()
        expect(Math.abs(entries.reduce((sum, [, weight]) => sum + weight, 0) - 1)).toBeLessThan(1e-12)
        expect(entries.map(([name]) => name)).toEqual(heads.map(({ name }) => name))
        for (const [name, weight] of entries) {
          expect(weight).toBeGreaterThanOrEqual(0)
          expect(weights.reasonOf(name)).toMatch(/^[^]*: (< )?\d+\.\d %: [^]+$/)
          expect(weights.reasonOf(name)).not.toMatch(/NaN|undefined|Infinity/)
        }
      }),
    )
    onWarning(before)
  })
})

test('the example in the docstring says the truth', () => {
  const source = readFileSync('src/weigh/weigh.ts', 'utf8')
  const reason = weigh([record('fast', 100, 0.001), record('slow', 100, 0.01)]).reasonOf('fast')
  expect(source).toContain(reason)
})
