/** rate(): a verdict that comes later counts as if it had been there at once; each ticket is rated once. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSelector, type Selector, type SelectorOptions } from '../support/select.ts'
import { Buckets } from '../../src/select/drift/buckets.ts'

const heads = ['a', 'b', 'c']
const pickOf = (selector: Selector, head: string, context?: string): ReturnType<Selector['pick']> =>
  selector.pick({ exclude: heads.filter((other) => other !== head), ...(context !== undefined && { context }) })

/** What is known of each head. */
const known = (selector: Selector): (number | undefined)[] => heads.flatMap((head) => [selector.explain(head).count, selector.explain(head).mean]) // prettier-ignore

const expectClose = (found: readonly (number | undefined)[], expected: readonly (number | undefined)[]): void => {
  found.forEach((value, i) => {
    if (value === undefined || expected[i] === undefined) expect(value).toBe(expected[i])
    else expect(Math.abs(value - expected[i])).toBeLessThan(1e-9 * (1 + Math.abs(expected[i])))
  })
}

const step = fc.record({
  head: fc.constantFrom(...heads),
  ok: fc.boolean(),
  durationMs: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
  quality: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  cost: fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined }),
  context: fc.constantFrom(undefined, undefined, 'x'),
  delay: fc.nat(12),
})
const defined = (values: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

const kinds: [string, Partial<SelectorOptions>][] = [
  ['none', { drift: false }],
  ['none, on success', { drift: false, reward: 'success' }],
  ['none, with costs', { drift: false, costWeight: 0.5 }],
  ['window', { drift: { method: 'window', window: 10 } }],
  ['discount', { drift: { method: 'discount', discount: 0.9 } }],
  ['glr', { drift: { delta: 1e-12 } }],
  ['ucb1', { drift: false, policy: 'ucb1' }],
]

/** The scale of 'balanced' stands after 20 results. */
function settle(selector: Selector, count = 20): void {
  for (let i = 0; i < count; i += 1) selector.observe(pickOf(selector, heads[i % 3]!), { ok: true, durationMs: 10 + i, cost: 1 })
}

test('rated before the scale stands: learned again by what is known then', () => {
  for (const context of [undefined, 'x']) {
    const make = (): Selector => createSelector({ heads, seed: 1, ejection: false, now: () => 0, costWeight: 0.5, drift: false })
    const [once, later] = [make(), make()]
    for (let i = 0; i < 15; i += 1) {
      const told = { ok: i % 4 > 0, durationMs: i }
      const rating = { quality: 1 / (1 + i), cost: i }
      once.observe(pickOf(once, heads[i % 3]!, context), { ...told, ...rating })
      const pick = pickOf(later, heads[i % 3]!, context)
      later.observe(pick, told)
      later.rate(pick, rating)
    }
    for (const selector of [once, later]) settle(selector, 5)
    expectClose(known(later), known(once))
    for (const selector of [once, later]) settle(selector, 40)
    expectClose(known(later), known(once))
  }
})

test.each(kinds)('rated later is as observed at once: drift %s', (_, options) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const make = (): Selector => createSelector({ heads, seed: 1, ejection: false, now: () => 0, ...options })
      const [once, later] = [make(), make()]
      for (const selector of [once, later]) settle(selector)
      const waiting: { due: number; run: () => void }[] = []
      steps.forEach(({ head, ok, durationMs, quality, cost, context, delay }, i) => {
        once.observe(pickOf(once, head, context), { ok, ...defined({ durationMs, quality, cost }) })
        const pick = pickOf(later, head, context)
        later.observe(pick, { ok, ...defined({ durationMs }) })
        const rating = defined({ quality, cost })
        if (Object.keys(rating).length > 0) waiting.push({ due: i + delay, run: () => later.rate(pick, rating) })
        for (const rate of waiting.filter(({ due }) => due === i)) rate.run()
      })
      for (const rate of waiting.filter(({ due }) => due >= steps.length)) rate.run()
      expectClose(known(later), known(once))
      expect(costs(later)).toEqual(costs(once))
    }),
    { numRuns: 200, seed: 20261127 },
  )
})

const costs = (selector: Selector): number[] =>
  heads.map((head) =>
    Number(Number(new RegExp(`cost_total\\{head="${head}"\\} (\\S+)`).exec(selector.metrics())?.[1]).toPrecision(9)),
  )

describe('a rating', () => {
  test('turns the picks to the head that is better', () => {
    const selector = createSelector({ heads: ['good', 'bad'], seed: 1, reward: 'success' })
    for (let i = 0; i < 400; i += 1) {
      const pick = selector.pick()
      selector.observe(pick, { ok: true })
      selector.rate(pick.ticket, { quality: pick.head === 'good' ? 0.9 : 0.2 })
    }
    expect(selector.weights()['good']).toBeGreaterThan(0.9)
  })

  test.each([
    'thompson',
    'ucb1',
    'imed',
    'kl-ucb',
    'moss',
    'thompson-normal',
    'exp3',
    'tsallis-inf',
    'softmax',
    'epsilon-greedy',
  ] as const)('is learned by %s', (policy) => {
    const selector = createSelector({ heads: ['bad', 'good'], seed: 5, reward: 'success', policy, drift: false })
    for (let i = 0; i < 1500; i += 1) {
      const pick = selector.pick()
      selector.observe(pick, { ok: true })
      selector.rate(pick, { quality: pick.head === 'good' ? 1 : 0.1 })
    }
    expect(selector.weights()['good']).toBeGreaterThan(0.6)
  })

  test('of an observation from before a change of the head corrects nothing any more', () => {
    const selector = createSelector({ heads: ['a'], seed: 1, reward: 'success' })
    const old = selector.pick()
    selector.observe(old, { ok: true })
    for (let i = 0; i < 200; i += 1) selector.observe(selector.pick(), { ok: i < 100 })
    const { restarts, mean } = selector.explain('a')
    expect(restarts).toBeGreaterThan(0)
    selector.rate(old, { quality: 0.1 })
    expect(selector.explain('a').mean).toBe(mean)
  })

  test('that says what was observed changes nothing', () => {
    const selector = createSelector({ heads: ['a', 'b'], seed: 1, policy: 'success-share' })
    for (let i = 0; i < 5; i += 1) selector.observe(selector.pick(), { ok: true, quality: 0.5, cost: 2, durationMs: 3 })
    const pick = selector.pick()
    selector.observe(pick, { ok: true, quality: 0.5, cost: 2, durationMs: 3 })
    const before = selector.explain(pick.head)
    selector.rate(pick, { quality: 0.5, cost: 2 })
    expect(selector.explain(pick.head)).toEqual(before)
  })

  test('keeps what it leaves out', () => {
    const seen: unknown[] = []
    const reward = (result: object): number => (seen.push({ ...result }), 0.5)
    const selector = createSelector({ heads: ['a'], reward })
    const pick = selector.pick()
    selector.observe(pick, { ok: true, quality: 0.5, durationMs: 3, firstMs: 1 })
    selector.rate(pick, { cost: 2 })
    expect(seen[1]).toEqual({ ok: true, quality: 0.5, durationMs: 3, firstMs: 1, cost: 2 })
  })
})

test('tickets are remembered for longer once there are ratings', () => {
  const selector = createSelector({ heads: ['a'], reward: 'success' })
  const observed = (): number => {
    const { ticket } = selector.pick()
    selector.observe(ticket, { ok: true })
    return ticket
  }
  selector.rate(observed(), { quality: 0.5 })
  const tickets = Array.from({ length: 5000 }, observed)
  for (const ticket of tickets) selector.rate(ticket, { quality: 0.5 })
  expect(selector.explain('a').mean).toBeCloseTo(0.5, 9)
})

describe('is refused', () => {
  const selector = createSelector({ heads: ['a'], reward: ({ quality = 1 }) => (quality > 5 ? Number.NaN : quality) })
  const observed = selector.pick()
  selector.observe(observed, { ok: true })

  test.each([
    ['nothing', {}, 'HYD-5005'],
    ['null', null, 'HYD-5005'],
    ['text', { quality: '1' }, 'HYD-5005'],
    ['not a number', { quality: Number.NaN }, 'HYD-5005'],
    ['a cost below 0', { cost: -1 }, 'HYD-5005'],
    ['what the rule of rewards cannot take', { quality: 6 }, 'HYD-5005'],
  ])('%s', (_, rating, code) => {
    const before = selector.explain('a')
    expect(() => selector.rate(observed, rating as object)).toThrow(expect.objectContaining({ code }) as Error)
    expect(selector.explain('a')).toEqual(before)
  })

  test('a ticket that is not observed, abandoned, unknown, foreign, or rated', () => {
    const refused = (pick: Parameters<typeof selector.rate>[0], what: string): void =>
      expect(() => selector.rate(pick, { quality: 0.5 })).toThrow(expect.objectContaining({ code: 'HYD-5006', message: expect.stringContaining(what) as string }) as Error) // prettier-ignore
    const pick = selector.pick()
    refused(pick, 'has not been observed yet')
    selector.observe(pick, { abandoned: true })
    refused(pick.ticket, 'was abandoned')
    refused(12, 'none that this selector remembers')
    refused({ ...observed, head: 'b' }, 'none that this selector remembers')
    selector.rate(observed, { quality: 0.5 })
    refused(observed, 'has been rated already')
    expect(() => selector.observe(observed, { ok: true })).toThrow('has been observed already')
  })
})

test('a call is rated by the ticket that it tells', async () => {
  const selector = createSelector({ heads: { a: () => 'x' }, reward: 'success' })
  const { pick } = await selector.call(0)
  selector.rate(pick.ticket, { quality: 0.25 })
  expect(selector.explain('a').mean).toBe(0.25)
})

test('buckets stay within what rewards can be, and lose nothing of a correction', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 200 }), (pairs) => {
      const buckets = new Buckets(false)
      for (const [before] of pairs) buckets.add(before)
      for (const [before, after] of pairs) buckets.correct(before, after)
      const sum = pairs.reduce((total, [, after]) => total + after, 0)
      expect(Math.abs(buckets.sum - sum)).toBeLessThan(1e-9)
      buckets.each((n, own) => expect(own >= -1e-9 && own <= n + 1e-9).toBe(true))
    }), // prettier-ignore
  )
})
