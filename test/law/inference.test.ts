/** Laws of intervals and tests, on both engines. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  adjustPValues,
  compareAllSamples,
  compareSamples,
  confidenceSequence,
  successInterval,
  type CompareTest,
  bootstrapInterval,
  bootstrapIntervals,
  type BootstrapStatistic,
} from '../../src/engine/index.ts'
import { adjustMethods } from '../../src/reference/stats/adjust.ts'
import { successMethods } from '../../src/reference/stats/success.ts'
import { create } from '../../src/reference/random/sfc32.ts'

const numRuns = 60

describe.each(['native', 'reference'] as const)('p-values corrected, %s', (engine) => {
  const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, 0.05, 1))
  const shares = fc.array(share, { maxLength: 30 })

  test('each is at least its p, at most 1, and the order of p is kept', () => {
    fc.assert(
      fc.property(shares, fc.constantFrom(...adjustMethods), (p, method) => {
        const adjusted = adjustPValues(p, method, { engine })
        p.forEach((own, i) => {
          expect(own <= adjusted[i]! && adjusted[i]! <= 1).toBe(true)
          p.forEach((other, j) => expect(own < other && adjusted[i]! > adjusted[j]!).toBe(false))
          p.forEach((other, j) => expect(own === other && adjusted[i] !== adjusted[j]).toBe(false))
        })
      }),
      { numRuns },
    )
  })

  test('benjamini-hochberg <= hochberg <= holm <= bonferroni', () => {
    fc.assert(
      fc.property(shares, (p) => {
        const [most, holm, hochberg, least] = adjustMethods.map((method) => adjustPValues(p, method, { engine }))
        // A unit of the last place: m p / i and (m - i + 1) p are rounded apart.
        p.forEach((_, i) => expect(least![i]! <= hochberg![i]! * (1 + 1e-15) && hochberg![i]! <= holm![i]!).toBe(true))
        p.forEach((_, i) => expect(holm![i]! <= most![i]!).toBe(true))
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('success intervals, %s', (engine) => {
  const counts = fc.tuple(fc.nat(2000), fc.nat(2000)).map(([a, b]) => [a, a + b] as const)

  test('hold the rate, mirror with failures, and grow with confidence', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...successMethods), ([k, n], method) => {
        const [low, high] = successInterval(k, n, { method, engine })
        expect(0 <= low && low <= high && high <= 1).toBe(true)
        if (n > 0) expect(low <= k / n && k / n <= high).toBe(true)
        const mirrored = successInterval(n - k, n, { method, engine })
        expect(mirrored[0]).toBeCloseTo(1 - high, 12)
        expect(mirrored[1]).toBeCloseTo(1 - low, 12)
        const wider = successInterval(k, n, { method, engine, confidence: 0.99 })
        expect(wider[0] <= low && high <= wider[1]).toBe(true)
      }),
      { numRuns },
    )
  })

  test("clopper-pearson holds jeffreys' inside", () => {
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const outer = successInterval(k, n, { method: 'clopper-pearson', engine })
        const inner = successInterval(k, n, { method: 'jeffreys', engine })
        expect(outer[0] <= inner[0] && inner[1] <= outer[1]).toBe(true)
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('comparisons, %s', (engine) => {
  const whole = fc.integer({ min: 1, max: 40 })
  const sample = fc.array(whole, { minLength: 2, maxLength: 25 })
  const pair = fc.tuple(sample, sample)
  const tests = fc.constantFrom<CompareTest>('brunner-munzel', 'mann-whitney', 'permutation')
  const close = (a: number | undefined, b: number | undefined): void => {
    expect(a === b || Math.abs(a! - b!) < 1e-12 * Math.abs(b!) + 1e-15).toBe(true)
  }

  test('every interval holds its estimate; p is from 0 to 1; two-sided is twice the smaller side', () => {
    fc.assert(
      fc.property(pair, tests, ([a, b], test) => {
        const found = compareSamples(a, b, { test, engine })
        for (const [x, interval] of [
          [found.cliffsDelta, found.cliffsDeltaInterval],
          [found.shift, found.shiftInterval],
          [found.ratio, found.ratioInterval],
        ] as const) {
          if (interval !== undefined) expect(interval[0] <= x! && x! <= interval[1]).toBe(true)
        }
        const [less, greater] = (['less', 'greater'] as const).map(
          (alternative) => compareSamples(a, b, { test, alternative, engine }).p!,
        )
        expect(found.p).toBe(Math.min(1, 2 * Math.min(less!, greater!)))
        expect(found.p! >= 0 && less! <= 1 && greater! <= 1).toBe(true)
      }),
      { numRuns },
    )
  })

  test('changing sides turns everything round', () => {
    fc.assert(
      fc.property(pair, fc.constantFrom<CompareTest>('brunner-munzel', 'mann-whitney'), ([a, b], test) => {
        const there = compareSamples(a, b, { test, alternative: 'less', engine })
        const back = compareSamples(b, a, { test, alternative: 'greater', engine })
        close(there.p, back.p)
        expect(there.cliffsDelta! + back.cliffsDelta!).toBe(0)
        expect(there.shift! + back.shift!).toBe(0)
        close(there.ratio! * back.ratio!, 1)
        expect(there.shiftInterval?.[0]).toBe(back.shiftInterval === undefined ? undefined : 0 - back.shiftInterval[1])
        expect(there.cliffsDeltaInterval?.[0]).toBeCloseTo(-back.cliffsDeltaInterval![1], 12)
      }),
      { numRuns },
    )
  })

  test('the order of values, a shift and a scale by 4 leave p and delta; the shift scales', () => {
    fc.assert(
      fc.property(pair, tests, fc.integer({ min: -50, max: 50 }), ([a, b], test, by) => {
        const found = compareSamples(a, b, { test, engine })
        const turned = compareSamples(a.slice().reverse(), b.slice().reverse(), { test, engine })
        expect(turned).toEqual(found)
        const moved = compareSamples(a.map((x) => x + by), b.map((x) => x + by), { test, engine }) // prettier-ignore
        expect([moved.p, moved.cliffsDelta, moved.shift]).toEqual([found.p, found.cliffsDelta, found.shift])
        const scaled = compareSamples(a.map((x) => 4 * x), b.map((x) => 4 * x), { test, engine }) // prettier-ignore
        expect([scaled.p, scaled.cliffsDeltaInterval, scaled.shift]).toEqual([
          found.p,
          found.cliffsDeltaInterval,
          4 * found.shift!,
        ])
      }),
      { numRuns },
    )
  })

  test('a batch equals its single calls', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 5 }), tests, (pairs, test) => {
        const list = pairs.map(([a, b]) => ({ a, b }))
        expect(compareAllSamples(list, { test, engine })).toEqual(pairs.map(([a, b]) => compareSamples(a, b, { test, engine })))
      }),
      { numRuns: 20 },
    )
  })

  test('pairs: their order changes nothing, and changing sides turns them round', () => {
    const pairs = fc.array(fc.tuple(whole, whole), { minLength: 1, maxLength: 60 })
    const paired = fc.constantFrom<CompareTest>('signed-rank', 'permutation')
    fc.assert(
      fc.property(pairs, paired, (list, test) => {
        const [a, b] = [list.map(([x]) => x), list.map(([, y]) => y)]
        const options = { test, paired: true, engine } as const
        const found = compareSamples(a, b, options)
        expect(compareSamples(a.slice().reverse(), b.slice().reverse(), options)).toEqual(found)
        const there = compareSamples(a, b, { test: 'signed-rank', alternative: 'less', engine })
        const back = compareSamples(b, a, { test: 'signed-rank', alternative: 'greater', engine })
        close(there.p, back.p)
        expect(there.shift! + back.shift!).toBe(0)
        if (found.shiftInterval)
          expect(found.shiftInterval[0] <= found.shift! && found.shift! <= found.shiftInterval[1]).toBe(true)
      }),
      { numRuns },
    )
  })
})

describe.each(['native', 'reference'] as const)('bootstrap intervals, %s', (engine) => {
  const sample = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 2, maxLength: 40 })
  const statistics = fc.constantFrom<BootstrapStatistic>('mean', 'median', 'trimmed-mean', 'sd', 'p90')
  const options = { engine, resamples: 199 } as const

  test('hold the estimate, whatever the order of the values; more confidence is no narrower', () => {
    fc.assert(
      fc.property(sample, statistics, (x, statistic) => {
        const found = bootstrapInterval(x, { ...options, statistic })
        if (found.low !== undefined) expect(found.low <= found.estimate!).toBe(true)
        if (found.high !== undefined) expect(found.high >= found.estimate!).toBe(true)
        expect(bootstrapInterval(x.slice().reverse(), { ...options, statistic })).toEqual(found)
        const wider = bootstrapInterval(x, { ...options, statistic, confidence: 0.98 })
        if (wider.low !== undefined) expect(wider.low <= found.low!).toBe(true)
        if (wider.high !== undefined) expect(wider.high >= found.high!).toBe(true)
      }),
      { numRuns },
    )
  })

  test('scaling by 4 scales them exactly; a shift moves order statistics exactly', () => {
    fc.assert(
      fc.property(sample, statistics, fc.integer({ min: -99, max: 99 }), (x, statistic, by) => {
        const found = bootstrapInterval(x, { ...options, statistic })
        const scaled = bootstrapInterval(x.map((value) => 4 * value), { ...options, statistic }) // prettier-ignore
        const times = (value: number | undefined): number | undefined => (value === undefined ? undefined : 4 * value)
        expect([scaled.low, scaled.high, scaled.estimate]).toEqual([times(found.low), times(found.high), times(found.estimate)])
        if (statistic !== 'median' || found.low === undefined) return
        const moved = bootstrapInterval(x.map((value) => value + by), { ...options, statistic, method: 'percentile' }) // prettier-ignore
        const own = bootstrapInterval(x, { ...options, statistic, method: 'percentile' })
        expect([moved.low, moved.high]).toEqual([own.low! + by, own.high! + by])
      }),
      { numRuns },
    )
  })

  test('a batch equals its single calls, and a seed its repetition', () => {
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 4 }), statistics, fc.integer(), (samples, statistic, seed) => {
        const given = { ...options, statistic, seed }
        const all = bootstrapIntervals(samples, given)
        expect(all).toEqual(samples.map((x) => bootstrapInterval(x, given)))
        expect(bootstrapIntervals(samples, given)).toEqual(all)
      }),
      { numRuns: 20 },
    )
  })

  test('blocks of one are single draws in order of time: as wide, on average', () => {
    const x = Array.from({ length: 60 }, (_, i) => (i * 37) % 61)
    const plain = bootstrapInterval(x, { engine })
    const blocks = bootstrapInterval(x, { engine, blockLength: 1 })
    expect(Math.abs((blocks.high! - blocks.low!) / (plain.high! - plain.low!) - 1)).toBeLessThan(0.1)
  })
})

describe.each(['native', 'reference'] as const)('confidence sequences, %s', (engine) => {
  const shares = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)), { maxLength: 80 })

  test('more values never widen the interval', () => {
    fc.assert(
      fc.property(shares, fc.nat(80), (x, some) => {
        const [early, late] = [x.slice(0, some), x].map((part) => confidenceSequence(part, { engine, alpha: 0.3 }).interval)
        if (early === undefined) expect(late).toBeUndefined()
        if (early === undefined || late === undefined) return
        expect(late[0] >= early[0] && late[1] <= early[1], `${early.join()} then ${late.join()}`).toBe(true)
      }),
      { numRuns },
    )
  })

  test('1 - x turns the interval about', () => {
    fc.assert(
      fc.property(shares, (x) => {
        const [own, turned] = [x, x.map((value) => 1 - value)].map((part) => confidenceSequence(part, { engine }).interval)
        if (own === undefined || turned === undefined) return
        expect(Math.abs(own[0] - (1 - turned[1]))).toBeLessThan(1e-9)
        expect(Math.abs(own[1] - (1 - turned[0]))).toBeLessThan(1e-9)
      }),
      { numRuns },
    )
  })

  test('it misses the mean, at any of 1000 looks, in at most alpha of sequences', () => {
    for (const rate of [0.03, 0.5, 0.8]) {
      let missed = 0
      for (let run = 0; run < 200; run += 1) {
        const random = create(run, `sequence ${rate}`)
        // The interval at the end is what all looks before it have left.
        const x = Array.from({ length: 1000 }, () => Number(random.float() < rate))
        const { interval } = confidenceSequence(x, { alpha: 0.1, engine })
        if (interval === undefined || interval[0] > rate || interval[1] < rate) missed += 1
      }
      // 20 of 200 are alpha; three standard deviations above it.
      expect(missed).toBeLessThanOrEqual(33)
    }
  })
})
