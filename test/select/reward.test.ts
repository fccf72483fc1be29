/** Rewards: by name, by a formula, by a function; the scale of 'balanced'. */
import { describe, expect, test } from 'vitest'
import { createSelector, restoreSelector, type SelectorOptions } from '../../src/select/index.ts'

function meanOf(
  options: SelectorOptions,
  outcome: Parameters<ReturnType<typeof createSelector>['observe']>[1],
  times = 1,
): number | undefined {
  const selector = createSelector({ heads: ['a'], seed: 1, ...options })
  for (let i = 0; i < times; i += 1) selector.observe(selector.pick(), outcome)
  return selector.explain('a').mean
}

describe('rewards', () => {
  test.each<[string, SelectorOptions, Parameters<typeof meanOf>[1], number]>([
    ['success', { reward: 'success' }, { ok: true }, 1],
    ['success with quality', { reward: 'success' }, { ok: true, quality: 0.25 }, 0.25],
    ['a failure', { reward: 'success' }, { ok: false, quality: 1 }, 0],
    ['speed', { reward: 'speed', scaleMs: 200 }, { ok: true, durationMs: 50 }, 0.75],
    ['speed beyond its scale', { reward: 'speed', scaleMs: 200 }, { ok: true, durationMs: 500 }, 0],
    ['a formula', { reward: 'ok ? quality / (1 + duration_ms / 100ms) : 0' }, { ok: true, quality: 0.8, durationMs: 300 }, 0.2],
    ['a function', { reward: ({ ok, durationMs = 0 }) => (ok ? -durationMs : -1000) }, { ok: true, durationMs: 3 }, -3],
    ['balanced: the median is worth a half', {}, { ok: true, durationMs: 40 }, 0.5],
    ['balanced with cost', { costWeight: 0.5 }, { ok: true, durationMs: 40, cost: 2 }, 0.5],
    ['balanced without times', {}, { ok: true }, 1],
  ])('%s', (_, options, outcome, expected) => {
    expect(meanOf(options, outcome, 25)).toBeCloseTo(expected, 12)
  })

  test('the scale stands after 20 observations, and what came before is learned again by it', () => {
    const selector = createSelector({ heads: ['a'], seed: 1 })
    for (let i = 1; i <= 20; i += 1) selector.observe(selector.pick(), { ok: true, durationMs: i })
    const expected = Array.from({ length: 20 }, (_, i) => 11 / (11 + i + 1)).reduce((sum, reward) => sum + reward, 0) / 20
    expect(selector.explain('a').mean).toBeCloseTo(expected, 12)
    for (let i = 0; i < 20; i += 1) selector.observe(selector.pick(), { ok: true, durationMs: 11 })
    expect(selector.explain('a').mean).toBeCloseTo((20 * expected + 20 * 0.5) / 40, 12)
    expect(selector.explain().text).toContain('11.0 ms is worth a half (of the first 20 results)')
  })

  test.each<[string, SelectorOptions, string]>([
    ['a mistyped name', { reward: 'balance' }, 'HYD-1003'],
    ['speed without scaleMs', { reward: 'speed' }, 'HYD-5010'],
    ['an unknown name in a formula', { reward: '1 / duration' }, 'HYD-2003'],
    ['a rule instead of a number', { reward: 'ok and quality > 1' }, 'HYD-2002'],
    ['no text', { reward: 3 as never }, 'HYD-1003'],
  ])('%s is refused', (_, options, code) => {
    expect(() => createSelector({ heads: ['a'], ...options })).toThrow(expect.objectContaining({ code }))
  })

  test('a reward without value is HYD-5005, and the pick can still be observed', () => {
    const selector = createSelector({ heads: ['a'], reward: 'quality' })
    const pick = selector.pick()
    expect(() => selector.observe(pick, { ok: true })).toThrow(expect.objectContaining({ code: 'HYD-5005' }))
    selector.observe(pick, { ok: true, quality: 0.5 })
    expect(selector.explain('a')).toMatchObject({ count: 1, mean: 0.5 })
  })

  test('a formula comes back with a snapshot; a function has to be given again', () => {
    const text = 'ok ? 1 / (1 + cost) : 0'
    const saved = JSON.parse(JSON.stringify(createSelector({ heads: ['a'], reward: text }).snapshot())) as unknown
    expect(restoreSelector(saved).explain().reward).toBe(text)
    const own = createSelector({ heads: ['a'], reward: ({ ok }) => Number(ok) }).snapshot()
    expect(() => restoreSelector(own)).toThrow(expect.objectContaining({ code: 'HYD-1003' }))
    expect(restoreSelector(own, { reward: ({ ok }) => Number(ok) }).heads).toEqual(['a'])
  })
})

describe('what an observation may be', () => {
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'ok'],
    ['without ok', { durationMs: 3 }],
    ['ok as a number', { ok: 1 }],
    ['NaN', { ok: true, durationMs: Number.NaN }],
    ['a negative time', { ok: true, durationMs: -1 }],
    ['an infinite cost', { ok: true, cost: Infinity }],
    ['a text as quality', { ok: true, quality: 'good' }],
    ['a negative wait', { ok: false, retryAfterMs: -5 }],
    ['a negative time to the first chunk', { ok: true, firstMs: -1 }],
  ])('%s is HYD-5005, and nothing has changed', (_, outcome) => {
    const selector = createSelector({ heads: ['a', 'b'], seed: 1 })
    const pick = selector.pick()
    expect(() => selector.observe(pick, outcome as never)).toThrow(expect.objectContaining({ code: 'HYD-5005' }))
    expect(selector.explain(pick.head)).toMatchObject({ count: 0, pending: 1 })
    selector.observe(pick, { ok: true })
  })

  test.each<[string, (pick: { ticket: number }) => unknown]>([
    ['twice', (pick) => pick],
    ['of another selector', () => createSelector({ heads: ['a', 'b'], origin: 'other' }).pick()],
    ['a ticket of the future', (pick) => pick.ticket + 1],
    ['half a ticket', (pick) => pick.ticket + 0.5],
    ['NaN', () => Number.NaN],
    ['nothing', () => undefined],
    ['a text', () => '12'],
  ])('a ticket %s is HYD-5006', (_, made) => {
    const selector = createSelector({ heads: ['a', 'b'], seed: 1, origin: 'own' })
    const pick = selector.pick()
    selector.observe(pick, { ok: true })
    expect(() => selector.observe(made(pick) as never, { ok: true })).toThrow(expect.objectContaining({ code: 'HYD-5006' }))
  })

  test('the last 65,536 picks can be observed in any order, older ones not', () => {
    const selector = createSelector({ heads: ['a', 'b'], seed: 1, ejection: false })
    const picks = Array.from({ length: 65_537 }, () => selector.pick())
    expect(() => selector.observe(picks[0]!, { ok: true })).toThrow(expect.objectContaining({ code: 'HYD-5006' }))
    for (const pick of picks.slice(1).reverse()) selector.observe(pick, { ok: true })
    expect(selector.explain('a').count + selector.explain('b').count).toBe(65_536)
    expect(selector.explain('a').pending + selector.explain('b').pending).toBe(0)
  })
})
