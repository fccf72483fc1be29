/** What of a budget may go into the warm-up. */
import { describe, expect, test } from 'vitest'
import { onWarning } from '../../src/errors/index.ts'
import type { HeadRun } from '../../src/measure/head-run.ts'
import { profile } from '../../src/measure/index.ts'
import { WarmBudget } from '../../src/measure/warm-budget.ts'

onWarning(() => undefined)
const headsOf = (...wallMs: number[]): HeadRun[] => wallMs.map((ms) => ({ warmth: { wallMs: ms } }) as HeadRun)

describe('the share of a budget that is for warming up', () => {
  test('is half of it, the beginning included', () => {
    let elapsedMs = 0
    const budget = new WarmBudget(400, 40, () => elapsedMs)
    expect([budget.fits(200), budget.fits(201), budget.isOpen]).toEqual([true, false, true])
    elapsedMs = 190
    expect([budget.fits(10), budget.fits(11), budget.isOpen]).toEqual([true, false, true])
    elapsedMs = 200
    expect([budget.fits(3), budget.isOpen]).toEqual([false, false])
  })

  test('is never too little for what all heads together do in a quarter of it', () => {
    const budget = new WarmBudget(400, 40, () => 1000)
    expect([budget.fits(2.5), budget.warnings(headsOf(1)), budget.fits(2.6)]).toEqual([true, [], false])
  })

  test('is shared by the heads that are still to be tuned, within bounds', () => {
    const budget = new WarmBudget(400, 1, () => 100)
    expect([1, 10, 20, 1000].map((heads) => budget.steadyMs(heads))).toEqual([10, 10, 5, 2])
    expect(new WarmBudget(undefined, 1, () => 1e9).steadyMs(1000)).toBe(10)
  })

  test('has an end only where there is a budget', () => {
    const open = new WarmBudget(undefined, 40, () => 1e9)
    expect([open.fits(1e9), open.isOpen, open.warnings(headsOf(1))]).toEqual([true, true, []])
  })

  test('says so, and what would be enough, where something did not fit', () => {
    const budget = new WarmBudget(400, 3, () => 0)
    expect(budget.fits(100)).toBe(true)
    expect(budget.warnings(headsOf(20, 20))).toEqual([])
    expect(budget.fits(1000)).toBe(false)
    const [warning] = budget.warnings(headsOf(20, 40, 0))
    // Three heads of 30 ms as far as is known, 17 calls each.
    expect(warning).toMatchObject({ code: 'HYD-3026', where: { option: 'budgetMs' }, details: {} })
    expect(`${warning!.message} ${warning!.hint}`).toMatch(/budget of 400 ms is short for 3 heads.* budgetMs 1530 /)
  })
})

describe('a study of a budget', () => {
  const busy = (ms: number): void => {
    const until = performance.now() + ms
    while (performance.now() < until);
  }

  test('warms up long heads for its share of the time alone; then each has its trials', async () => {
    let calls = 0
    const run = (): number => {
      calls += 1
      busy(30)
      return 1
    }
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const heads = Object.fromEntries(names.map((name) => [name, run]))
    const study = await profile({ heads, budgetMs: 200, selfCheck: false })
    const trials = names.map((name) => study.heads[name]!.summary.trials)
    expect(trials.every((count) => count >= 2)).toBe(true)
    // Four calls take more than half of it.
    expect(calls - trials.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(4)
    expect(study.warnings.map(({ code }) => code)).toContain('HYD-3026')
    expect(study.comparisons.map(({ verdict }) => verdict)).toEqual(study.comparisons.map(() => 'undecided'))
  })

  test('leaves a warm-up of so many calls as it was asked for', async () => {
    let calls = 0
    const a = (): void => {
      calls += 1
      busy(10)
    }
    const study = await profile({ heads: { a }, warmup: 6, budgetMs: 60, selfCheck: false })
    expect(calls - study.heads['a']!.summary.trials).toBe(6)
    expect(study.warnings.map(({ code }) => code)).not.toContain('HYD-3026')
  })
})
