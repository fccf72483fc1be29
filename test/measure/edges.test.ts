/** The ends of what a study takes: very many heads, one head, one trial, names that are no names elsewhere. */
import { describe, expect, test } from 'vitest'
import { isHydraError, onWarning } from '../../src/errors/index.ts'
import { profile } from '../../src/measure/index.ts'
import { tooFewNote } from '../../src/report/index.ts'

onWarning(() => undefined)
const heads = (count: number): [string, () => number][] => Array.from({ length: count }, (_, i) => [`h${i}`, () => 1])

describe('how many heads', () => {
  test('10 000 are refused at the door, before anything runs', async () => {
    let calls = 0
    const many = new Map(heads(10_000).map(([name]) => [name, () => (calls += 1)]))
    const error: unknown = await profile({ heads: many }).catch((thrown: unknown) => thrown)
    expect(isHydraError(error) && [error.code, error.message]).toEqual([
      'HYD-1003',
      'heads must be at most 1000 heads, got 10000 (number)',
    ])
    expect(calls).toBe(0)
  })

  test('1000 are measured, each held against the best', async () => {
    const study = await profile({ heads: new Map(heads(1000)), trials: 2, warmup: 0 })
    expect(study.names).toHaveLength(1000)
    expect(study.comparisons).toHaveLength(999)
  })

  test.each(['fixed', 'adaptive'] as const)('one has no comparisons, and one trial is enough to run: %s', async (mode) => {
    const one = await profile({ heads: { only: () => 1 }, mode, trials: 1 })
    expect(one.comparisons).toEqual([])
    expect(one.heads['only']?.summary).toMatchObject({ trials: 1, successes: 1, durationMs: { n: 1 } })
    const two = await profile({ heads: { a: () => 1, b: () => 1 }, mode, trials: 1 })
    expect(two.comparisons).toMatchObject([{ verdict: 'undecided', needed: expect.any(Number) }])
  })

  test('names that mean something to JavaScript stay names, in an adaptive study of many too', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '', ' '].filter((name) => name !== '')
    const all = [...names.map((name): [string, () => number] => [name, () => 1]), ...heads(6)]
    const study = await profile({ heads: new Map(all), mode: 'adaptive', budgetMs: 300, reference: '__proto__' })
    expect(study.names.slice(0, 3)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(new Set(study.comparisons.map(({ b }) => b))).toEqual(new Set(['__proto__']))
    expect(study.heads['__proto__']?.summary.successes).toBeGreaterThan(0)
    expect(({} as Record<string, unknown>)['summary']).toBeUndefined()
  })
})

describe('a smoke run', () => {
  test.each([
    [10, 2, 14],
    [5, 2, 14],
    [10, 4, 20],
    [10, 12, 26],
  ])(
    'of %d trials and %d heads has figures, and says that verdicts are possible from %d trials on',
    async (trials, count, from) => {
      const study = await profile({ heads: new Map(heads(count)), trials })
      for (const name of study.names) expect(study.heads[name]?.summary.durationMs.median).toBeGreaterThanOrEqual(0)
      expect(tooFewNote(study)).toBe(`${trials} trials give figures; verdicts are possible from ${from} trials on.`)
    },
  )
})
