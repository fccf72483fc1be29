import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgePairs, pairRules, type JudgedPair, type PairRule } from '../../src/engine/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { normalQuantile } from '../../src/reference/math/index.ts'
import { signP } from '../../src/reference/stats/sign-test.ts'
import { signedRank, signedRankDistribution, signedRankP } from '../../src/reference/stats/wilcoxon.ts'
import { golden, near } from './golden.ts'

interface PairIn {
  readonly values: number[]
  readonly epochs: number[]
  readonly rule: PairRule
  readonly points: number[]
  readonly confidence: number
}
interface PairOut {
  readonly estimate: number
  readonly low: number | null
  readonly high: number | null
  readonly allowance: number
  readonly method: string
  readonly clusters: number
  readonly blocks: number
  readonly p: number[]
}

function judgeOne({ values, epochs, rule, points, confidence }: PairIn): JudgedPair {
  const columns = { values: Float64Array.from(values), epochs: Uint32Array.from(epochs), rules: [rule] }
  return judgePairs({ ...columns, offsets: Uint32Array.of(0, values.length) }, { points, confidence })[0]!
}

describe('golden rows', () => {
  test('the sign test: exact integers', () => {
    const off = golden<[number, number], number>('stats/sign-test').filter((row) => !near(signP(...row.in), row.out, row.tol))
    expect(off).toEqual([])
  })

  test('the signed-rank test: exact integers', () => {
    const rows = golden<{ n: number; tail: number; against: number[] }, { rank: number; p: number[] }>('stats/wilcoxon')
    for (const { in: given, out, tol } of rows) {
      const distribution = signedRankDistribution(given.n)
      expect(signedRank(distribution, given.tail)).toBe(out.rank)
      given.against.forEach((w, i) => expect(near(signedRankP(distribution, w), out.p[i]!, tol)).toBe(true))
    }
  })

  test.each(golden<PairIn, PairOut>('stats/pairs'))('$name', ({ in: given, out, tol }) => {
    const judged = judgeOne(given)
    const [low, high] = judged.interval ?? [null, null]
    expect([judged.method, judged.epochs, judged.blocks]).toEqual([out.method, out.clusters, out.blocks])
    expect([low === null, high === null]).toEqual([out.low === null, out.high === null])
    const actual = [judged.estimate, judged.allowance, ...judged.p, low ?? 0, high ?? 0]
    const expected = [out.estimate, out.allowance, ...out.p, out.low ?? 0, out.high ?? 0]
    expect(actual.map((value, i) => near(value!, expected[i]!, tol))).toEqual(expected.map(() => true))
  })
})

const stream = create(7, 'pairs')
const normal = (): number => normalQuantile((stream.below(2 ** 32) + 0.5) / 2 ** 32)

/** d of epochs of equal size about `centre`: noise 1 within an epoch, `between` from one to the next. */
function sampleOf(epochs: number, each: number, centre: number, between: number): { values: number[]; epochs: number[] } {
  const shifts = Array.from({ length: epochs }, () => between * normal())
  const of = Array.from({ length: epochs * each }, (_, i) => Math.floor(i / each))
  return { values: of.map((e) => centre + shifts[e]! + normal()), epochs: of }
}

describe('laws', () => {
  const value = fc.oneof(fc.double({ min: -1, max: 1, noNaN: true }), fc.constantFrom(0, 0.01, -0.01))
  const pair = fc.tuple(
    fc.array(fc.tuple(value, fc.nat(7)), { minLength: 1, maxLength: 120, size: 'max' }),
    fc.constantFrom(...pairRules),
    fc.constantFrom(0.9, 0.98, 0.999),
  )
  const given = ([rows, rule, confidence]: [[number, number][], PairRule, number], points: number[]): PairIn => {
    const sorted = rows.map(([, epoch]) => epoch).sort((a, b) => a - b)
    return { values: rows.map(([d]) => d), epochs: sorted, rule, points, confidence }
  }

  test('a point is outside of the interval exactly when its p is at most the level', () => {
    fc.assert(
      fc.property(pair, fc.double({ min: -1.1, max: 1.1, noNaN: true }), (one, point) => {
        const { interval, p } = judgeOne(given(one, [point]))
        const isOutside = interval !== undefined && (point < interval[0] || point > interval[1])
        const level = 1 - one[2]
        if (Math.abs(p[0]! - level) > 1e-9 * level) expect(isOutside).toBe(p[0]! < level)
      }),
      { numRuns: 2000 },
    )
  })

  test('p falls as the point moves away from the estimate', () => {
    const points = Array.from({ length: 41 }, (_, i) => (i - 20) / 18)
    fc.assert(
      fc.property(pair, (one) => {
        const { estimate, p } = judgeOne(given(one, points))
        const [below, above] = [p.filter((_, i) => points[i]! <= estimate!), p.filter((_, i) => points[i]! > estimate!)]
        expect(below).toEqual([...below].sort((a, b) => a - b))
        expect(above).toEqual([...above].sort((a, b) => b - a))
      }),
    )
  })

  test('turning all signs turns the answer', () => {
    fc.assert(
      fc.property(pair, (one) => {
        const [a, b] = [given(one, [0.1, -0.1]), given(one, [-0.1, 0.1])]
        const [there, back] = [judgeOne(a), judgeOne({ ...b, values: a.values.map((d) => -d) })]
        expect(back.p).toEqual(there.p)
        expect(Math.abs(back.estimate! + there.estimate!)).toBeLessThan(1e-15)
        expect(back.interval?.map((end) => -end + 0)).toEqual(there.interval?.map((end) => end + 0).reverse())
      }),
    )
  })

  test('the interval holds the estimate, and more confidence never narrows it', () => {
    fc.assert(
      fc.property(pair, ([rows, rule]) => {
        const intervals = [0.9, 0.98, 0.999].map((confidence) => judgeOne(given([rows, rule, confidence], [])))
        for (const { estimate, interval, method } of intervals) {
          if (interval === undefined) continue
          expect(interval[0] <= estimate! && estimate! <= interval[1]).toBe(true)
          const [first] = intervals
          if (first!.method !== method || first!.interval === undefined) continue
          expect(interval[0] <= first!.interval[0] && interval[1] >= first!.interval[1]).toBe(true)
        }
      }),
    )
  })

  test('a pair is judged alike in any company', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 5 }), (pairs) => {
        const all = pairs.map(([rows, rule]) => given([rows, rule, 0.98], [0.01, -0.01]))
        const offsets = [0]
        for (const { values } of all) offsets.push(offsets.at(-1)! + values.length)
        const columns = {
          values: Float64Array.from(all.flatMap(({ values }) => values)),
          epochs: Uint32Array.from(all.flatMap(({ epochs }) => epochs)),
          offsets: Uint32Array.from(offsets),
          rules: all.map(({ rule }) => rule),
        }
        const together = judgePairs(columns, { points: [0.01, -0.01] })
        expect(together).toEqual(all.map(judgeOne))
      }),
    )
  })
})

describe('clusters', () => {
  const judge = (epochs: number, each: number, centre: number, between: number): JudgedPair =>
    judgeOne({ ...sampleOf(epochs, each, centre, between), rule: 'rebuilt', points: [0], confidence: 0.98 })

  test('values that agree within epochs and differ between them widen the interval', () => {
    const width = ({ interval }: JudgedPair): number => interval![1] - interval![0]
    expect(width(judge(12, 20, 0, 5))).toBeGreaterThan(5 * width(judge(12, 20, 0, 0)))
  })

  test('the truth is covered about as often as it says, the sign test alone covers it far less', () => {
    let [clustered, plain] = [0, 0]
    for (let i = 0; i < 1000; i += 1) {
      const { values, epochs } = sampleOf(12, 8, 0, 1)
      const pair = { values, rule: 'plain' as const, points: [0], confidence: 0.98 }
      if (judgeOne({ ...pair, epochs }).p[0]! > 0.02) clustered += 1
      if (judgeOne({ ...pair, epochs: epochs.map(() => 0) }).p[0]! > 0.02) plain += 1
    }
    expect(clustered).toBeGreaterThan(965)
    expect(plain).toBeLessThan(850)
  })
})

describe('what is refused', () => {
  const columns = {
    values: Float64Array.of(1, 2, 3),
    epochs: Uint32Array.of(0, 0, 1),
    offsets: Uint32Array.of(0, 3),
    rules: ['kept' as const],
  }
  test.each([
    ['a value not finite', { values: Float64Array.of(1, NaN, 3) }, 'HYD-4001'],
    ['epochs that fall', { epochs: Uint32Array.of(1, 0, 1) }, 'HYD-4004'],
    ['an unknown rule', { rules: ['none' as 'kept'] }, 'HYD-4004'],
    ['too few rules', { rules: [] }, 'HYD-4008'],
    ['too few epochs', { epochs: Uint32Array.of(1) }, 'HYD-4008'],
    ['offsets that end beyond the values', { offsets: Uint32Array.of(0, 4) }, 'HYD-4004'],
  ])('%s', (_, wrong, code) => {
    expect(() => judgePairs({ ...columns, ...wrong })).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('no pairs and an empty pair have answers', () => {
    const none = { values: new Float64Array(), epochs: new Uint32Array() }
    expect(judgePairs({ ...none, offsets: Uint32Array.of(0), rules: [] })).toEqual([])
    const empty = judgePairs({ ...none, offsets: Uint32Array.of(0, 0), rules: ['kept'] }, { points: [0] })[0]!
    expect([empty.estimate, empty.interval, empty.blocks, empty.p]).toEqual([undefined, undefined, 0, [1]])
  })
})
