/** The parts of a verdict: correction for many pairs, claims, the clock, what is compared. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { create } from '../../src/reference/random/sfc32.ts'
import { byName, compare, createStudy, type HeadRecord, type StudyOptions, type StudyRecord } from '../../src/study/index.ts'
import { agreeing, claimOf } from '../../src/study/verdict/claim.ts'
import { clockOf, cpuShares } from '../../src/study/verdict/clock.ts'
import { holm } from '../../src/reference/stats/adjust.ts'
import { pairsOf } from '../../src/study/verdict/pairs.ts'
import { recordOf, steady, type HeadSketch } from './records.ts'

const noise = (seed: number, spread: number): (() => number) => {
  const random = create(seed, 'verdict')
  return () => 1 + spread * (random.float() - 0.5)
}
type Heads = readonly (readonly [string, HeadSketch])[]
const studyOf = (heads: Heads, more: Partial<StudyRecord> = {}, options: StudyOptions = {}) =>
  createStudy(recordOf(heads, more), options)

describe('Holm', () => {
  test('steps down from the smallest', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
    expect(holm([])).toEqual([])
    expect(holm([0.6, 0.7])).toEqual([1, 1])
  })

  test('is never below p, never above Bonferroni, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }), (p) => {
        const adjusted = holm(p)
        adjusted.forEach((value, i) => {
          expect(value >= p[i]! && value <= Math.min(1, p.length * p[i]! + 1e-15)).toBe(true)
          adjusted.forEach((other, j) => expect(p[i]! < p[j]! && value > other).toBe(false))
        })
      }),
    )
  })

  test('proves what Bonferroni alone leaves open, and the interval ends where the proof does', () => {
    // 4 of 20 blocks against: p = .0118, too much for half of .02; but the other pair is so clear that the whole level is left.
    const mostly: HeadSketch = { wallMs: Array.from({ length: 40 }, (_, i) => (i < 8 ? 0.95 : 1.05)) }
    const heads = [['ref', steady(20, 1)], ['far', steady(20, 2)], ['near', mostly]] as const // prettier-ignore
    const { comparisons } = studyOf(heads, {}, { reference: 'ref' })
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(['slower', 'slower'])
    expect(comparisons[1]!.pValue).toBeCloseTo(0.0118, 4)
    expect(comparisons[1]!.interval![0]).toBeCloseTo(1.01, 12)
    expect(comparisons[1]!.interval![1]).toBeCloseTo(1.05, 12)
    const unclear = [['ref', steady(20, 1)], ['far', mostly], ['near', mostly]] as const // prettier-ignore
    const open = studyOf(unclear, {}, { reference: 'ref' }).comparisons
    expect(open.map(({ verdict }) => verdict)).toEqual(['undecided', 'undecided'])
    expect(open[0]!.interval![0]).toBeCloseTo(0.95, 12)
  })
})

describe('claims', () => {
  test('the estimate points to one of three', () => {
    expect(claimOf(0.05, 0.01, [0.1, 0.2])).toEqual({ verdict: 'slower', p: 0.2 })
    expect(claimOf(-0.05, 0.01, [0.1, 0.2])).toEqual({ verdict: 'faster', p: 0.1 })
    expect(claimOf(0.005, 0.01, [0.1, 0.2])).toEqual({ verdict: 'equivalent', p: 0.2 })
  })

  test('an interval is cut at the bound that was excluded', () => {
    expect(agreeing([-0.1, 0.3], 'slower', 0.01)).toEqual([0.01, 0.3])
    expect(agreeing([-0.1, 0.3], 'faster', 0.01)).toEqual([-0.1, -0.01])
    expect(agreeing([-0.1, 0.3], 'equivalent', 0.01)).toEqual([-0.01, 0.01])
    expect(agreeing([0.02, 0.3], 'slower', 0.01)).toEqual([0.02, 0.3])
  })
})

describe('which pairs', () => {
  test('all against the reference, however many heads there are', () => {
    expect(pairsOf([3, 2, 1], 0)).toEqual([[1, 0], [2, 0]]) // prettier-ignore
    const heads = Array.from({ length: 10 }, (_, i) => [`h${i}`, steady(20, i + 1)] as const)
    const { comparisons } = studyOf(heads, {}, { reference: 'h4' })
    expect(comparisons.map(({ b }) => b)).toEqual(Array(9).fill('h4'))
    expect(comparisons.map(({ verdict }) => verdict)).toEqual([
      ...Array<string>(4).fill('faster'),
      ...Array<string>(5).fill('slower'),
    ])
    expect(studyOf(heads, { reference: 'h4' }).comparisons).toEqual(comparisons)
  })

  test('an unknown reference is HYD-5004', () => {
    expect(() => studyOf([['a', steady(2, 1)]], {}, { reference: 'b' })).toThrow(expect.objectContaining({ code: 'HYD-5004' }))
  })
})

describe('how heads were made', () => {
  const each = (epochs: number, of: number, more: Partial<HeadRecord>): ((seed: number) => HeadSketch) => {
    return (seed) => ({ ...steady(epochs * of, 1, noise(seed, 0.04)), epoch: Array.from({ length: 2 * epochs * of }, (_, i) => Math.floor(i / (2 * of))), more }) // prettier-ignore
  }
  const judged = (make: (seed: number) => HeadSketch) => compare(studyOf([['a', make(1)], ['b', make(2)]]), 'a', 'b') // prettier-ignore

  test('rebuilt in 12 epochs: clusters and no allowance; kept: the same and wider by the allowance', () => {
    const [rebuilt, kept] = [judged(each(12, 8, { rebuilt: true })), judged(each(12, 8, {}))]
    expect(rebuilt).toMatchObject({ method: 'clustered-sign', epochs: 12, rebuilt: true, blocks: 96 })
    expect(kept).toMatchObject({ method: 'clustered-sign', epochs: 12, rebuilt: false })
    expect(kept.interval![0]).toBeLessThan(rebuilt.interval![0])
    expect(kept.interval![1]).toBeGreaterThan(rebuilt.interval![1])
  })

  test('commands: signed ranks below 30 runs, signs from 30 on', () => {
    const command = { kind: 'command', isolation: 'process' } as const
    expect(judged(each(1, 20, command))).toMatchObject({ method: 'signed-rank', blocks: 20, epochs: 1 })
    expect(judged(each(1, 30, command))).toMatchObject({ method: 'sign', blocks: 30 })
  })

  test('epochs out of order in a record are put in order', () => {
    const make = each(6, 8, { rebuilt: true })
    const turned = (seed: number): HeadSketch => ({ ...make(seed), epoch: [...make(seed).epoch!].reverse() })
    expect(judged(turned)).toMatchObject({ method: 'clustered-sign', epochs: 6 })
  })
})

describe('the clock', () => {
  const head = (name: string, shares: readonly number[], more: Partial<HeadRecord> = {}): HeadRecord => {
    const record = recordOf([[name, { wallMs: shares.map(() => 2), cpuMs: shares.map((share) => 2 * share), more: { cpuScope: 'thread', ...more } }]]) // prettier-ignore
    return record.heads[0]!
  }
  const spread = (low: number, high: number): number[] => Array.from({ length: 20 }, (_, i) => (i < 14 ? low : high))
  const chosen = (a: HeadRecord, b: HeadRecord, choice: 'auto' | 'wall' | 'cpu' = 'auto') => {
    const [ofA, ofB] = cpuShares([a, b])
    return clockOf([a, ofA], [b, ofB], choice)
  }
  const busy = head('busy', spread(0.8, 1))

  test('bound by the CPU and disturbed: CPU time', () => {
    expect(chosen(busy, head('b', spread(0.7, 0.99)))).toEqual({
      clock: 'cpu',
      clockReason: 'CPU time: the machine was contended, the heads had the CPU for 86 % and 79 % of their time',
    })
  })

  test('commands bound by the CPU: CPU time, disturbed or not; a command and a function as ever', () => {
    const command = { kind: 'command', cpuScope: 'process' } as const
    const [low, high] = [head('a', spread(0.7, 1), command), head('b', spread(0.995, 1), command)]
    for (const [one, other] of [
      [low, low],
      [low, high],
      [high, high],
    ] as const)
      // prettier-ignore
      expect(chosen(one, other).clockReason).toContain('CPU time: the start of a process varies more than its work')
    expect(chosen(high, head('f', spread(0.99, 1))).clock).toBe('wall')
  })

  test('a command that only waits for its start and end is bound by the CPU; one that waits longer, or uses two cores, is not', () => {
    const command = { kind: 'command', cpuScope: 'process' } as const
    // Of 2 ms: half a ms of waiting is a start.
    const short = (name: string): HeadRecord => head(name, spread(0.5, 0.75), command)
    expect(chosen(short('a'), short('b')).clock).toBe('cpu')
    const slow = recordOf([['slow', { wallMs: spread(9, 8), cpuMs: spread(5, 5), more: { ...command } }]]).heads[0]!
    expect(chosen(short('a'), slow).clockReason).toContain('"slow" waits')
    expect(chosen(short('a'), head('wide', spread(0.7, 1.6), command)).clockReason).toContain('"wide" works on several cores')
  })

  test('most batches whole and one in twenty kept waiting: contended too, though the median share is 100 %', () => {
    const shares = Array.from({ length: 40 }, (_, i) => (i % 20 === 7 ? 0.03 : 1))
    const reason = 'CPU time: the machine was contended, the heads had the CPU for 95 % and 95 % of their time'
    expect(chosen(head('a', shares), head('b', shares))).toEqual({ clock: 'cpu', clockReason: reason })
  })

  test.each([
    ['nobody disturbed', head('b', spread(0.99, 1)), 'nobody disturbed them'],
    ['it waits', head('b', spread(0.3, 0.9)), '"b" waits: it had the CPU for 90 % of its time at best'],
    ['time of the process', head('b', spread(0.8, 1), { cpuScope: 'process' }), '"b" is that of the whole process'],
    ['nothing recorded', recordOf([['b', steady(10, 1)]]).heads[0]!, 'no CPU time of "b" was recorded'],
  ])('%s: wall time', (_, other, reason) => {
    for (const pair of [
      [busy, other],
      [other, busy],
    ] as const) {
      // prettier-ignore
      const { clock, clockReason } = chosen(...pair)
      expect([clock, clockReason.includes(reason)]).toEqual(['wall', true])
    }
  })

  test('asked for by name it is taken wherever there is one', () => {
    expect(chosen(busy, busy, 'wall').clock).toBe('wall')
    expect(chosen(head('a', spread(0.1, 0.2)), busy, 'cpu').clock).toBe('cpu')
    expect(chosen(recordOf([['b', steady(10, 1)]]).heads[0]!, busy, 'cpu').clock).toBe('wall')
  })

  test('the verdict goes by it: load on one head is no difference', () => {
    const loaded = (seed: number, load: number): HeadSketch => {
      const cpuMs = steady(40, 1, noise(seed, 0.002)).wallMs
      return { cpuMs, wallMs: cpuMs.map((time, i) => (i % 5 === 0 ? time : time * load)), more: { cpuScope: 'thread' } }
    }
    const heads = [['a', loaded(1, 1.4)], ['b', loaded(2, 1.1)]] as const // prettier-ignore
    expect(compare(studyOf(heads), 'a', 'b')).toMatchObject({ clock: 'cpu', verdict: 'equivalent' })
    expect(compare(studyOf(heads), 'a', 'b', { clock: 'wall' })).toMatchObject({ clock: 'wall', verdict: 'slower' })
    expect(studyOf(heads, { clock: 'wall' }).comparisons[0]).toMatchObject({ clock: 'wall' })
    expect(() => compare(studyOf(heads), 'a', 'b', { clock: 'sun' as 'wall' })).toThrow(
      expect.objectContaining({ code: 'HYD-1003' }),
    )
  })
})

describe('metrics and inputs', () => {
  const sketch = (bytes: number, quality: number): HeadSketch => ({
    ...steady(20, 1),
    metrics: { bytes: Array<number>(40).fill(bytes), quality: Array<number>(40).fill(quality) },
  })
  const metrics = byName([['bytes', 'lower'], ['quality', 'higher']] as const) // prettier-ignore
  const study = studyOf([['small', sketch(100, 0.5)], ['large', sketch(300, 0.9)]], { metrics }) // prettier-ignore

  test('better and worse follow the direction declared', () => {
    expect(study.compareOn({ metric: 'bytes' })[0]).toMatchObject({
      a: 'small',
      verdict: 'better',
      better: 'lower',
    })
    expect(study.compareOn({ metric: 'quality' })[0]).toMatchObject({ verdict: 'worse', better: 'higher', metric: 'quality' })
    expect(study.compareOn({ metric: 'bytes' })[0]!.ratio).toBeCloseTo(1 / 3, 12)
    const alike = compare(study, 'small', 'small', { metric: 'bytes' })
    expect(alike).toMatchObject({ verdict: 'equivalent', ratio: 1, interval: [1, 1] })
    expect(compare(study, 'large', 'small', { metric: 'bytes' }).ratio).toBeCloseTo(3, 12)
  })

  test('zeros that differ have no ratio, zeros that agree are equal', () => {
    const zero = studyOf([['none', sketch(0, 0)], ['some', sketch(3, 1)], ['also', sketch(0, 0)]], { metrics }) // prettier-ignore
    const reason = 'some values are 0 or less, and differ: they have no ratio'
    expect(compare(zero, 'none', 'some', { metric: 'bytes' })).toMatchObject({ verdict: 'undecided', ratio: undefined, reason })
    expect(compare(zero, 'none', 'also', { metric: 'bytes' })).toMatchObject({ verdict: 'equivalent', ratio: 1 })
  })

  test('beyond 8 heads each is held against the best in the metric', () => {
    const many = Array.from({ length: 9 }, (_, i) => [`h${i}`, sketch(100, i + 1)] as const)
    expect(studyOf(many, { metrics }).compareOn({ metric: 'quality' }).map(({ b }) => b)).toEqual(Array(8).fill('h8')) // prettier-ignore
  })

  const input = Array.from({ length: 40 }, (_, i) => Math.floor(i / 2) % 2)
  const by = (text: number, image: number): HeadSketch => ({ wallMs: input.map((one) => (one === 0 ? text : image)), input })
  const inputs = [{ name: 'text' }, { name: '__proto__' }]
  const codecs = studyOf([['a', by(1, 2)], ['b', by(2, 1)]], { inputs, metrics }) // prettier-ignore

  test('each input has verdicts of its own', () => {
    expect(codecs.compareOn({ input: 'text' })[0]).toMatchObject({ verdict: 'faster', ratio: 0.5, input: 'text', blocks: 10 })
    expect(codecs.compareOn({ input: '__proto__' })[0]).toMatchObject({ verdict: 'slower', ratio: 2, input: '__proto__' })
    expect(compare(codecs, 'a', 'b', { input: 'text' })).toEqual(codecs.compareOn({ input: 'text' })[0])
  })

  test('unknown ones are HYD-1002 with the nearest', () => {
    expect(() => study.compareOn({ metric: 'byte' })).toThrow(
      expect.objectContaining({ code: 'HYD-1002', hint: 'Did you mean bytes?' }),
    )
    expect(() => study.compareOn({ metric: 'constructor' })).toThrow(expect.objectContaining({ code: 'HYD-1002' }))
    expect(() => codecs.compareOn({ input: 'texts' })).toThrow(expect.objectContaining({ code: 'HYD-1002' }))
  })
})
