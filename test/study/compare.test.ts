/** Verdicts from interleaved blocks. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare } from '../../src/study/compare.ts'
import { createStudy } from '../../src/study/study.ts'
import { blocksNeeded, verdictOf } from '../../src/study/verdict/verdict.ts'
import { pairsOf } from '../../src/study/verdict/pairs.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { recordOf, steady, type HeadSketch } from './records.ts'

const studyOf = (...heads: (readonly [string, HeadSketch])[]) => createStudy(recordOf(heads))
const noise = (seed: number, spread: number) => {
  const random = create(seed, 'test')
  return () => 1 + spread * (random.float() - 0.5)
}

describe('compare', () => {
  test('ratio is time of a / time of b, and the verdict speaks of a', () => {
    const study = studyOf(['slow', steady(20, 2)], ['fast', steady(20, 1)])
    expect(compare(study, 'slow', 'fast')).toMatchObject({
      a: 'slow',
      b: 'fast',
      ratio: 2,
      verdict: 'slower',
      blocks: 20,
      paired: true,
    })
    expect(compare(study, 'fast', 'slow')).toMatchObject({ ratio: 0.5, verdict: 'faster' })
  })

  test('drift that hits a whole block cancels', () => {
    const drift = (block: number): number => 1 + block
    const study = studyOf(['a', steady(20, 1.05, drift)], ['b', steady(20, 1, drift)])
    const { ratio, verdict, interval } = compare(study, 'a', 'b')
    expect(ratio).toBeCloseTo(1.05, 12)
    expect(verdict).toBe('slower')
    expect(interval?.[0]).toBeCloseTo(1.05, 12)
  })

  test('equal heads are equivalent at a margin wider than the interval, undecided at a finer one', () => {
    const study = studyOf(['a', steady(30, 1, noise(1, 0.04))], ['b', steady(30, 1, noise(2, 0.04))])
    expect(compare(study, 'a', 'b', { margin: 0.05 }).verdict).toBe('equivalent')
    // No number of blocks would show a head that keeps its place in memory to be that equal.
    expect(compare(study, 'a', 'b', { margin: 0.0001 })).toMatchObject({
      verdict: 'undecided',
      reason: 'too close to the margin to tell apart by more trials',
    })
    expect(compare(study, 'a', 'b', { margin: 0.0001 }).needed).toBeUndefined()
    const command = (sketch: HeadSketch): HeadSketch => ({ ...sketch, more: { kind: 'command' } })
    const runs = studyOf(['a', command(steady(30, 1, noise(1, 0.04)))], ['b', command(steady(30, 1, noise(2, 0.04)))])
    expect(compare(runs, 'a', 'b', { margin: 0.0001 }).needed).toBeGreaterThan(0)
  })

  test('fewer than 7 blocks give figures and no verdict, 7 give one', () => {
    const six = studyOf(['a', steady(6, 2)], ['b', steady(6, 1)])
    expect(compare(six, 'a', 'b')).toMatchObject({ ratio: 2, verdict: 'undecided', blocks: 6, needed: 1 })
    expect(compare(six, 'a', 'b', { confidence: 0.5 })).toMatchObject({ verdict: 'undecided', needed: 1 })
    expect(compare(studyOf(['a', steady(7, 2)], ['b', steady(7, 1)]), 'a', 'b').verdict).toBe('slower')
  })

  test('a block in which either head failed says nothing', () => {
    const failing: HeadSketch = { ...steady(10, 2), outcome: ['error', ...Array<'success'>(19).fill('success')] }
    const study = studyOf(['a', failing], ['b', steady(10, 1)])
    expect(compare(study, 'a', 'b')).toMatchObject({ ratio: 2, blocks: 9 })
    const never = studyOf(['a', { ...steady(10, 2), outcome: Array<'wrong'>(20).fill('wrong') }], ['b', steady(10, 1)])
    expect(compare(never, 'a', 'b')).toMatchObject({ ratio: undefined, interval: undefined, verdict: 'undecided', blocks: 0 })
  })

  test('a block that was cut short for one head says nothing', () => {
    const cut: HeadSketch = { wallMs: steady(10, 2).wallMs.slice(0, 19) }
    expect(compare(studyOf(['a', cut], ['b', steady(10, 1)]), 'a', 'b').blocks).toBe(9)
  })

  test('times of 0 have no ratio', () => {
    expect(compare(studyOf(['a', steady(10, 0)], ['b', steady(10, 1)]), 'a', 'b')).toMatchObject({ blocks: 0, ratio: undefined })
  })

  test('imported heads were not interleaved: no verdict', () => {
    const study = studyOf(['a', { ...steady(20, 2), more: { kind: 'imported' } }], ['b', steady(20, 1)])
    expect(compare(study, 'a', 'b')).toMatchObject({
      paired: false,
      verdict: 'undecided',
      ratio: 2,
      reason: expect.stringContaining('not interleaved') as string,
    })
  })

  test('an unknown head is HYD-5004 with the nearest', () => {
    const study = studyOf(['gzip', steady(2, 1)], ['__proto__', steady(2, 1)])
    expect(() => compare(study, 'gzp', 'gzip')).toThrow(expect.objectContaining({ code: 'HYD-5004', hint: 'Did you mean gzip?' }))
    expect(() => compare(study, 'constructor', 'gzip')).toThrow(expect.objectContaining({ code: 'HYD-5004' }))
    expect(compare(study, '__proto__', 'gzip').ratio).toBe(1)
  })

  test.each([
    ['margin', -0.1], ['margin', 1], ['margin', NaN], ['margin', '1'], ['confidence', 0], ['confidence', 1], ['confidence', 98],
  ])('%s %j is HYD-1003', (option, value) => {
    const study = studyOf(['a', steady(2, 1)], ['b', steady(2, 1)])
    expect(() => compare(study, 'a', 'b', { [option]: value })).toThrow(expect.objectContaining({ code: 'HYD-1003', where: { option } }))
  }) // prettier-ignore

  const times = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 14, maxLength: 60 })

  test('a against b is b against a turned round', () => {
    const turned = { faster: 'slower', slower: 'faster', equivalent: 'equivalent', undecided: 'undecided' } as const
    fc.assert(
      fc.property(times, times, fc.constantFrom(0, 0.01, 0.5), (one, two, margin) => {
        const study = studyOf(['a', { wallMs: one }], ['b', { wallMs: two }])
        const [ab, ba] = [compare(study, 'a', 'b', { margin }), compare(study, 'b', 'a', { margin })]
        expect(ba.verdict).toBe(turned[ab.verdict])
        expect(ba.blocks).toBe(ab.blocks)
        expect(ab.ratio! * ba.ratio!).toBeCloseTo(1, 10)
        if (ab.interval !== undefined) expect(ab.interval[0] * ba.interval![1]).toBeCloseTo(1, 10)
      }),
    )
  })

  test('a head against itself is equivalent with ratio 1', () => {
    fc.assert(
      fc.property(times, (wallMs) => {
        const study = studyOf(['a', { wallMs: [...wallMs, ...wallMs] }])
        expect(compare(study, 'a', 'a', { margin: 0.01 })).toMatchObject({ ratio: 1, verdict: 'equivalent' })
      }),
    )
  })

  test('the unit of time drops out', () => {
    fc.assert(
      fc.property(times, times, (one, two) => {
        const scaled = (list: readonly number[]): HeadSketch => ({ wallMs: list.map((value) => value * 1024) })
        const plain = compare(studyOf(['a', { wallMs: one }], ['b', { wallMs: two }]), 'a', 'b')
        const larger = compare(studyOf(['a', scaled(one)], ['b', scaled(two)]), 'a', 'b')
        expect(larger.ratio).toBeCloseTo(plain.ratio!, 10)
      }),
    )
  })
})

describe('comparisons of a study', () => {
  test('all pairs up to 8 heads, each level corrected for their number', () => {
    const heads = ['a', 'b', 'c', 'd'].map((name, i) => [name, steady(20, i + 1)] as const)
    const { comparisons } = studyOf(...heads)
    expect(comparisons.map(({ a, b }) => a + b)).toEqual(['ab', 'ac', 'ad', 'bc', 'bd', 'cd'])
    expect(comparisons.every(({ verdict }) => verdict === 'faster')).toBe(true)
    for (const { adjusted, confidence } of comparisons) {
      expect(confidence).toBe(0.98)
      expect(adjusted).toBeCloseTo(1 - 0.02 / 6, 12)
    }
  })

  test('beyond 8 heads each is held against the fastest that succeeded', () => {
    const failed = { ...steady(20, 0.1), outcome: Array<'error'>(40).fill('error') }
    const heads = Array.from({ length: 9 }, (_, i) => [`h${i}`, i === 0 ? failed : steady(20, 10 - i)] as const)
    const { comparisons } = studyOf(...heads)
    expect(comparisons).toHaveLength(8)
    expect(comparisons.every(({ b }) => b === 'h8')).toBe(true)
    expect(comparisons.slice(1).every(({ verdict }) => verdict === 'slower')).toBe(true)
    expect(comparisons[0]?.verdict).toBe('undecided')
  })

  test('one head has none', () => {
    expect(studyOf(['a', steady(10, 1)]).comparisons).toEqual([])
  })

  test('pairs without any success fall to the first', () => {
    expect(pairsOf(Array<undefined>(9).fill(undefined))).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((i) => [i, 0]))
  })

  test('equal heads are told apart in no more than 1 % of comparisons a side', () => {
    let claims = 0
    for (let seed = 0; seed < 300; seed += 1) {
      const wobble = noise(seed * 2, 0.2)
      const other = noise(seed * 2 + 1, 0.2)
      const { verdict } = compare(studyOf(['a', steady(50, 1, wobble)], ['b', steady(50, 1, other)]), 'a', 'b', { margin: 0 })
      if (verdict === 'faster' || verdict === 'slower') claims += 1
    }
    // Binomial(300, .02): more than 14 has a chance below 1 in 1000.
    expect(claims).toBeLessThanOrEqual(14)
  })
})

describe('verdictOf', () => {
  const m = Math.log(1.01)
  test.each([
    [[2 * m, 3 * m], 'slower'], [[-3 * m, -2 * m], 'faster'], [[-m / 2, m / 2], 'equivalent'],
    [[m / 2, 2 * m], 'undecided'], [[-2 * m, 2 * m], 'undecided'],
  ] as const)('%j is %s', (interval, verdict) => {
    expect(verdictOf(interval, 0.01, 7)).toBe(verdict)
    expect(verdictOf(interval, 0.01, 6)).toBe('undecided')
  }) // prettier-ignore

  test('needed blocks: the part of the interval that shrinks must shrink to the distance from the bound', () => {
    const pair = { interval: [-1.9 * m, 1.9 * m] as const, median: 0, blocks: 10, adjusted: 0.98 }
    expect(blocksNeeded(pair, 0.01)).toBe(27)
    expect(blocksNeeded({ ...pair, allowance: 0.5 * m }, 0.01)).toBe(69)
    expect(blocksNeeded({ ...pair, allowance: m }, 0.01)).toBeUndefined()
    expect(blocksNeeded({ ...pair, interval: [0, 2 * m], median: m }, 0.01)).toBeUndefined()
    expect(blocksNeeded({ ...pair, interval: undefined, blocks: 3 }, 0.01)).toBe(4)
    expect(blocksNeeded({ ...pair, interval: undefined, blocks: 3, adjusted: 0.999 }, 0.01)).toBe(8)
  })
})
