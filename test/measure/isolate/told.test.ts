/** What isolates tell their host beside trials: what the collector took, and what heads answered. */
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../../src/errors/index.ts'
import { Collections } from '../../../src/measure/collect/watch.ts'
import { ToldCollections } from '../../../src/measure/isolate/collections.ts'
import { profile } from '../../../src/measure/index.ts'
import type { Study } from '../../../src/study/index.ts'

onWarning(() => undefined)
const codes = (study: Study): string[] => study.warnings.map(({ code }) => code)

describe.each(['worker', 'process'] as const)('%s', (isolation) => {
  const litters = (): number => {
    let sum = 0
    for (let i = 0; i < 200; i += 1) sum += Array.from({ length: 1000 }, (_, at) => ({ at })).length
    return sum
  }
  const tidy = (): number => {
    let sum = 0
    for (let i = 0; i < 400_000; i += 1) sum = (sum * 31 + i) % 1009
    return sum
  }

  test.each([1, 3])('gcMs: of the head that litters, in its own trials, over %i isolates', async (isolates) => {
    const study = await profile({ heads: { litters, tidy }, isolation, isolates, trials: 60, verify: () => true, selfCheck: false }) // prettier-ignore
    const [of, other] = [study.heads['litters']!, study.heads['tidy']!]
    const sum = (column: Float64Array): number => column.reduce((all, ms) => all + ms, 0)
    expect(of.columns.gcMs).toHaveLength(60)
    expect(sum(of.columns.gcMs!)).toBeGreaterThan(0)
    expect(sum(of.columns.gcMs!)).toBeGreaterThan(10 * sum(other.columns.gcMs!))
    // The last collections are told when the head is torn down: none is missing at the end of an isolate.
    for (const part of [0, 1, 2]) expect(sum(of.columns.gcMs!.subarray(part * 20, part * 20 + 20))).toBeGreaterThan(0)
    of.columns.gcMs!.forEach((ms, trial) => expect(ms).toBeLessThanOrEqual(of.columns.wallMs[trial]! + 0.05))
    expect(of.summary.gcShare).toBeGreaterThan(0)
  })

  test('answers that differ are told of, as inline, beside an inline head too', async () => {
    const heads = { one: () => 'a', two: () => 'b', here: { run: () => 'a', isolation: 'inline' as const } }
    const study = await profile({ heads, isolation, trials: 6 })
    const told = study.warnings.filter(({ code }) => code === 'HYD-3024')
    expect(told).toHaveLength(1)
    expect(told[0]?.message).toMatch(/differently.*: ("one", "here"|"here", "one") against "two"/)
  })

  test('of two inputs that on which they do, by its name; in batches too', async () => {
    const heads = { one: (n: number) => n, two: (n: number) => (n === 7 ? 8 : n) }
    const study = await profile({ heads, inputs: { same: 3, other: 7 }, isolation, trials: 40, selfCheck: false })
    expect(study.heads['one']?.unit).toBe('batch')
    expect(study.warnings.find(({ code }) => code === 'HYD-3024')?.message).toContain('the input "other"')
  })

  test('equal answers, answers that change from call to call, and those that somebody verifies: nothing is said', async () => {
    const equal = { one: () => ({ a: [1, new Date(0)], b: undefined }), two: () => ({ b: undefined, a: [1, new Date(0)] }) }
    expect(codes(await profile({ heads: equal, isolation, trials: 6, selfCheck: false }))).not.toContain('HYD-3024')
    const fickle = { one: () => Math.random(), two: () => 1 }
    expect(codes(await profile({ heads: fickle, isolation, trials: 6, selfCheck: false }))).not.toContain('HYD-3024')
    const differ = { one: () => 1, two: () => 2 }
    expect(codes(await profile({ heads: differ, isolation, trials: 6, selfCheck: false, verify: () => true }))).not.toContain('HYD-3024') // prettier-ignore
  })
})

describe('collections of several isolates on one row of times', () => {
  test('each clock begins anew; what was before the first call is nobody’s, what is told late is in its trial', () => {
    const told = new ToldCollections()
    expect(told.within({ fromMs: 0, toMs: 1, calls: 1 })).toBeNaN()
    told.begin()
    told.hear([5, 3])
    const first = told.spanOf({ fromMs: 100, toMs: 110, calls: 2 })
    const second = told.spanOf({ fromMs: 120, toMs: 130, calls: 1 })
    told.hear([104, 4, 125, 2])
    told.begin()
    told.hear([40, 9])
    const third = told.spanOf({ fromMs: 50, toMs: 60, calls: 1 })
    told.hear([45, 9, 55, 1])
    expect([first, second, third].map((span) => told.within(span))).toEqual([2, 2, 1])
    expect(first.toMs).toBeLessThan(second.fromMs)
    expect(second.toMs).toBeLessThan(third.fromMs)
  })

  test('what is told since a count', () => {
    const collections = new Collections()
    for (const [at, ms] of [[1, 2], [3, 4], [5, 6]] as const) collections.add(at, ms) // prettier-ignore
    expect(collections.after(0)).toEqual([1, 2, 3, 4, 5, 6])
    expect(collections.after(2)).toEqual([5, 6])
    expect(collections.after(3)).toEqual([])
  })
})
