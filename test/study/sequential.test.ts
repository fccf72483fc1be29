/** Looking more than once, the noise floor, halving: what adaptive studies are made of. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { create } from '../../src/reference/random/sfc32.ts'
import { normalQuantile } from '../../src/reference/math/index.ts'
import { createStudy, floorOf, halvingPhases, isLook, lookShare, nextLook, outclassed, splitHalves, stopAt, survivors } from '../../src/study/index.ts' // prettier-ignore
import type { StudyRecord, Verdict } from '../../src/study/index.ts'
import { judgeAll } from '../../src/study/verdict/judge-pairs.ts'
import { columnsOf, recordOf, steady, type HeadSketch } from './records.ts'

const stream = create(11, 'sequential')
const normal = (): number => normalQuantile((stream.below(2 ** 32) + 0.5) / 2 ** 32)

describe('looks', () => {
  test('after 4, 5, 7, 10, 14 epochs, then 40 % more each time', () => {
    const looks: number[] = []
    for (let at = nextLook(0); at <= 60; at = nextLook(at)) looks.push(at)
    expect(looks).toEqual([4, 5, 7, 10, 14, 20, 28, 40, 56])
    expect(Array.from({ length: 61 }, (_, i) => i).filter(isLook)).toEqual(looks)
  })

  test('stops when all are decided, goes on while one can be, gives up when none can', () => {
    const pair = (verdict: Verdict, needed?: number) => ({
      verdict,
      paired: true,
      epochs: 28,
      ...(needed === undefined ? {} : { needed }),
    })
    expect(stopAt([pair('faster'), pair('equivalent')], 10)).toBe('decided')
    expect(stopAt([pair('faster'), pair('undecided', 15)], 10)).toBeUndefined()
    expect(stopAt([pair('undecided', 1000), pair('undecided', 15)], 10)).toBeUndefined()
    expect(stopAt([pair('undecided', 1000), pair('undecided')], 10)).toBe('hopeless')
    expect(stopAt([{ ...pair('undecided', 1000), epochs: 14 }], 10)).toBeUndefined()
    expect(stopAt([pair('undecided', 1)], 0)).toBe('hopeless')
    expect(stopAt([{ verdict: 'undecided', paired: false, epochs: 14 }], 10)).toBe('decided')
  })

  test('an adaptive study is judged at the level of one look', () => {
    const heads = [['a', steady(20, 1)], ['b', steady(20, 1)]] as const // prettier-ignore
    const of = (mode: StudyRecord['mode']) => createStudy(recordOf(heads, { mode })).comparisons[0]!
    expect(of('fixed').adjusted).toBeCloseTo(0.98, 12)
    expect(of('adaptive').adjusted).toBeCloseTo(1 - 0.02 * lookShare, 12)
    expect(of('adaptive').confidence).toBe(0.98)
  })
})

/** A study of two heads whose true ratio lies on the margin, looked at until it claims something; what it claimed. */
function claimOnMargin(between: number): Verdict {
  const [d, epochs]: [number[], number[]] = [[], []]
  for (let epoch = 1; epoch <= 40; epoch += 1) {
    const shift = Math.log(1.01) + between * normal()
    for (let i = 0; i < 6; i += 1) {
      d.push(shift + 0.01 * normal())
      epochs.push(epoch)
    }
    if (!isLook(epoch)) continue
    const data = {
      values: Float64Array.from(d),
      epochs: Uint32Array.from(epochs),
      offsets: Uint32Array.of(0, d.length),
      without: [0],
    }
    const { verdict } = judgeAll(data, ['rebuilt'], { margin: 0.01, confidence: 0.98, lookShare })[0]!
    if (verdict !== 'undecided') return verdict
  }
  return 'undecided'
}

test('all looks together claim falsely no more often than the level, with epochs that differ too', () => {
  for (const between of [0, 0.01]) {
    let claims = 0
    for (let run = 0; run < 600; run += 1) if (claimOnMargin(between) !== 'undecided') claims += 1
    // Binomial(600, .02): more than 22 has a chance below 1 in 500.
    expect(claims).toBeLessThanOrEqual(22)
  }
})

describe('the noise floor', () => {
  const wobbly = (seed: number, spread: number): HeadSketch => {
    const random = create(seed, 'floor')
    return steady(40, 1, () => 1 + spread * (random.float() - 0.5))
  }
  const withTwin = (spread: number, ratio: number): StudyRecord => {
    const twin = columnsOf({ wallMs: wobbly(9, spread).wallMs.map((time) => time * ratio) })
    const heads = [['a', wobbly(1, 0.002)], ['b', steady(40, 1.02)]] as const // prettier-ignore
    return recordOf(heads, { selfCheck: { head: 'a', rebuilt: true, twin } })
  }

  test('is the far end of the interval of a head against its twin', () => {
    const { noiseFloor } = createStudy(withTwin(0.002, 1.03))
    expect(noiseFloor).toMatchObject({ blocks: 40 })
    const [low, high] = noiseFloor!.interval
    expect(noiseFloor!.margin).toBe(Math.max(high, 1 / low) - 1)
    expect(noiseFloor!.ratio).toBeCloseTo(1 / 1.03, 3)
  })

  test('no difference below it is claimed, and no equivalence finer than it', () => {
    const [quiet, loud] = [createStudy(withTwin(0.002, 1)), createStudy(withTwin(0.002, 1.05))]
    expect(quiet.comparisons[0]).toMatchObject({ verdict: 'faster' })
    expect(loud.comparisons[0]).toMatchObject({ verdict: 'undecided' })
    expect(loud.comparisons[0]!.reason).toMatch(
      /^finer than the noise floor: a head and its twin differ by up to 5\.\d\d % here$/,
    )
    const { needed, ratio, blocks } = loud.comparisons[0]!
    const [floor, claim] = [Math.log1p(loud.noiseFloor!.margin), Math.abs(Math.log(ratio!))]
    expect(needed).toBe(Math.ceil(((floor / claim) ** 2 - 1) * blocks))
    const equal = (record: StudyRecord): Verdict => createStudy({ ...record, heads: [record.heads[0]!, { ...record.heads[0]!, name: 'b' }] }).comparisons[0]!.verdict // prettier-ignore
    expect([equal(withTwin(0.002, 1)), equal(withTwin(0.002, 1.05))]).toEqual(['equivalent', 'undecided'])
  })

  test('is unknown without a twin, with too short a one, and where its head was not loaded', () => {
    const record = withTwin(0.002, 1)
    const of = (selfCheck: StudyRecord['selfCheck']) => createStudy(selfCheck === undefined ? recordOf([['a', steady(9, 1)]]) : { ...record, selfCheck }).noiseFloor // prettier-ignore
    expect(of(undefined)).toBeUndefined()
    expect(of({ ...record.selfCheck!, twin: columnsOf({ wallMs: [1, 1, 1, 1] }) })).toBeUndefined()
    expect(of({ ...record.selfCheck!, head: 'gone' })).toBeUndefined()
  })

  test('of halves: drift within a block spreads them and does not shift them', () => {
    const rising = { wallMs: Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? 1 : 1.1)) }
    const halves = splitHalves(columnsOf(rising))
    expect(halves.values).toHaveLength(40)
    const floor = floorOf(halves, { confidence: 0.98 })!
    expect(floor.ratio).toBeCloseTo(1, 12)
    expect(floor.margin).toBeCloseTo(0.1, 12)
    expect(splitHalves(columnsOf({ wallMs: [1, 2, 3], outcome: ['success', 'error', 'success'] })).values).toHaveLength(0)
  })
})

describe('sequential halving', () => {
  test('half the heads go on each time, and each phase has the same share of the budget', () => {
    expect(halvingPhases(8, 240)).toEqual([{ heads: 8, trials: 10 }, { heads: 4, trials: 20 }, { heads: 2, trials: 40 }]) // prettier-ignore
    expect(halvingPhases(1, 100)).toEqual([])
    expect(halvingPhases(2, 1)).toEqual([{ heads: 2, trials: 0 }])
  })

  test('the budget is never exceeded, and less than one trial each is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 1000 }), fc.nat(100_000), (heads, budget) => {
        const phases = halvingPhases(heads, budget)
        const spent = phases.reduce((sum, phase) => sum + phase.heads * phase.trials, 0)
        expect(phases).toHaveLength(Math.ceil(Math.log2(heads)))
        expect(phases.at(-1)!.heads).toBe(2)
        expect(budget - spent >= 0 && budget - spent < 2).toBe(true)
      }),
    )
  })

  test('the better half goes on; heads without a success go first', () => {
    expect(survivors([3, undefined, 1, 2])).toEqual([2, 3])
    expect(survivors([1, 1, 1])).toEqual([0, 1])
    expect(survivors([undefined, undefined])).toEqual([0])
  })

  test('it finds the best of 16 more often than equal shares do', () => {
    const means = Array.from({ length: 16 }, (_, i) => 1 + i * 0.02)
    const trial = (head: number): number => means[head]! + 0.1 * normal()
    const pick = (phases: readonly { readonly heads: number; readonly trials: number }[]): number => {
      const [sums, counts] = [means.map(() => 0), means.map(() => 0)]
      let left = means.map((_, head) => head)
      for (const { trials } of phases) {
        for (const head of left) for (let i = 0; i < trials; i += 1) {
          sums[head]! += trial(head)
          counts[head]! += 1
        }
        const scores = left.map((head) => sums[head]! / counts[head]!)
        left = phases.length === 1 ? [left[scores.indexOf(Math.min(...scores))]!] : survivors(scores).map((place) => left[place]!)
      }
      return left[0]!
    } // prettier-ignore
    let [halving, uniform] = [0, 0]
    for (let run = 0; run < 300; run += 1) {
      if (pick(halvingPhases(16, 640)) === 0) halving += 1
      if (pick([{ heads: 16, trials: 40 }]) === 0) uniform += 1
    }
    expect(halving).toBeGreaterThan(uniform + 15)
  })

  test('a head that is proven 3 times slower than another stops', () => {
    const heads = [['a', steady(20, 1)], ['b', steady(20, 2)], ['c', steady(20, 4)]] as const // prettier-ignore
    expect(outclassed(createStudy(recordOf(heads)).comparisons)).toEqual(['c'])
  })
})
