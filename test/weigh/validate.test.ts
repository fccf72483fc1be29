import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { create } from '../../src/reference/random/sfc32.ts'
import { validateWeights, weigh } from '../../src/weigh/index.ts'
import { leastBlocks } from '../../src/weigh/validate/verdict.ts'
import { successDifference } from '../../src/weigh/validate/success.ts'
import { around, sampleStudy, type SampleHead, type Trial } from './sample.ts'
import { thrown } from '../support/thrown.ts'

/** A head that fails in one trial of so many, by chance. */
const failing = (ms: number, seed: number, rate: number): ((index: number) => Trial) => {
  const random = create(seed, 'fails')
  const time = around(ms, seed)
  return (index) => ({ ...time(index), outcome: random.float() < rate ? 'wrong' : 'success' })
}

const pair = (a: Partial<SampleHead>, b: Partial<SampleHead>): SampleHead[] => [
  { name: 'a', trial: around(1, 1), ...a },
  { name: 'b', trial: around(2, 2), ...b },
]
const only = (name: string): Record<string, number> => ({ a: 0, b: 0, [name]: 1 })

describe('validateWeights', () => {
  test('weights that favour the faster head are better than equal ones, by the ratio that follows from the times', () => {
    const result = validateWeights(sampleStudy(pair({}, {})), { after: only('a') })
    expect(result.verdict).toBe('better')
    expect(result.ratio).toBeCloseTo(1 / 1.5, 2)
    expect(result.text).toMatch(
      /^better: a good answer costs 33\.\d % less \(\d+\.\d to \d+\.\d %, 98 % sure\) \(time\); no head failed; 50 blocks$/,
    )
    expect(result).toMatchObject({ margin: 0.01, confidence: 0.98, blocks: 50, price: undefined })
    expect(result.durationMs.after).toBe(result.durationMs.before + result.durationMs.difference)
    expect(result.durationMs.difference).toBeLessThan(0)
  })

  test('the other way round they are worse', () => {
    const result = validateWeights(sampleStudy(pair({}, {})), { before: only('a'), after: { a: 0.5, b: 0.5 } })
    expect(result.verdict).toBe('worse')
    expect(result.text).toMatch(/^worse: a good answer costs \d+\.\d % more/)
  })

  test('heads that are alike make any weights equivalent', () => {
    const result = validateWeights(sampleStudy(pair({}, { trial: around(1, 3) }), 400), { before: only('b'), after: only('a') })
    expect(result).toMatchObject({ verdict: 'equivalent', blocks: 200 })
    expect(result.text).toMatch(/^equivalent: the cost of a good answer \(time\) is the same within 1\.0 % \(ratio /)
  })

  test('identical weights are equivalent at once, whatever the study says', () => {
    const study = sampleStudy(pair({}, {}), 2)
    const result = validateWeights(study, { before: { b: 0.25, a: 0.75 }, after: { a: 0.75, b: 0.25 } })
    expect(result).toMatchObject({
      verdict: 'equivalent',
      ratio: 1,
      ratioInterval: [1, 1],
      success: { difference: 0, interval: [0, 0] },
    })
    expect(result.durationMs).toMatchObject({ difference: 0, interval: [0, 0] })
  })

  test('a noisy difference near the margin is undecided, with an estimate of what it needs', () => {
    const result = validateWeights(sampleStudy(pair({ trial: around(1, 1, 0.4) }, { trial: around(1.012, 2, 0.4) }), 40), {
      after: only('a'),
    })
    expect(result.verdict).toBe('undecided')
    expect(result.needed).toBeGreaterThan(0)
    expect(result.text).toMatch(/^undecided: .*at a margin of 1\.0 %; about \d+ more blocks would decide$/)
  })

  test('fewer than 7 blocks are undecided, and the text says from how many trials on', () => {
    const result = validateWeights(sampleStudy(pair({}, {}), 12), { after: only('a') })
    expect(result).toMatchObject({ verdict: 'undecided', blocks: 6, ratio: undefined, ratioInterval: undefined, needed: 1 })
    expect(result.text).toContain('from 7 blocks, 13 trials of each head, on')
    expect(validateWeights(sampleStudy(pair({}, {}), 13), { after: only('a') }).verdict).toBe('better')
    expect(validateWeights(sampleStudy(pair({}, {}), 13), { after: only('a'), confidence: 0.999 }).text).toContain(
      'from 11 blocks',
    )
  })

  test('a head with weight but without a trial leaves it undecided, and is named', () => {
    const study = sampleStudy(pair({}, { trials: 0 }))
    const result = validateWeights(study, { after: only('a') })
    expect(result).toMatchObject({ verdict: 'undecided', blocks: 0 })
    expect(result.text).toContain('b has no trial')
    expect(result.durationMs.before).toBeGreaterThan(0)
    expect(thrown(() => validateWeights(sampleStudy(pair({ trials: 0 }, { trials: 0 })), { after: only('a') }))).toMatchObject({
      code: 'HYD-5001',
    })
  })

  test('failures cost time: a fast head that fails half of the time is no better than one half as fast', () => {
    const study = sampleStudy(pair({ trial: failing(1, 1, 0.6) }, {}), 200)
    const result = validateWeights(study, { before: only('b'), after: only('a') })
    expect(result.verdict).toBe('worse')
    expect(result.success.difference).toBeLessThan(-0.4)
  })

  test('a clear loss of success is worse even when a good answer costs less', () => {
    const study = sampleStudy(pair({ trial: failing(1, 1, 0.2) }, { trial: around(4, 2) }), 400)
    const result = validateWeights(study, { before: only('b'), after: only('a') })
    expect(result.ratioInterval![1]).toBeLessThan(0.99)
    expect(result.verdict).toBe('worse')
    expect(result.text).toMatch(
      /^worse: success falls by \d+\.\d points \(\d+\.\d to \d+\.\d points, 98 % sure\); success 8\d\.\d % against 100\.0 %/,
    )
  })

  test('cheaper, but success may be lower by more than the margin: undecided, and the text says so', () => {
    const study = sampleStudy(pair({ trial: failing(1, 5, 0.02) }, { trial: around(4, 2) }), 100)
    const result = validateWeights(study, { before: only('b'), after: only('a') })
    expect(result.verdict).toBe('undecided')
    expect(result.text).toMatch(
      /^undecided: a good answer costs less \(ratio 0\.\d+\), but success may be lower by up to \d+\.\d points/,
    )
  })

  test('aborted trials count nowhere', () => {
    const abort = (index: number): Trial => (index > 90 ? { ms: 1e6, outcome: 'aborted' } : around(1, 1)(index))
    const result = validateWeights(sampleStudy(pair({ trial: abort }, {})), { after: only('a') })
    expect(result).toMatchObject({ verdict: 'better', blocks: 46, success: { after: 1, before: 1 } })
  })

  test('is judged by price and time when the weights were made for both', () => {
    const heads = [
      { name: 'quick', trial: (index: number) => ({ ms: 1 + (index % 3) / 50, metrics: { bytes: 1000 } }) },
      { name: 'dense', trial: (index: number) => ({ ms: 2 + (index % 5) / 50, metrics: { bytes: 100 } }) },
    ]
    const weights = weigh(sampleStudy(heads), { price: 'bytes' })
    expect(weights.of('dense')).toBeGreaterThan(0.8)
    const judged = validateWeights(sampleStudy(heads), { after: weights })
    expect(judged.verdict).toBe('better')
    expect(judged.text).toContain('(time and bytes)')
    expect(judged.price).toMatchObject({ before: 550 })
    expect(judged.price!.after).toBeCloseTo(1000 * weights.of('quick') + 100 * weights.of('dense'), 6)
    const byTime = validateWeights(sampleStudy(heads), { after: weights, costWeight: 0 })
    expect(byTime.verdict).toBe('worse')
    expect(byTime.text).toContain('(time)')
  })

  test('prices from heads that never succeeded are not asked for', () => {
    const heads: SampleHead[] = [
      { name: 'a', trial: () => ({ ms: 1, metrics: { bytes: 5 } }) },
      { name: 'b', trial: () => ({ ms: 1, outcome: 'error' }) },
    ]
    const weights = weigh(sampleStudy(heads), { price: 'bytes' })
    expect(validateWeights(sampleStudy(heads), { after: weights })).toMatchObject({
      verdict: 'better',
      price: { before: 5, after: 5 },
    })
  })

  test('names are any text, weights are a record, a Map or Weights', () => {
    const study = sampleStudy([
      { name: '__proto__', trial: around(1, 1) },
      { name: '1', trial: around(2, 2) },
    ])
    const record = JSON.parse('{"__proto__": 1}') as Record<string, number>
    const first = validateWeights(study, { after: record })
    expect(first.verdict).toBe('better')
    expect(validateWeights(study, { after: new Map([['__proto__', 1]]) })).toEqual(first)
  })
})

describe('validateWeights refuses', () => {
  const study = sampleStudy(pair({}, {}))
  test.each<[string, () => unknown, string, string]>([
    ['no study', () => validateWeights(undefined as never, { after: only('a') }), 'HYD-1003', 'study must be a study'],
    ['no options', () => validateWeights(study, undefined as never), 'HYD-1003', 'options'],
    ['no weights', () => validateWeights(study, {} as never), 'HYD-1003', 'after must be weights by name of head'],
    ['a list', () => validateWeights(study, { after: [1] as never }), 'HYD-1003', 'after'],
    ['an unknown head', () => validateWeights(study, { after: { a: 0.5, c: 0.5 } }), 'HYD-5004', 'unknown head "c"; known: a, b'],
    ['an unknown head before', () => validateWeights(study, { before: { z: 1 }, after: only('a') }), 'HYD-5004', '"z"'],
    [
      'a sum that is not 1',
      () => validateWeights(study, { after: { a: 0.5, b: 0.4 } }),
      'HYD-5001',
      'the sum of after must be 1 within 1e-9',
    ],
    [
      'a negative weight',
      () => validateWeights(study, { after: { a: 1.5, b: -0.5 } }),
      'HYD-5001',
      'after must be a number from 0 to 1, got 1.5',
    ],
    ['NaN', () => validateWeights(study, { after: { a: NaN, b: 1 } }), 'HYD-5001', 'NaN'],
    ['a text', () => validateWeights(study, { after: { a: '1' } as never }), 'HYD-5001', '"1" (string)'],
    ['an unknown option', () => validateWeights(study, { after: only('a'), margins: 1 } as never), 'HYD-1002', 'validateWeights'],
    [
      'margin 0',
      () => validateWeights(study, { after: only('a'), margin: 0 }),
      'HYD-1003',
      'margin must be a number between 0 and 1, got 0',
    ],
    ['confidence 1', () => validateWeights(study, { after: only('a'), confidence: 1 }), 'HYD-1003', 'confidence'],
    [
      'an unknown price',
      () => validateWeights(study, { after: only('a'), price: 'bytes' }),
      'HYD-1002',
      'unknown metric "bytes"',
    ],
  ])('%s', (_, run, code, text) => {
    const error = thrown(run)
    expect(error).toMatchObject({ code })
    expect((error as Error).message).toContain(text)
  })
})

describe('laws of validation', () => {
  const shares = fc.double({ min: 0, max: 1, noNaN: true }).map((a) => ({ a, b: 1 - a }))
  const studies = fc
    .record({
      slow: fc.double({ min: 0.5, max: 2, noNaN: true }),
      rate: fc.constantFrom(0, 0, 0.1, 0.5),
      seed: fc.nat(1000),
      trials: fc.integer({ min: 14, max: 60 }),
    })
    .map(({ slow, rate, seed, trials }) =>
      sampleStudy(pair({ trial: failing(1, seed, rate) }, { trial: around(slow, seed + 1) }), trials),
    )

  test('turning before and after round turns ratio and verdict round', () => {
    const turned = { better: 'worse', equivalent: 'equivalent' } as const
    fc.assert(
      fc.property(studies, shares, shares, (study, before, after) => {
        const there = validateWeights(study, { before, after, engine: 'reference' })
        const back = validateWeights(study, { before: after, after: before, engine: 'reference' })
        expect(there.ratio! * back.ratio!).toBeCloseTo(1, 9)
        expect(there.success.difference).toBeCloseTo(-back.success.difference, 9)
        if (there.verdict === 'better' || there.verdict === 'equivalent') expect(back.verdict).toBe(turned[there.verdict])
      }),
      { numRuns: 60 },
    )
  })

  test('the interval holds the ratio, and the expected time lies between those of the heads', () => {
    fc.assert(
      fc.property(studies, shares, (study, after) => {
        const { ratio, ratioInterval, durationMs, success } = validateWeights(study, { after, engine: 'reference' })
        expect(ratioInterval![0]).toBeLessThanOrEqual(ratio! * (1 + 1e-12))
        expect(ratioInterval![1]).toBeGreaterThanOrEqual(ratio! * (1 - 1e-12))
        expect(durationMs.before).toBeGreaterThan(0)
        expect(success.interval![0]).toBeLessThanOrEqual(success.difference)
        expect(success.interval![1]).toBeGreaterThanOrEqual(success.difference)
      }),
      { numRuns: 60 },
    )
  })

  test('the interval of the difference of success holds the truth at least as often as it says', () => {
    const random = create(3, 'coverage')
    const draws = (rate: number, n: number): number =>
      Array.from({ length: n }, () => random.float()).filter((u) => u < rate).length
    const head = (rate: number, before: number, after: number) => {
      const successes = draws(rate, 60)
      return {
        name: '',
        trials: 60,
        successes,
        success: 0,
        meanMs: 1,
        timeByBlock: new Map(),
        priceByBlock: new Map(),
        before,
        after,
      }
    }
    let covered = 0
    for (let run = 0; run < 1000; run += 1) {
      const heads = [head(0.9, 0.5, 0.8), head(0.98, 0.3, 0.1), head(0.6, 0.2, 0.1)]
      const [low, high] = successDifference(heads, 0.95, { engine: 'reference' }).interval
      const truth = 0.3 * 0.9 - 0.2 * 0.98 - 0.1 * 0.6
      if (low <= truth && truth <= high) covered += 1
    }
    expect(covered).toBeGreaterThan(935)
  })

  test('equal weights against others on heads that are alike are called better or worse in at most 2 of 100 studies', () => {
    let claims = 0
    for (let run = 0; run < 200; run += 1) {
      const study = sampleStudy(pair({ trial: around(1, 2 * run, 0.3) }, { trial: around(1, 2 * run + 1, 0.3) }), 60)
      const { verdict } = validateWeights(study, { after: only('a'), engine: 'reference' })
      if (verdict === 'better' || verdict === 'worse') claims += 1
    }
    expect(claims).toBeLessThanOrEqual(4)
  })

  test('the blocks a level needs', () => {
    expect([0.5, 0.95, 0.98, 0.99, 0.999].map(leastBlocks)).toEqual([7, 7, 7, 8, 11])
  })
})
