/** The best of many heads in a fixed number of trials. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHydraError } from '../../src/errors/index.ts'
import { create } from '../../src/reference/random/sfc32.ts'
import { findBestHead, type BestMethod } from '../../src/select/index.ts'

const methods: readonly BestMethod[] = ['sequential-halving', 'successive-rejects', 'top-two']
const namesOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `h${i}`)

/** Heads that succeed with some probability, in an order that the seed draws. */
function bernoulli(rates: readonly number[], seed: number) {
  const random = create(seed, 'bernoulli')
  const places = rates.map((_, i) => i)
  for (let i = places.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const kept = places[i]!
    places[i] = places[j]!
    places[j] = kept
  }
  const names = namesOf(rates.length)
  const rateOf = (head: string): number => rates[places[names.indexOf(head)]!]!
  return { names, rateOf, pull: (head: string): number => (random.float() < rateOf(head) ? 1 : 0) }
}

/** Share of runs in which the best is missed. */
function wrong(
  rates: readonly number[],
  each: number,
  find: (job: ReturnType<typeof bernoulli>, budget: number, seed: number) => string,
  runs: number,
): number {
  let missed = 0
  for (let seed = 0; seed < runs; seed += 1) {
    const job = bernoulli(rates, seed)
    if (job.rateOf(find(job, each * rates.length, seed)) !== Math.max(...rates)) missed += 1
  }
  return missed / runs
}

const uniform = ({ names, pull }: ReturnType<typeof bernoulli>, budget: number): string => {
  const sums = names.map((name) => {
    let sum = 0
    for (let i = 0; i < budget / names.length; i += 1) sum += pull(name)
    return sum
  })
  return names[sums.indexOf(Math.max(...sums))]!
}

describe('laws of all methods', () => {
  test('the budget is never exceeded, and counts say who was tried', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...methods),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 400 }),
        fc.integer(),
        (method, count, budget, seed) => {
          const { names, pull } = bernoulli(
            namesOf(count).map((_, i) => i / count),
            seed,
          )
          const tried = new Map<string, number>()
          const counted = (head: string): number => {
            tried.set(head, (tried.get(head) ?? 0) + 1)
            return pull(head)
          }
          const { best, trials, left, means, errorBound, confidence } = findBestHead(counted, {
            heads: names,
            budget,
            method,
            seed,
          })
          expect(Object.values(trials).reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(budget)
          for (const name of names) expect(trials[name]).toBe(tried.get(name) ?? 0)
          for (const name of names) expect(means[name] === undefined).toBe(trials[name] === 0)
          expect(names).toContain(best)
          expect(left).not.toContain(best)
          expect(new Set(left).size).toBe(left.length)
          expect(errorBound >= 0 && errorBound <= 1 && confidence === 1 - errorBound).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })

  test.each(methods)('%s: rewards without chance name the best, the same seed the same trials', (method) => {
    const rates: Record<string, number> = { __proto__: undefined as never, a: 0.1, b: 0.9, c: 0.5, d: 0.3 }
    const heads = ['a', 'b', 'c', 'd']
    const run = () => findBestHead((head) => rates[head]!, { heads, budget: 80, method, seed: 4 })
    expect(run().best).toBe('b')
    expect(run()).toEqual(run())
  })
})

describe('how often the best of 9 heads is missed, of 50 trials a head', () => {
  const rates = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
  const missed = (method: BestMethod, runs: number): number =>
    wrong(rates, 50, ({ names, pull }, budget, seed) => findBestHead(pull, { heads: names, budget, method, seed }).best, runs)

  test('each method misses it less than half as often as equal shares do', () => {
    const equal = wrong(rates, 50, uniform, 1000)
    expect(equal).toBeGreaterThan(0.02)
    for (const method of methods) expect(missed(method, method === 'top-two' ? 300 : 1000), method).toBeLessThan(0.5 * equal)
  })
})

describe('sequential halving', () => {
  test('gives each phase the same, and says who left first', () => {
    const rate: Record<string, number> = { a: 0.1, b: 0.9, c: 0.5, d: 0.3 }
    const { trials, left } = findBestHead((head) => rate[head]!, { heads: Object.keys(rate), budget: 80 })
    expect({ ...trials }).toEqual({ a: 10, b: 30, c: 30, d: 10 })
    expect(left).toEqual(['a', 'd', 'c'])
  })

  test('the bound falls with trials, is 1 for equal heads and for too few trials, and 0 for one head', () => {
    const bound = (rates: readonly number[], budget: number): number => {
      const names = namesOf(rates.length)
      return findBestHead((head) => rates[names.indexOf(head)]!, { heads: names, budget }).errorBound
    }
    expect(bound([0.9, 0.1], 20)).toBeGreaterThan(bound([0.9, 0.1], 200))
    expect(bound([0.9, 0.1, 0.2], 2000)).toBeLessThan(1e-6)
    expect(bound([0.5, 0.5], 1000)).toBe(1)
    expect(bound([0.9, 0.1, 0.2, 0.3], 1)).toBe(1)
    expect(bound([0.9], 10)).toBe(0)
  })
})

test.each([
  [{ heads: [] }, 'HYD-1007'],
  [{ heads: ['a', 'a'] }, 'HYD-1005'],
  [{ heads: namesOf(1001) }, 'HYD-1003'],
  [{ budget: 0 }, 'HYD-1003'],
  [{ budget: 1.5 }, 'HYD-1003'],
  [{ seed: 0.5 }, 'HYD-1003'],
  [{ method: 'top-tow' }, 'HYD-1002'],
])('%j is refused before anything is tried: %s', (options, code) => {
  let tried = 0
  const pull = (): number => (tried += 1)
  const deed = (): unknown => findBestHead(pull, { heads: ['a', 'b'], budget: 10, ...options } as never)
  expect(deed).toThrow(expect.objectContaining({ code }))
  expect(tried).toBe(0)
})

test.each([NaN, -0.1, 1.1, Infinity, '1', undefined])('a reward of %s is refused, with the name of the head', (reward) => {
  try {
    findBestHead(() => reward as number, { heads: ['a', 'b'], budget: 10 })
    expect.unreachable()
  } catch (error) {
    expect(isHydraError(error) && [error.code, error.message]).toEqual([
      'HYD-1003',
      expect.stringContaining('the reward of head "a" must be a number from 0 to 1'),
    ])
  }
})
