import { describe, expect, test } from 'vitest'
import {
  aggregateProfiles,
  analyzeProfile,
  createSketch,
  efficiency,
  type ProfilePart,
  type RunSummary,
} from '../../../src/engine/index.ts'

describe('efficiency', () => {
  test('successes a second, a unit of cost, and both', () => {
    const found = efficiency([10, 10, 0, 5], [2, 0, 1, 1], [5, 1, 1, NaN])
    expect([...found.perSecond]).toEqual([5, NaN, 0, 5])
    expect([...found.perCost]).toEqual([2, 10, 0, NaN])
    expect([...found.efficiency]).toEqual([1, NaN, 0, 5])
    expect([...found.relative]).toEqual([0.2, NaN, 0, 1])
    expect([...efficiency([4], [2]).efficiency]).toEqual([2])
    expect([...efficiency([0, 0], [1, 1]).relative]).toEqual([NaN, NaN])
    expect(efficiency([], []).relative).toHaveLength(0)
  })

  test.each<[string, () => unknown, string]>([
    ['a negative time', () => efficiency([1], [-1]), 'HYD-4004'],
    ['an infinite cost', () => efficiency([1], [1], [Infinity]), 'HYD-4004'],
    ['different lengths', () => efficiency([1], [1, 2]), 'HYD-4008'],
    ['text', () => efficiency('1' as never, [1]), 'HYD-4006'],
    ['an option', () => efficiency([1], [1], [1], { unit: 'ms' } as never), 'HYD-1002'],
  ])('refuses %s', (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }) as Error)
  })
})

describe('analyzeProfile', () => {
  test('none, one, and parts without a time', () => {
    expect(analyzeProfile([])).toEqual([])
    expect(analyzeProfile([{ name: 'a', timesMs: [2, 4] }])).toMatchObject([
      { totalMs: 6, meanMs: 3, share: 1, cumulativeShare: 1, upTo: Infinity, priority: undefined, exponent: undefined },
    ])
    const [whole, empty] = analyzeProfile([{ name: 'none', timesMs: [] }, { name: 'all', timesMs: [1] }]) // prettier-ignore
    expect(whole!.name).toBe('all')
    expect(empty).toMatchObject({ n: 0, totalMs: 0, meanMs: undefined, p95Ms: undefined, share: 0, cumulativeShare: 1, upTo: 1 })
    expect(analyzeProfile([{ name: 'a', timesMs: [0, 0] }])).toMatchObject([{ totalMs: 0, share: undefined, upTo: undefined }])
  })

  test('a best time that is no better saves nothing', () => {
    const [, b] = analyzeProfile([{ name: 'a', timesMs: [3] }, { name: 'b', timesMs: [1], bestMs: 2 }]) // prettier-ignore
    expect(b).toMatchObject({ share: 0.25, priority: 0 })
    expect(analyzeProfile([{ name: 'a', timesMs: [0], bestMs: 0 }, { name: 'b', timesMs: [1], bestMs: 0.5 }])).toMatchObject([{ priority: 0.5 }, { priority: 0 }]) // prettier-ignore
  })

  test('growth needs two sizes; sizes and times of 0 are left out; one part may have none', () => {
    const growing = { name: 'a', timesMs: [0, 4, 16, 9], sizes: [1, 2, 4, 0] }
    const [a, b] = analyzeProfile([growing, { name: 'b', timesMs: [5] }])
    expect(a!.exponent).toBeCloseTo(2, 12)
    expect([a!.exponentInterval, b!.exponent]).toEqual([undefined, undefined])
    expect(analyzeProfile([{ name: 'c', timesMs: [1, 2], sizes: [5, 5] }])[0]!.exponent).toBeUndefined()
  })

  test('the bound is finite where another part took time, however little', () => {
    const bounds = (a: number, b: number): unknown[] => analyzeProfile([{ name: 'a', timesMs: [a] }, { name: 'b', timesMs: [b] }]).map(({ upTo }) => upTo) // prettier-ignore
    expect(bounds(1e20, 1)).toEqual([1e20, 1])
    expect(bounds(1, 2 ** -1000)).toEqual([2 ** 1000, 1])
    expect(bounds(1e300, 1e-300)).toEqual([undefined, 1])
    expect(bounds(1, 0)).toEqual([Infinity, 1])
    expect(bounds(0.1, 0.1)).toEqual([2, 2])
  })

  test('totals beyond the doubles are undefined', () => {
    const [a] = analyzeProfile([{ name: 'a', timesMs: [1e308, 1e308] }, { name: 'b', timesMs: [1] }]) // prettier-ignore
    expect(a).toMatchObject({ name: 'a', totalMs: undefined, meanMs: undefined, share: undefined, upTo: undefined })
  })

  test.each<[string, unknown, string]>([
    ['a negative time', [{ name: 'a', timesMs: [1, -1] }], 'HYD-4004'],
    ['a negative size', [{ name: 'a', timesMs: [1], sizes: [-1] }], 'HYD-4004'],
    ['NaN', [{ name: 'a', timesMs: [NaN] }], 'HYD-4001'],
    ['lengths', [{ name: 'a', timesMs: [1], sizes: [1, 2] }], 'HYD-4008'],
    ['a best time', [{ name: 'a', timesMs: [1], bestMs: -1 }], 'HYD-4004'],
    ['no name', [{ timesMs: [1] }], 'HYD-1003'],
    ['no times', [{ name: 'a' }], 'HYD-4006'],
    ['no part', [7], 'HYD-1003'],
    ['a hole', Array<ProfilePart>(1), 'HYD-1003'],
    ['a misspelt field', [{ name: 'a', timesMs: [1], bestMS: 1 }], 'HYD-1002'],
    ['no list', { name: 'a' }, 'HYD-1003'],
  ])('refuses %s', (_, rows, code) => {
    expect(() => analyzeProfile(rows as ProfilePart[])).toThrow(expect.objectContaining({ code }) as Error)
  })
})

test('a misspelt field of a part is named, with the nearest', () => {
  const part = { name: 'a', timesMs: [1], bestMS: 1 }
  const error = expect.objectContaining({ message: expect.stringContaining('unknown field "bestMS" of rows[0]') as string, hint: 'Did you mean bestMs?' }) as Error // prettier-ignore
  expect(() => analyzeProfile([part])).toThrow(error)
})

describe('aggregateProfiles', () => {
  const row: RunSummary = { head: 'a', run: '1', machine: 'm', trials: 10, successes: 8, mean: 5, variance: 2 }

  test('no rows, a run without a success, one of one duration', () => {
    expect(aggregateProfiles([])).toEqual({ heads: [], rows: [] })
    const [none, one] = aggregateProfiles([
      { head: 'none', run: '1', trials: 3, successes: 0 },
      { head: 'one', run: '1', trials: 1, successes: 1, mean: 7 },
    ]).heads
    expect(none).toMatchObject({ n: 0, mean: undefined, sd: undefined, successRate: 0, sketch: undefined })
    expect(none!.spread).toMatchObject({ typical: undefined, explanation: 'no durations' })
    expect(one).toMatchObject({ n: 1, mean: 7, sd: undefined, successRate: 1, machines: 1, runs: 1 })
    expect(one!.spread.explanation).toBe('1 run on 1 machine: no spread that could be told apart')
    expect(aggregateProfiles([{ head: 'never', run: '1', trials: 0, successes: 0 }]).heads[0]!.successRate).toBeUndefined()
  })

  test('says where the spread comes from', () => {
    const at = (run: string, machine: string, mean: number): RunSummary => ({ ...row, run, machine, mean, trials: 100, successes: 100, variance: 1 }) // prettier-ignore
    const apart = aggregateProfiles([at('1', 'm', 10), at('2', 'm', 10.2), at('1', 'n', 20), at('2', 'n', 20.2)]).heads[0]!.spread
    expect(apart.machineShare).toBeGreaterThan(0.95)
    expect(apart.explanation).toMatch(/^4 runs on 2 machines: of the variance 98 % lies between 2 machines, 0 % between runs of one machine, 2 % within runs$/) // prettier-ignore
    const single = aggregateProfiles([at('1', 'm', 10), at('1', 'n', 20)]).heads[0]!.spread
    expect([single.runSd, single.runShare]).toEqual([undefined, undefined])
    expect(single.explanation).toContain('with one run a machine, runs and machines cannot be told apart')
    expect(aggregateProfiles([at('1', 'm', 10)]).heads[0]!.spread).toMatchObject({ machineSd: undefined, interval: undefined, typical: 10 }) // prettier-ignore
  })

  test('takes figures from the sketch, or its bytes; quantiles only where every run has one', () => {
    const sketch = createSketch({ moments: true }).addMany([1, 2, 3])
    const bare = { head: 'a', trials: 3, successes: 3 }
    const [head] = aggregateProfiles([{ ...bare, run: '1', sketch }, { ...bare, run: '2', sketch: sketch.toBytes() }]).heads // prettier-ignore
    expect(head).toMatchObject({ n: 6, mean: 2 })
    expect(head!.sketch!.quantile(1)).toBe(3)
    expect(sketch.count).toBe(3)
    expect(aggregateProfiles([{ ...bare, run: '1', sketch }, { ...bare, run: '2', mean: 2, variance: 1 }]).heads[0]!.sketch).toBeUndefined() // prettier-ignore
    const poor = createSketch({ bits: 4 }).addMany([1, 2, 3])
    const mixed = aggregateProfiles([
      { ...bare, run: '1', sketch },
      { ...bare, run: '2', sketch: poor, variance: 1 },
    ]).heads[0]!
    expect([mixed.sketch!.bits, mixed.sketch!.moments, mixed.sketch!.count]).toEqual([4, false, 6])
  })

  test.each<[string, object, string]>([
    ['half a trial', { trials: 0.5 }, 'HYD-4004'],
    ['more successes than trials', { successes: 11 }, 'HYD-4004'],
    ['no mean', { mean: undefined }, 'HYD-4004'],
    ['an infinite mean', { mean: Infinity }, 'HYD-4004'],
    ['a negative variance', { variance: -1 }, 'HYD-4004'],
    ['no variance', { variance: undefined }, 'HYD-4004'],
    ['a sketch of other values', { n: 8, sketch: createSketch().add(1) }, 'HYD-4004'],
    ['bytes that are no sketch', { sketch: new Uint8Array(9) }, 'HYD-4005'],
    ['a sketch that is none', { sketch: 'AAAA' }, 'HYD-1003'],
    ['no head', { head: undefined }, 'HYD-1003'],
    ['a machine that is no text', { machine: 7 }, 'HYD-1003'],
    ['a machine of null', { machine: null }, 'HYD-1003'],
    ['more durations than trials', { n: 11 }, 'HYD-4004'],
    ['a variance whose squares sum to no double', { variance: 1e308 }, 'HYD-4004'],
    ['a misspelt field', { Machine: 'm' }, 'HYD-1002'],
    ['an inherited name', { toString: 1 }, 'HYD-1002'],
    ['bytes of a sketch that are none', { sketch: { toBytes: () => 'AAAA' } }, 'HYD-1003'],
    ['bytes of a sketch that are others', { sketch: { toBytes: () => new Uint8Array(3) } }, 'HYD-4005'],
  ])('refuses %s', (_, change, code) => {
    expect(() => aggregateProfiles([{ ...row, ...change }])).toThrow(expect.objectContaining({ code }) as Error)
  })

  test('says what is wrong with a row, and where', () => {
    expect(() => aggregateProfiles([{ ...row, variance: 1e308 }])).toThrow(
      /^rows\[0\]\.variance must be .* 7 times .* got 1e\+308/,
    )
    expect(() => aggregateProfiles([{ ...row, mean: null as never }])).toThrow('rows[0].mean must be a finite number, got null')
    expect(() => aggregateProfiles([{ ...row, Machine: 'm' } as never])).toThrow('unknown field "Machine" of rows[0]')
    expect(() => aggregateProfiles([{ ...row, n: 8, sketch: createSketch().add(1) }])).toThrow('rows[0].n must be the number of values of the sketch, 1') // prettier-ignore
    expect(() => aggregateProfiles([row, , { ...row, run: '2' }] as never)).toThrow('rows[1] must be the summary of a run, got undefined') // prettier-ignore
  })

  test('counts that sum to no whole number are refused by the head', () => {
    const most = { ...row, trials: 2 ** 53 - 1 }
    expect(aggregateProfiles([most]).heads[0]!.trials).toBe(2 ** 53 - 1)
    expect(() => aggregateProfiles([most, { ...most, run: '2' }])).toThrow('trials of head "a" must be at most 2^53 - 1 in all')
  })

  test('more heads than a call has room for arguments', () => {
    const { heads } = aggregateProfiles(Array.from({ length: 150_000 }, (_, i) => ({ head: String(i), run: '1', trials: 1, successes: 1, mean: 1 }))) // prettier-ignore
    expect(heads).toHaveLength(150_000)
  })

  test('rows keep their own sketch: what the caller adds later is not in it', () => {
    const sketch = createSketch({ moments: true }).addMany([1, 2, 3])
    const { rows } = aggregateProfiles([{ head: 'a', run: '1', trials: 3, successes: 3, sketch }])
    sketch.add(9)
    expect(aggregateProfiles(rows).heads[0]).toMatchObject({ n: 3, mean: 2 })
  })

  test('rows that differ in the sign of a 0 are one', () => {
    const still = { ...row, mean: 0, variance: 0 }
    const { rows } = aggregateProfiles([{ ...still, mean: -0, variance: -0 }, still])
    expect(rows).toEqual([{ ...still, n: 8 }])
  })

  test('one row twice counts once; two that differ are refused', () => {
    expect(aggregateProfiles([row, { ...row }]).heads[0]!.trials).toBe(10)
    expect(() => aggregateProfiles([row, { ...row, mean: 6 }])).toThrow('head "a", run "1", machine "m"')
    expect(() => aggregateProfiles(row as never)).toThrow(expect.objectContaining({ code: 'HYD-1003' }) as Error)
    expect(() => aggregateProfiles([row], { confidence: 2 })).toThrow(expect.objectContaining({ code: 'HYD-4004' }) as Error)
  })
})
